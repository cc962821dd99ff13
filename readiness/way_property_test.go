package readiness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

func (s state) String() string {
	return [...]string{"uncounted", "working", "unsure", "interrupted", "stranded", "cardless"}[s]
}

// peopleNotice is a random notice with remedies, of which some come after others.
func (w *world) peopleNotice(id string, revision int, published string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language: 1\nnotice: %s\nrevision: %d\npublished: %s\nzone: Europe/London\nrequirements:\n", id, revision, published)
	for i := range rapid.IntRange(1, 5).Draw(w.T, "requirements") {
		keys := fmt.Sprintf("{id: %s%d,", id[:1], i)
		more := keys
		if w.chance("remedy", 90) {
			do := []string{"a", "b", "c", "a", "b"}[i]
			after := map[string]string{"a": "", "b": ", after: [a]", "c": ", after: [b, a]"}[do]
			more += fmt.Sprintf(" remedy: {do: %s, who: it-team%s},", do, after)
		}
		if w.chance("use", 15) {
			more += fmt.Sprintf(" use: [%s],", w.pick("use", "sign", "sign-in"))
		}
		requirement := strings.Replace(w.requirement(fmt.Sprint(id[:1], i), w.pick("of", objects...)), keys, more, 1)
		if w.chance("blocks first", 60) {
			requirement = strings.Replace(requirement, "phases: [", "phases: [{action: block, from: 2025-02-01}, ", 1)
			requirement = strings.Replace(requirement, ", ]", "]", 1)
		}
		b.WriteString(requirement)
	}
	b.WriteString(`pauses: {budget: 30d, per: year, longest: 20d, gives: warn}
catalogue:
  agent: {kind: client, generations: [{versions: "<2", status: old}, {versions: ">=2", status: ok, until: 2025-07-03}, {versions: ">=2", status: late, from: 2025-07-03}]}
  browser: {kind: client}
  middleware: {kind: middleware}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], PIV: [9, 10]}
`)
	return b.String()
}

// drawPeople is a random estate of people who sign in, and notices with remedies.
func drawPeople(t *rapid.T, tb testing.TB) *world {
	w := &world{T: t}
	w.source = w.peopleNotice("random", 1, "2025-04-01")
	notices := []*notice.Notice{parsed(tb, w.source)}
	for _, more := range []struct {
		id        string
		revision  int
		published string
	}{{"random", 2, "2025-06-10"}, {"second", 1, "2025-02-01"}} {
		if w.chance("more notices", 30) {
			src := w.peopleNotice(more.id, more.revision, more.published)
			w.source += src
			notices = append(notices, parsed(tb, src))
		}
	}
	n := notices[0]
	var o notice.Options
	if w.chance("exempts", 60) {
		src := w.exemptions()
		w.source += src
		o.Exemptions, _ = notice.ParseExemptions("exemptions.yaml", []byte(src), n.Zone)
	}
	if w.chance("pauses", 40) {
		src := w.pauses()
		w.source += src
		o.Pauses, _ = notice.ParsePauses("pauses.yaml", []byte(src), n.Zone)
	}
	w.set = newSet(tb, o, notices...)
	w.fillPeople(tb)
	w.instants = append(w.instants, time.Date(2025, 6, 25, 10, 0, 0, 0, time.UTC)) // in a pause, if there is one
	for range rapid.IntRange(0, 3).Draw(t, "instants") {
		at, _ := time.Parse(time.RFC3339, w.second("instant"))
		w.instants = append(w.instants, at)
	}
	return w
}

// signedInUntil is about when the sign-ins of random people end.
var signedInUntil = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

