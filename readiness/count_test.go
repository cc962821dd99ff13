package readiness

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// lastUsed looks for the last use of a subject in everything that tells of it.
func lastUsed(s *Survey, subject Subject) int64 {
	e, t := s.estate, s.tied(subject)
	last := estate.NoTime
	switch subject.Kind {
	case notice.Card:
		last = e.Cards.Column("last_used").Times.At(subject.Row)
	case notice.Device, notice.Client:
		last = e.Devices.Column("last_seen").Times.At(int(t.device))
	case notice.Connection:
		return e.SignIns.At(int(t.connection))
	}
	for i := range e.SignIns.Len() {
		is := false
		switch subject.Kind {
		case notice.Card:
			is = e.SignIns.Card(i) == t.card
		case notice.Device, notice.Client:
			is = e.SignIns.Device(i) == t.device
		case notice.ApplicationObject:
			is = e.SignIns.Application(i) == t.application
		case notice.Person:
			is = s.personOf(i) == t.person
		}
		if is {
			last = max(last, e.SignIns.At(i))
		}
	}
	return last
}

// isOver looks whether a card is cancelled or expired.
func isOver(s *Survey, subject Subject, at time.Time) bool {
	if subject.Kind != notice.Card {
		return false
	}
	cards := s.estate.Cards
	status := cards.Column("status").Text(subject.Row)
	ends := cards.Column("expires").Times.At(subject.Row)
	return status == "cancelled" || status == "expired" || ends != estate.NoTime && !estate.Instant(ends).After(at)
}

// TestCountsFindingsAndOrganisationsAgree with the results of the subjects, taken
// one after the other.
func TestCountsFindingsAndOrganisationsAgree(t *testing.T) {
	const dormantAfter = 40 * 24 * time.Hour
	seen := map[string]int{}
	draw.Until(t, func() string { return draw.Lacking(seen, 1, "closed", "dormant", "settled") }, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		s := NewSurvey(w.estate, w.set, Options{Instants: w.instants, Workers: 2, Dormant: dormantAfter})
		at := w.instants[0]
		m := s.At(at)
		var told []Finding
		byOrganisation := map[int][]Count{}
		for i, rule := range m.Rules() {
			kind, _ := notice.ObjectNamed(rule.Requirement().Of)
			var all, dormant, closed Count
			for row := range s.rows(kind) {
				subject := Subject{kind, row}
				result, asks := m.Result(i, row)
				all.add(result, 1)
				last := lastUsed(s, subject)
				isDormant, isClosed := last != estate.NoTime && estate.Instant(last).Before(at.Add(-dormantAfter)), isOver(s, subject, at)
				switch {
				case isClosed:
					closed.add(result, 1)
					seen["closed"]++
				case isDormant:
					dormant.add(result, 1)
					seen["dormant"]++
				}
				organisation := int(s.tied(subject).organisation)
				if byOrganisation[organisation] == nil {
					byOrganisation[organisation] = make([]Count, len(m.rules))
				}
				byOrganisation[organisation][i].add(result, 1)
				if result == notice.Unmet || result == notice.Unknown {
					told = append(told, Finding{
						Subject: s.Name(subject), Requirement: rule.Requirement().ID, Result: result, Action: asks,
						Dormant: isDormant && !isClosed, Closed: isClosed,
					})
				}
			}
			gotAll, gotDormant, gotClosed := m.Counts(i)
			if diff := cmp.Diff([]Count{all, dormant, closed}, []Count{gotAll, gotDormant, gotClosed}); diff != "" {
				rt.Fatalf("%s at %v (-want +got)\n%s\n%s", rule.Requirement().ID, at, diff, w.source)
			}
		}
		var got []Finding
		for f := range m.Findings() {
			if f.Why == "" {
				rt.Fatalf("no reason for %+v", f)
			}
			got = append(got, Finding{Subject: f.Subject, Requirement: f.Requirement, Result: f.Result, Action: f.Action, Dormant: f.Dormant, Closed: f.Closed})
		}
		if diff := cmp.Diff(told, got); diff != "" {
			rt.Fatalf("findings (-want +got)\n%s", diff)
		}
		counted := map[int][]Count{}
		m.ByOrganisation(func(row int, counts []Count) bool {
			counted[row] = counts
			return true
		})
		if diff := cmp.Diff(byOrganisation, counted); diff != "" {
			rt.Fatalf("organisations (-want +got)\n%s", diff)
		}
		for range m.Findings() {
			break // can be left
		}
		for _, settle := range m.settle() {
			if settle.Missing == "" || settle.Do == "" || settle.Findings <= 0 {
				rt.Fatalf("nothing is settled by %+v", settle)
			}
			seen["settled"]++
		}
	})
}

// TestSampleIsJudgedAlike holds 5,000 subjects of a large estate, under the notice
// of the benchmark with its exemptions, to judging one by one.
func TestSampleIsJudgedAlike(t *testing.T) {
	const n = 6000
	e := benchEstate(t, n)
	parsedNotice := parsed(t, benchNotice)
	list, problems := notice.ParseExemptions("bench.yaml", []byte(benchExemptions(n)), parsedNotice.Zone)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	s := NewSurvey(e, newSet(t, notice.Options{Exemptions: list}, parsedNotice), Options{Instants: benchInstants(), Workers: 2})
	chance := rand.New(rand.NewPCG(3, 4))
	results := map[notice.Result]int{}
	for range 5000 {
		at := benchInstants()[chance.IntN(len(benchInstants()))]
		m := s.At(at)
		i := chance.IntN(len(m.Rules()))
		rule := m.Rules()[i]
		kind, _ := notice.ObjectNamed(rule.Requirement().Of)
		subject := Subject{kind, chance.IntN(s.rows(kind))}
		want, why := oneByOne(s, rule, subject, at)
		result, asks := m.Result(i, subject.Row)
		if got := (Verdict{result, asks}); got != want {
			t.Fatalf("%s of %s at %v: got %v, want %v (%s)", rule.Requirement().ID, s.Name(subject), at, got, want, why)
		}
		results[result]++
	}
	m, i := s.At(benchInstants()[3]), 0
	places := map[string]int{}
	for place, rule := range m.Rules() {
		places[rule.Requirement().ID] = place
	}
	for f := range m.Findings() {
		if i++; i%401 != 0 {
			continue
		}
		rule := places[f.Requirement]
		row, kind := 0, m.courses[rule].kind
		for s.Name(Subject{kind, row}) != f.Subject {
			row++
		}
		if want := m.inWords(rule, Subject{kind, row}); f.Why != want {
			t.Fatalf("%s of %s because %q, want %q", f.Requirement, f.Subject, f.Why, want)
		}
	}
	if len(results) < 5 {
		t.Errorf("the sample has only %v", results)
	}
}
