package readiness

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// plainWay is a way as the rows that it is of, and how often and when it was used.
type plainWay struct {
	what                 string
	pair, recent, seated int   // of the card on the device, also at the seat, of any card at the seat
	paired, newest       int64 // of the card on the device, also at the seat
}

// waysOfPlainly lists the ways of a person by looking at everything.
func waysOfPlainly(s *Survey, from string, person int, splits bool) []plainWay {
	e := s.estate
	end := estate.NoTime
	for i := range e.SignIns.Len() {
		end = max(end, e.SignIns.At(i))
	}
	since := func(days int64) int64 { return end - days*24*60*60 }
	var counted []int // sign-ins of all that count
	for i := range e.SignIns.Len() {
		if e.SignIns.At(i) >= since(90) {
			counted = append(counted, i)
		}
	}
	slices.SortStableFunc(counted, func(a, b int) int {
		return cmp.Or(cmp.Compare(e.SignIns.At(b), e.SignIns.At(a)), cmp.Compare(b, a))
	})
	var own []int
	cards, devices := map[int32]bool{}, map[int32]bool{}
	for _, i := range counted {
		if s.personOf(i) != int32(person) {
			continue
		}
		own = append(own, i)
		cards[e.SignIns.Card(i)] = true
		devices[e.SignIns.Device(i)] = true
	}
	isIdle := func(table *estate.Table, column string, row int) bool {
		used, newest := table.Column(column).Times, estate.NoTime
		for i := range table.Len() {
			newest = max(newest, used.At(i))
		}
		return used.At(row) != estate.NoTime && newest-used.At(row) > 90*24*60*60
	}
	isActive := len(own) > 0
	if from == FromUsers {
		for d := range e.Devices.Len() {
			if slices.Contains(e.Users.People(e.Users.Of(d)), int32(person)) && !isIdle(e.Devices, "last_seen", d) {
				devices[int32(d)] = true
				isActive = true
			}
		}
	}
	delete(cards, none)
	delete(devices, none)
	usable := func(card int) bool {
		return !slices.Contains([]string{"cancelled", "expired", "lost", "stock"}, e.Cards.Column("status").Text(card))
	}
	for _, only := range []bool{true, false} {
		found := len(cards)
		for c := range e.Cards.Len() {
			if s.holderOf(int32(c)) == int32(person) {
				isActive = isActive || from != FromSignIns && !isIdle(e.Cards, "last_used", c)
				if usable(c) == only && (only || found == 0) {
					cards[int32(c)] = true
				}
			}
		}
	}
	if !isActive {
		return nil
	}
	if len(cards) == 0 {
		cards[none] = true
	}
	if len(devices) == 0 {
		devices[none] = true
	}
	var out []plainWay
	for device := range devices {
		type client struct {
			name       string
			connection int
		}
		var clients []client
		add := func(name string) {
			if !slices.ContainsFunc(clients, func(c client) bool { return c.name == name }) {
				clients = append(clients, client{name, -1})
			}
		}
		if device == none {
			for _, i := range own {
				name := e.SignIns.Clients.Text(i)
				if !slices.ContainsFunc(clients, func(c client) bool { return c.name == name }) {
					clients = append(clients, client{name, -1})
					if e.SignIns.TLS(i) != 0 {
						clients[len(clients)-1].connection = i
					}
				}
			}
		} else {
			for c, d := range s.listClients().device {
				if d == device {
					add(e.Software.Products()[s.listClients().product[c]])
				}
			}
			for _, i := range counted {
				if e.SignIns.Device(i) == device && e.SignIns.Client(i) != 0 {
					add(e.SignIns.Clients.Text(i))
				}
			}
		}
		if len(clients) == 0 {
			add("")
		}
		at := func(i int, c client) bool {
			name := e.SignIns.Clients.Text(i)
			return e.SignIns.Device(i) == device && (name == c.name || name == "" && device != none)
		}
		for n, c := range clients {
			for _, i := range counted {
				if device != none && clients[n].connection < 0 && at(i, c) && e.SignIns.TLS(i) != 0 {
					clients[n].connection = i
				}
			}
		}
		organisation, applications := none, []int32{}
		for _, i := range own {
			if e.SignIns.Device(i) != device {
				continue
			}
			if organisation == none {
				organisation = e.SignIns.Organisation(i)
			}
			if a := e.SignIns.Application(i); a != none && !slices.Contains(applications, a) && (splits || len(applications) == 0) {
				applications = append(applications, a)
			}
		}
		if len(applications) == 0 {
			applications = []int32{none}
		}
		for card := range cards {
			where := organisation
			for _, next := range []int32{rowIn(s.deviceOrganisation, device), rowIn(s.personOrganisation, int32(person)), s.cardPlace(card)} {
				if where == none {
					where = next
				}
			}
			for _, c := range clients {
				for _, application := range applications {
					w := plainWay{what: fmt.Sprint(card, device, c, application, where), paired: estate.NoTime, newest: estate.NoTime}
					if len(own) == 0 && device != none {
						w.newest = e.Devices.Column("last_seen").Times.At(int(device))
						w.paired = w.newest
					}
					for _, i := range own {
						recent := 0
						if e.SignIns.At(i) >= since(28) {
							recent = 1
						}
						got := e.SignIns.Card(i)
						isOfCard := got == card || got == none
						if isOfCard && e.SignIns.Device(i) == device {
							w.pair += recent
							w.paired = max(w.paired, e.SignIns.At(i))
						}
						if !at(i, c) {
							continue
						}
						w.seated += recent
						if !isOfCard {
							continue
						}
						if got := e.SignIns.Application(i); splits && got != application && got != none {
							continue
						}
						w.recent += recent
						w.newest = max(w.newest, e.SignIns.At(i))
					}
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// cardPlace is the organisation of a card, or of no card.
func (s *Survey) cardPlace(card int32) int32 {
	if card == none {
		return none
	}
	return s.organisationOf(notice.Card, card)
}

// TestWaysAreAllThereAre holds the ways of each person to a plain listing: every
// card with every client on every device, the usual way first.
func TestWaysAreAllThereAre(t *testing.T) {
	several := 0
	draw.Until(t, func() string {
		if several == 0 {
			return "nobody had several ways"
		}
		return ""
	}, func(rt *rapid.T) {
		w := drawPeople(rt, t)
		s := NewSurvey(w.estate, w.set, Options{Instants: w.instants, Workers: 2})
		s.inventories = s.newRows(notice.Device, w.estate.Software.Inventories()+1)
		ways := s.Ways(WaysOptions{})
		dormant := 0
		for person := range w.estate.People.Len() {
			want := waysOfPlainly(s, ways.From(), person, s.readsApplications())
			var got, wanted []string
			from, until := ways.Of(person)
			for way := from; way < until; way++ {
				tied := ways.tied(way, person)
				client := ""
				switch {
				case tied.product != none:
					client = w.estate.Software.Products()[tied.product]
				case tied.client != none:
					client = w.estate.SignIns.Clients.Text(int(tied.client))
				}
				got = append(got, fmt.Sprint(tied.card, tied.device, struct {
					name       string
					connection int
				}{client, int(tied.connection)}, tied.application, tied.organisation))
			}
			slices.SortStableFunc(want, func(a, b plainWay) int {
				return cmp.Or(cmp.Compare(b.pair, a.pair), cmp.Compare(b.paired, a.paired), cmp.Compare(b.recent, a.recent), cmp.Compare(b.newest, a.newest), cmp.Compare(b.seated, a.seated))
			})
			best := func(w plainWay) [5]int64 {
				return [5]int64{int64(w.pair), w.paired, int64(w.recent), w.newest, int64(w.seated)}
			}
			isUsual := len(want) == 0
			for _, way := range want {
				wanted = append(wanted, way.what)
				isUsual = isUsual || len(got) > 0 && way.what == got[0] && best(way) == best(want[0])
			}
			if len(want) > 1 {
				several++
			}
			slices.Sort(wanted)
			sorted := slices.Sorted(slices.Values(got))
			if !slices.Equal(sorted, wanted) || !isUsual {
				rt.Fatalf("%s of %s\n got %v\nwant %v, first %+v", ways.From(), w.estate.People.Key(person), got, wanted, want)
			}
			if from == until && isKnown(s, ways.From(), person) {
				dormant++
			}
		}
		if ways.From() != "" && ways.dormant != dormant {
			rt.Fatalf("%s: %d are dormant, want %d", ways.From(), ways.dormant, dormant)
		}
	})
}

// isKnown reports whether something tells of a person besides lists of people.
func isKnown(s *Survey, from string, person int) bool {
	e := s.estate
	for card := range e.Cards.Len() {
		if s.holderOf(int32(card)) == int32(person) {
			return true
		}
	}
	for device := range e.Devices.Len() {
		if from == FromUsers && slices.Contains(e.Users.People(e.Users.Of(device)), int32(person)) {
			return true
		}
	}
	for in := range e.SignIns.Len() {
		if from == FromSignIns && s.personOf(in) == int32(person) {
			return true
		}
	}
	return false
}