func (w *world) fillPeople(tb testing.TB) {
	m := newMaker(tb, randomProducts...)
	for _, o := range []row{{"organisation": "A", "kind": "trust"}, {"organisation": "A1", "parent": "A"}, {"organisation": "B", "kind": "gp"}} {
		w.maybe(o, "groups", "early", "late")
		m.organisation(o)
	}
	organisations := []string{"A", "A1", "B"}
	for i := range 4 {
		p := row{"person": fmt.Sprint("p", i)}
		w.maybe(p, "organisation", organisations...)
		w.maybe(p, "groups", "locum", "ward")
		m.person(p)
		if w.chance("another", 30) {
			p["organisation"] = w.pick("another organisation", organisations...)
			m.person(p)
		}
	}
	for _, id := range []string{"rio", "a1"} {
		a := row{"application": id}
		w.maybe(a, "protocols", "oidc", "saml")
		m.application(a)
	}
	for i := range 6 {
		c := row{"card": fmt.Sprint("c", i)}
		w.maybe(c, "series", "4", "8", "9")
		w.maybe(c, "holder", "p0", "p1", "p2", "p3")
		w.maybe(c, "organisation", organisations...)
		w.maybe(c, "status", "active", "active", "active", "active", "active", "active", "cancelled", "lost")
		w.maybe(c, "groups", "pilot", "ward")
		w.maybe(c, "seen", w.second("card seen"))
		if w.chance("expires", 20) {
			c["expires"] = w.day("expires")
		}
		if w.chance("last used", 50) {
			c["last_used"] = w.day("last used")
		}
		m.card(c)
	}
	users := w.chance("users", 50)
	for i := range 3 {
		d := row{"device": fmt.Sprint("d", i)}
		w.maybe(d, "organisation", organisations...)
		w.maybe(d, "os", "Windows", "Linux")
		w.maybe(d, "groups", "ward", "pilot")
		w.maybe(d, "last_seen", w.day("last seen"))
		w.maybe(d, "seen", w.second("device seen"))
		for _, product := range randomProducts {
			w.maybe(d, product, "1.4", "2.5", "-", "+", "2;+")
		}
		at := m.device(d)
		for _, person := range []string{"p0", "p1"} {
			if users && w.chance("user", 50) {
				m.Users.Add(at, person, m.origin(nil))
			}
		}
	}
	if !w.chance("no sign-ins", 25) {
		for range rapid.IntRange(1, 30).Draw(w.T, "sign-ins") {
			at := signedInUntil.Add(-time.Duration(rapid.IntRange(0, 120*24).Draw(w.T, "hours ago")) * time.Hour)
			s := row{"at": at.Format(time.RFC3339)}
			w.maybe(s, "card", "c0", "c1", "c2", "c7")
			w.maybe(s, "device", "d0", "d1", "d2", "d7")
			w.maybe(s, "person", "p0", "p1", "p2", "p7")
			w.maybe(s, "application", "rio", "a1")
			w.maybe(s, "organisation", organisations...)
			w.maybe(s, "client", "agent", "browser", "unheard")
			w.maybe(s, "client_version", "1.4", "2.5")
			w.maybe(s, "tls", "1.0", "1.2", "1.3")
			m.signIn(s)
		}
	}
	w.estate = m.done()
}

// traitAtOnce is the trait of a way that is judged at once, as a sign-in.
func traitAtOnce(v *notice.Verdict) trait {
	var is trait
	if v.Decision == notice.Block {
		is |= blocked
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Result == notice.Unknown && f.InForce == notice.Block && f.Asks != notice.Block {
			is |= doubted
		}
	}
	return is
}

// TestWaysAreJudgedAsSignIns holds every way, at instants of the survey and at
// others, to what judging it as a sign-in says.
func TestWaysAreJudgedAsSignIns(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		w := drawPeople(rt, t)
		instants := w.instants
		if len(instants) > 1 && w.chance("unasked", 30) {
			instants = instants[1:]
		}
		ways := NewSurvey(w.estate, w.set, Options{Instants: instants, Workers: 2}).Ways(WaysOptions{})
		seen[ways.From()]++
		for _, at := range w.instants {
			m := ways.At(at)
			for way := range ways.Len() {
				var v notice.Verdict
				w.set.Judge(ways.Facts(way), notice.UseSignIn, at, &v)
				if got, want := m.of(way)&^closed, traitAtOnce(&v); got != want {
					rt.Fatalf("way %d at %v: got %b, want %b (%v)\n%s", way, at, got, want, v.Findings, w.source)
				}
				findings := slices.DeleteFunc(v.Findings, func(f notice.Finding) bool {
					return len(f.Requirement.Use) > 0 && !slices.Contains(f.Requirement.Use, notice.UseSignIn)
				})
				for i := range m.rules {
					got, want := m.finding(i, int(m.ways.cells.of[way])), findings[i]
					if got.Requirement != want.Requirement || got.Result != want.Result || got.Asks != want.Asks || got.InForce != want.InForce {
						rt.Fatalf("%s of way %d at %v: got %v, want %v\n%s", want.Requirement.ID, way, at, got, want, w.source)
					}
					seen[got.Result.String()]++
					if got.Paused {
						seen["paused"]++
					}
					if m.rules[i].places[m.instant] {
						seen["places"]++
					}
				}
			}
		}
	})
	for _, what := range []string{"met", "unmet", "unknown", "exempt", "not-applicable", "paused", "places", FromSignIns, FromUsers, FromHolders} {
		if seen[what] == 0 {
			t.Errorf("nothing was %s: the worlds are too plain", what)
		}
	}
}

// plainWay is a way as the rows that it is of, and how often and when it was used.
type plainWay struct {
	what                 string
	pair, recent, seated int
	newest               int64
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
					w := plainWay{what: fmt.Sprint(card, device, c, application, where), newest: estate.NoTime}
					if len(own) == 0 && device != none {
						w.newest = e.Devices.Column("last_seen").Times.At(int(device))
					}
					for _, i := range own {
						recent := 0
						if e.SignIns.At(i) >= since(28) {
							recent = 1
						}
						if !at(i, c) {
							continue
						}
						w.seated += recent
						if got := e.SignIns.Card(i); got != card && got != none {
							continue
						}
						w.pair += recent
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
	rapid.Check(t, func(rt *rapid.T) {
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
				return cmp.Or(cmp.Compare(b.pair, a.pair), cmp.Compare(b.recent, a.recent), cmp.Compare(b.newest, a.newest), cmp.Compare(b.seated, a.seated))
			})
			best := func(w plainWay) [4]int64 { return [4]int64{int64(w.pair), int64(w.recent), w.newest, int64(w.seated)} }
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
	if several == 0 {
		t.Error("nobody had several ways: the worlds are too plain")
	}
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
