package joined

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// judge asks for what the plan requires.
func judge(t testing.TB, at time.Time) func(*notice.Facts) bool {
	return Sound(planSet(t), notice.UseSignIn, at)
}

func TestGood(t *testing.T) {
	e := newJoined(t,
		"organisation RXX", "organisation RYY parent=RXX",
		"device D1 name=PC1 organisation=RXX last_seen=2025-07-01 agent=2.4 middleware=1", "signin at=50 device=D1 client=agent version=2.4 tls=1.2",
		"device D2 name=PC2 organisation=RXX agent=1.9 middleware=1", "signin at=40 device=D2 client=agent version=1.9 tls=1.2", // the agent is old
		"device D3 name=PC3 organisation=RXX agent=2.4 middleware=-", "signin at=30 device=D3 client=agent version=2.4 tls=1.2", // no middleware
		"device D4 name=PC4 organisation=RXX agent=2.4", "signin at=20 device=D4 client=agent version=2.4 tls=1.2", // it may have none
		"device D5 name=PC5 organisation=RXX agent=2.4 middleware=1", "signin at=10 device=D5 client=agent version=2.4 tls=1.0", // old TLS
		"device D6 name=PC6 organisation=RXX agent=2.4 middleware=1",                                                   // nobody saw its connection
		"device D7 organisation=RXX agent=2.5 middleware=1", "signin at=60 device=D7 client=agent version=1.5 tls=1.3", // updated since
		"device D8 name=PC8 organisation=RYY agent=2.4 middleware=1", "signin at=5 device=D8 client=agent version=2.4 tls=1.2", // of another
		"device D9 name=PC1 organisation=RXX agent=2.4 middleware=1", "signin at=70 device=D9 client=agent version=2.4 tls=1.2", // of one name with D1
		"device E1 name=PC10 organisation=RXX agent=2.4 other-agent=1 middleware=1", "signin at=80 device=E1 tls=1.2", // which client it has is not known
		"device E2 name=PC11 organisation=RXX agent=2.4 middleware=1", "signin at=90 device=E2 tls=1.2", // it can only have one
		"device E3 name=PC12 organisation=RXX agent=2.4 middleware=1 @40", "signin at=95 device=E3 client=agent version=2.4 tls=1.2", // seen too long ago
	)
	for _, test := range []struct {
		organisation string
		max          int
		want         []string
	}{
		{"RXX", 8, []string{"PC1", "D7", "PC11"}},
		{"RXX", 2, []string{"PC1", "D7"}},
		{"RXX", 0, nil},
		{"RYY", 8, []string{"PC8"}},
		{"RZZ", 8, nil},
		{"", 8, nil},
	} {
		if got := e.Good(test.organisation, noon, judge(t, noon), test.max); !slices.Equal(got, test.want) {
			t.Errorf("%s has %q, want %q", test.organisation, got, test.want)
		}
	}
	if got := newJoined(t).Good("RXX", noon, judge(t, noon), 8); got != nil {
		t.Errorf("without files: %q", got)
	}
	later := noon.Add(31 * 24 * time.Hour)
	if got := e.Good("RXX", later, judge(t, later), 8); got != nil {
		t.Errorf("a month later: %q", got)
	}
}

// TestGoodIsBounded looks at few devices, once a minute for an organisation however
// many ask, and remembers few organisations.
func TestGoodIsBounded(t *testing.T) {
	lines := []string{"organisation RXX"}
	for i := range 3 * maxLookedAt {
		lines = append(lines, fmt.Sprintf("device D%03d organisation=RXX last_seen=2025-06-%02d", i, 1+i%30))
	}
	e := newJoined(t, lines...)
	var looked atomic.Int32
	count := func(*notice.Facts) bool { looked.Add(1); return false }
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { e.Good("RXX", noon, count, 3) })
	}
	wait.Wait()
	if looked.Load() != maxLookedAt {
		t.Errorf("%d devices were looked at, want %d", looked.Load(), maxLookedAt)
	}
	e.Good("RXX", noon.Add(59*time.Second), count, 3)
	if looked.Load() != maxLookedAt {
		t.Error("they were looked at twice in a minute")
	}
	e.Good("RXX", noon.Add(time.Minute), count, 3)
	if looked.Load() != 2*maxLookedAt {
		t.Error("they were not looked at in the next minute")
	}

	e = newJoined(t, lines...)
	var names []string
	all := func(*notice.Facts) bool { looked.Add(1); return true }
	looked.Store(0)
	if names = e.Good("RXX", noon, all, 1000); len(names) != maxGood || looked.Load() != maxGood {
		t.Errorf("%d names of %d devices", len(names), looked.Load())
	}
	names[0] = "changed"
	if again := e.Good("RXX", noon, all, 1); again[0] == "changed" {
		t.Error("a caller changed what is remembered")
	}

	g := newGoodness()
	for row := range int32(3 * maxOrganisations) {
		g.at(row, noon)
		if len(g.of) > maxOrganisations {
			t.Fatalf("%d organisations are remembered", len(g.of))
		}
	}
}

func TestContacts(t *testing.T) {
	e := newJoined(t,
		"organisation QXX registration_authority=RRA", "organisation RXX parent=QXX", "organisation RRA",
		"contact QXX it-team name=Region desk phone=01632 960000 hours=Mon-Fri 08:00-18:00", "contact RXX desk name=Own desk email=desk@example.org", "contact RRA registration-authority name=Agents phone=01632 960001",
		"contact QXX supplier name=Region desk phone=01632 960000 hours=Mon-Fri 08:00-18:00",
	)
	want := []Contact{
		{Organisation: "QXX", Team: "it-team", Name: "Region desk", Phone: "01632 960000", Hours: "Mon-Fri 08:00-18:00"},
		{Organisation: "RXX", Team: "desk", Name: "Own desk", Email: "desk@example.org"},
		{Organisation: "RRA", Team: "registration-authority", Name: "Agents", Phone: "01632 960001"},
	}
	got := e.Contacts("RXX", []string{estate.TeamIT, "desk", "supplier", estate.TeamRegistrationAuthority, "nobody"})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, organisation := range []string{"", "RZZ"} {
		if got := e.Contacts(organisation, []string{estate.TeamIT}); got != nil {
			t.Errorf("%q rings %v", organisation, got)
		}
	}
	if got := newJoined(t).Contacts("RXX", []string{estate.TeamIT}); got != nil {
		t.Errorf("without files: %v", got)
	}
}
