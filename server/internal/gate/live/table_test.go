package live

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// sumOf is all that a table counted.
func sumOf(t *table) (rows int, sum sums) {
	t.each(func(_ name, row *tally) {
		rows++
		sum.plus(&row.total)
	})
	return rows, sum
}

// TestInventedOrganisations: a million names that a stranger makes up take bounded
// memory, nothing is lost from the sums, and an organisation at which somebody is
// proven still has its row and its series.
func TestInventedOrganisations(t *testing.T) {
	c := &clockAt{at: day(t, 10, 22, 0)}
	known := func(code string) bool { return code == "KNOWN" }
	l := New(Options{Now: c.now, KnownOrganisation: known})
	before := heap()
	d := decided(c.now(), "", "", notice.Block, notice.Block, "")
	d.Proven = decision.Unproven
	const invented = 1_000_000
	for i := range invented {
		d.Organisation = fmt.Sprintf("invented-%d", i)
		d.Client, d.Version = fmt.Sprintf("client-%d", i), fmt.Sprintf("%d.0", i)
		d.Extractor = fmt.Sprintf("extractor-%d", i)
		d.Findings[0].Requirement = fmt.Sprintf("requirement-%d", i)
		l.Decided(d)
	}
	if grown := heap() - before; grown > 120<<20 {
		t.Errorf("%d MB more are in use", grown>>20)
	}
	for _, test := range []struct {
		name string
		*table
		bound int
	}{
		{"organisations", l.organisations, mostUnprovenOrganisations},
		{"clients", l.clients, mostUnprovenClients},
		{"requirements", l.requirements, mostRequirements},
		{"extractors", l.extractors, mostExtractors},
	} {
		if rows, sum := sumOf(test.table); rows != test.bound+1 || sum[blocked] != invented {
			t.Errorf("%s: %d rows with %d sign-ins, want %d with %d", test.name, rows, sum[blocked], test.bound+1, invented)
		}
	}

	here := func(organisation string, proven decision.Unit) {
		t.Helper()
		d := decided(c.now(), organisation, "2.3.1.0", notice.Block, notice.Block, "")
		d.Proven = proven
		l.Decided(d)
	}
	here("REAL", decision.ByDevice)
	here("KNOWN", decision.Unproven)
	here("LATE", decision.Unproven) // beyond the bound, and not proven yet
	here("LATE", decision.ByPerson)
	for organisation, want := range map[string]uint64{"REAL": 1, "KNOWN": 1, "LATE": 1} {
		var n uint64
		published := false
		if !l.organisations.look(name{of: organisation}, func(row *tally) { n, published = row.total[blocked], row.published }) || n != want || !published {
			t.Errorf("%s: %d sign-ins, published %v", organisation, n, published)
		}
	}
}

// TestProvenMakesRoom: an invented name that turns out to be real no longer takes
// a place of the invented.
func TestProvenMakesRoom(t *testing.T) {
	table := newTable(4, 2, new(trailRoom), nil)
	one := func(of string, proven bool) {
		table.count(name{of: of}, event{at: 1000, kind: blocked, proven: proven})
	}
	has := func(of string) bool { return table.look(name{of: of}, func(*tally) {}) }
	one("a", false)
	one("b", false)
	one("c", false) // beyond
	if !has("a") || !has("b") || has("c") {
		t.Error("not two invented names have a row")
	}
	one("a", true)
	one("c", false)
	one("d", true)
	one("e", true) // beyond: four rows are full
	if !has("c") || !has("d") || has("e") {
		t.Error("a proven name makes no room for another")
	}
	if rows, sum := sumOf(table); rows != 5 || sum.all() != 7 {
		t.Errorf("%d rows with %d sign-ins", rows, sum.all())
	}
}

// TestPublication: series are bounded, count from their first refusal on, and
// never fall; what has none is counted under other.
func TestPublication(t *testing.T) {
	table := newTable(10, 10, new(trailRoom), nil)
	table.publish.set(2, 1)
	one := func(of string, k kind, weak, proven bool) {
		table.count(name{of: of}, event{at: 1000, kind: k, weak: weak, proven: proven})
	}
	one("a", allowed, false, true) // no series yet
	one("x", blocked, false, false)
	one("y", warned, true, false) // a second invented one: other
	one("a", warned, true, true)
	one("b", blocked, false, true) // a third: other
	one("a", allowed, false, true)
	got := make(map[string]sums)
	table.each(func(n name, row *tally) {
		if row.published {
			got[n.of] = row.series
		}
	})
	if len(got) != 2 || got["x"] != (sums{blocked: 1}) || got["a"] != (sums{warned: 1, weakened: 1}) {
		t.Errorf("series %v", got)
	}
	rest := &table.publish.rest
	if rest[warned].Load() != 1 || rest[weakened].Load() != 1 || rest[blocked].Load() != 1 || rest[allowed].Load() != 0 {
		t.Errorf("other: %d warned, %d weakened, %d blocked, %d allowed", rest[warned].Load(), rest[weakened].Load(), rest[blocked].Load(), rest[allowed].Load())
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
