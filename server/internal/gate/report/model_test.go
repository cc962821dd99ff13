package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// expected is what a report must tell of a journal, found the slow and obvious way:
// for each identity all events are looked at again.
type expected struct {
	Decisions         Decisions
	Blocked           Blocked
	Spared            map[string]tallied
	Back              Units
	Ways              map[string]Units
	Accepted          int
	Again, StillOut   int
	Untold            int
	Away              []string
	Weeks             []string
	Classes           []Units
	Organisations     []string
	Refused, Returned int // at the end of the curve
	MostOut           int
}

type tallied struct {
	Attempts int
	Who      Units
}

func (e *event) who() string {
	switch {
	case e.person != "":
		return "person " + e.person
	case e.device != "":
		return "device " + e.device
	case e.address != "":
		return "address " + e.address
	}
	return ""
}

func addUnit(u *Units, who string) {
	switch {
	case strings.HasPrefix(who, "person "):
		u.People++
	case strings.HasPrefix(who, "device "):
		u.Devices++
	case strings.HasPrefix(who, "address "):
		u.Addresses++
	}
}

// blocks are the requirements that asked to refuse an event.
func (e *event) blocks() (out []string) {
	for _, f := range e.findings {
		if f.Action == notice.Block {
			out = append(out, f.Requirement)
		}
	}
	return out
}

func (e *event) about(o *Options) bool {
	return o.Requirement == "" || slices.Contains(e.blocks(), o.Requirement)
}

// wayOf is how an event lets in who was refused by others before.
func wayOf(o *Options, who string, before []*event, e *event) (how string, untold bool) {
	if e.weakened != "" {
		return "weakened", false
	}
	by := map[string]bool{}
	for _, b := range before {
		for _, q := range b.blocks() {
			by[q] = o.Requirement == "" || q == o.Requirement
		}
	}
	short := slices.ContainsFunc(e.findings, func(f notice.Told) bool { return by[f.Requirement] })
	switch {
	case short && !e.at.Before(o.Until):
		return "window-over", false
	case strings.HasPrefix(who, "address "), e.device == "":
		return "not-known", false
	}
	versions := map[string]string{} // by the device, the last one
	for _, b := range before {
		versions[b.device] = b.version
	}
	was, same := versions[e.device]
	delete(versions, "")
	switch {
	case !same && len(versions) > 0:
		return "another-device", false
	case !same:
		return "not-known", false
	case was != "" && e.version != "" && was != e.version:
		return "updated", false
	case !short:
		return "mended", false
	}
	return "not-known", was != "" && e.version == ""
}

func expect(o Options, j journal) expected {
	x := expected{Spared: map[string]tallied{}, Ways: map[string]Units{}}
	outcomes := map[string]string{}
	var events []*event // decisions since the window opened
	for i := range j {
		e := &j[i]
		if e.at.Before(o.From) || !e.at.Before(o.Now) {
			continue
		}
		if e.outcome != "" {
			outcomes[e.code] = e.outcome
		} else {
			events = append(events, e)
		}
	}
	inWindow := func(e *event) bool { return e.at.Before(o.Until) }

	// Who was refused, and who spared.
	refusals := map[string][]*event{} // in the window
	spared := map[string]map[string]bool{}
	attempts := map[string]int{}
	seen := map[string]bool{}
	for _, e := range events {
		if !inWindow(e) {
			continue
		}
		x.Decisions.add(e.done)
		switch {
		case e.done == "block" && e.about(&o):
			x.Blocked.Attempts++
			if e.proven == "" {
				x.Blocked.Unproven++
			}
			attempts[e.organisation]++
			refusals[e.who()] = append(refusals[e.who()], e)
		case e.done == "block":
			x.Blocked.Others++
		default:
			seen[e.who()] = true
			if e.weakened != "" && len(e.blocks()) > 0 && e.about(&o) {
				s := x.Spared[e.weakened]
				s.Attempts++
				if spared[e.weakened] == nil {
					spared[e.weakened] = map[string]bool{}
				}
				if !spared[e.weakened][e.who()] {
					addUnit(&s.Who, e.who())
				}
				spared[e.weakened][e.who()] = true
				x.Spared[e.weakened] = s
			}
		}
	}
	x.Blocked.Nameless = len(refusals[""])
	delete(refusals, "") // whose they are is not known

	type change struct {
		at time.Time
		by int
	}
	var changes []change
	organisation := map[string]string{}
	backs, aways := map[string]int{}, map[string]int{}
	blockedOf := map[string]Units{}
	for _, who := range slices.Sorted(maps.Keys(refusals)) {
		addUnit(&x.Blocked.Who, who)
		if !slices.ContainsFunc(refusals[who], func(e *event) bool {
			return e.proven == evidence.ProvenPerson || e.proven == evidence.ProvenDevice && e.person == "" || e.proven == evidence.ProvenAddress && e.person+e.device == ""
		}) {
			addUnit(&x.Blocked.UnprovenWho, who)
		}
		var before []*event // refusals until now
		cards := map[string]bool{}
		var back, last *event
		backAt, lastRefusal, lastIn, since, denied := -1, -1, -1, 0, 0
		first, latest := refusals[who][0].at, time.Time{}
		for i, e := range events {
			id := strings.SplitN(who, " ", 2)[1]
			switch {
			case e.done == "block" && e.about(&o) && e.who() == who && (inWindow(e) || len(before) > 0):
				lastRefusal, last = i, e
				if e.at.After(latest) {
					latest = e.at
				}
				if !inWindow(e) {
					since++
					break
				}
				if e.at.Before(first) {
					first = e.at
				}
				before = append(before, e)
				cards[e.card] = e.card != ""
				if organisation[who] == "" {
					organisation[who] = e.organisation
				}
			case e.done != "block" && len(before) > 0 && (who == "person "+e.person || who == "device "+e.device || who == "address "+e.address || cards[e.card]) && id != "":
				lastIn = i
				if outcomes[e.code] == evidence.OutcomeDenied {
					denied++
					break
				}
				if back == nil {
					how, untold := wayOf(&o, who, before, e)
					u := x.Ways[how]
					addUnit(&u, who)
					x.Ways[how] = u
					if untold {
						x.Untold++
					}
					if outcomes[e.code] == evidence.OutcomeAccepted {
						x.Accepted++
					}
					back, backAt = e, i
				}
			}
		}
		changes = append(changes, change{first, 1})
		org := blockedOf[organisation[who]]
		addUnit(&org, who)
		blockedOf[organisation[who]] = org
		if back == nil {
			aways[organisation[who]]++
			x.Away = append(x.Away, fmt.Sprintf("%s/%s %d+%d-%d %s %s", organisation[who], who, len(before), since, denied, latest.Format(time.StampMilli), last.code))
			continue
		}
		backs[organisation[who]]++
		returned := back.at
		if returned.Before(first) {
			returned = first
		}
		changes = append(changes, change{returned, -1})
		addUnit(&x.Back, who)
		if lastRefusal > backAt {
			x.Again++
			if lastRefusal > lastIn {
				x.StillOut++
			}
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Or(a.at.Compare(b.at), b.by-a.by) })
	out := 0
	for _, c := range changes {
		out += c.by
		x.MostOut = max(x.MostOut, out)
		x.Refused += max(c.by, 0)
		x.Returned += max(-c.by, 0)
	}

	// What was foretold.
	end := o.Until
	if o.Now.Before(end) {
		end = o.Now
	}
	foretold := map[string]bool{}
	home := map[string]string{} // organisations, the first that is known, from the oldest week on
	weekly := make([]map[string]int, o.Weeks)
	weeksOf := make([]map[string]bool, o.Weeks)
	for n := o.Weeks; n >= 1; n-- {
		civilFrom, civilUntil := o.Zone.Civil(o.From), o.Zone.Civil(end)
		from, _ := o.Zone.At(civilFrom.AddDays(-7 * n))
		until, _ := o.Zone.At(civilUntil.AddDays(-7 * n))
		weekly[n-1], weeksOf[n-1] = map[string]int{}, map[string]bool{}
		decisions, short := 0, 0
		var u Units
		for i := range j {
			e := &j[i]
			if e.outcome != "" || e.at.Before(from) || !e.at.Before(until) {
				continue
			}
			decisions++
			if !slices.ContainsFunc(e.findings, func(f notice.Told) bool {
				return (o.Requirement == "" || f.Requirement == o.Requirement) && (f.Result == notice.Unmet || o.UnknownBlocks || f.Action == notice.Block)
			}) {
				continue
			}
			short++
			who := e.who()
			if who == "" {
				continue
			}
			foretold[who] = true
			if home[who] == "" {
				home[who] = e.organisation
			}
			if !weeksOf[n-1][who] {
				weeksOf[n-1][who] = true
				addUnit(&u, who)
				weekly[n-1][home[who]]++
			}
		}
		x.Weeks = append([]string{fmt.Sprint(from.Unix(), until.Unix(), decisions, short, u)}, x.Weeks...)
		if decisions == 0 {
			weekly[n-1] = nil
		}
	}
	classes := make([]Units, 4)
	known := foretold
	for who := range refusals {
		known[who] = foretold[who]
	}
	compared := slices.ContainsFunc(weekly, func(w map[string]int) bool { return w != nil })
	for who := range known {
		switch refused := refusals[who] != nil; {
		case !compared:
		case known[who] && refused:
			addUnit(&classes[0], who)
		case known[who] && seen[who]:
			addUnit(&classes[1], who)
		case known[who]:
			addUnit(&classes[2], who)
		default:
			addUnit(&classes[3], who)
		}
	}
	x.Classes = classes

	all := map[string]bool{}
	for code := range attempts {
		all[code] = true
	}
	for _, week := range weekly {
		for code := range week {
			all[code] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(all)) {
		var of []int
		for _, week := range weekly {
			if week != nil {
				of = append(of, week[code])
			}
		}
		x.Organisations = append(x.Organisations, fmt.Sprint(code, " ", attempts[code], blockedOf[code], backs[code], aways[code], median(of)))
	}
	slices.Sort(x.Away)
	slices.Sort(x.Organisations)
	return x
}

// told is the same of a report.
func told(r *Report) expected {
	x := expected{
		Decisions: r.Decisions, Blocked: r.Blocked, Spared: map[string]tallied{}, Back: r.Back.Who, Ways: map[string]Units{},
		Accepted: r.Back.Accepted, Again: r.Back.Again, StillOut: r.Back.StillOut, Untold: r.Strange.Untold, MostOut: r.Curve.MostOut,
	}
	x.Blocked.Requirements = nil
	for _, s := range r.Spared {
		x.Spared[s.Reason] = tallied{s.Attempts, s.Who}
	}
	for _, w := range r.Back.Ways {
		if w.Who.Total() > 0 {
			x.Ways[w.How] = w.Who
		}
	}
	for _, a := range r.Away {
		x.Away = append(x.Away, fmt.Sprintf("%s/%s %s %d+%d-%d %s %s", a.Organisation, a.Unit, a.ID, a.Attempts, a.Since, a.Denied, a.LastAt.Format(time.StampMilli), a.Code))
	}
	for _, w := range r.Preview.Weeks {
		x.Weeks = append(x.Weeks, fmt.Sprint(w.From.Unix(), w.Until.Unix(), w.Decisions, w.Attempts, w.Who))
	}
	for _, c := range r.classes() {
		x.Classes = append(x.Classes, c.Who)
	}
	for _, o := range r.Organisations {
		x.Organisations = append(x.Organisations, fmt.Sprint(o.Organisation, " ", o.Attempts, o.Blocked, o.Back, o.Away, o.Expected))
	}
	slices.Sort(x.Away)
	slices.Sort(x.Organisations)
	last := r.Curve.Points[len(r.Curve.Points)-1]
	x.Refused, x.Returned = last.Refused, last.Back+r.Curve.Later
	return x
}

// anyJournal draws the events of a few identities around a window.
func anyJournal(t *rapid.T, o *Options) journal {
	text := func(label, prefix string, most int) string {
		if n := rapid.IntRange(0, most).Draw(t, label); n > 0 {
			return fmt.Sprint(prefix, n)
		}
		return ""
	}
	var j journal
	offset := func(label string) time.Duration {
		return time.Duration(rapid.IntRange(-2, 90).Draw(t, label)) * time.Minute
	}
	for i := range rapid.IntRange(0, 40).Draw(t, "events") {
		e := event{code: fmt.Sprintf("C%d", i)}
		week := max(0, rapid.IntRange(-6, o.Weeks+1).Draw(t, "week"))
		from, _ := o.Zone.At(o.Zone.Civil(o.From).AddDays(-7 * week))
		e.at = from.Add(offset("minute"))
		e.person, e.device = text("person", "p", 3), text("device", "d", 3)
		e.card, e.address, e.organisation = text("card", "c", 2), text("address", "192.0.2.", 2), text("organisation", "R", 2)
		e.product, e.version = "identity-agent", text("version", "2.", 3)
		e.proven = rapid.SampledFrom([]string{"", evidence.ProvenPerson, evidence.ProvenDevice, evidence.ProvenAddress}).Draw(t, "proven")
		e.done = rapid.SampledFrom([]string{"allow", "warn", "block", "block"}).Draw(t, "done")
		for _, q := range []string{"agent", "card"} {
			action := notice.Warn
			if e.done == "block" || rapid.Bool().Draw(t, q+" blocks") {
				action = notice.Block
			}
			switch rapid.IntRange(0, 3).Draw(t, q) {
			case 0:
				e.findings = append(e.findings, unmet(q, action))
			case 1:
				e.findings = append(e.findings, unknown(q, action))
			}
		}
		if e.done == "warn" && rapid.Bool().Draw(t, "weakened") {
			e.weakened = rapid.SampledFrom([]string{"held", "budget", "unkept"}).Draw(t, "why")
		}
		j = append(j, e)
	}
	if !rapid.Bool().Draw(t, "the clock goes back") {
		slices.SortStableFunc(j, func(a, b event) int { return a.at.Compare(b.at) })
	}
	// What the service made of some comes soon after them.
	var out journal
	type waiting struct {
		e  event
		in int
	}
	var later []waiting
	for _, e := range j {
		out = append(out, e)
		if e.done != "block" && rapid.Bool().Draw(t, "outcome is known") {
			o := event{at: e.at, code: e.code, outcome: rapid.SampledFrom([]string{evidence.OutcomeAccepted, evidence.OutcomeDenied, evidence.OutcomeDenied}).Draw(t, "outcome")}
			later = append(later, waiting{o, rapid.IntRange(0, 2).Draw(t, "later")})
		}
		for i := 0; i < len(later); {
			if later[i].in--; later[i].in < 0 {
				out = append(out, later[i].e)
				later = slices.Delete(later, i, i+1)
			} else {
				i++
			}
		}
	}
	for _, w := range later {
		out = append(out, w.e)
	}
	return out
}

// TestModel compares reports on any journal with what is found the slow way.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{
			From: rapid.SampledFrom([]time.Time{at("2025-07-08T10:00"), at("2025-03-30T00:30"), at("2025-04-06T01:15"), at("2025-10-26T00:30"), at("2025-11-02T01:00")}).Draw(t, "from"),
			Zone: london, Weeks: rapid.IntRange(1, 3).Draw(t, "weeks"), Requirement: rapid.SampledFrom([]string{"", "agent"}).Draw(t, "requirement"),
			UnknownBlocks: rapid.Bool().Draw(t, "unknown blocks"),
		}
		o.Until = o.From.Add(time.Hour)
		o.Now = o.From.Add(time.Duration(rapid.SampledFrom([]int{20, 60, 75, 300}).Draw(t, "now")) * time.Minute)
		j := anyJournal(t, &o)
		r, err := Make(o, j.scan)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(expect(o, j), told(r)); diff != "" {
			t.Fatalf("(-expected +told)\n%s", diff)
		}
		for _, form := range forms {
			checkForm(t, r, form)
		}
	})
}
