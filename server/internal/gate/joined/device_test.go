package joined

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
)

// TestSoftware puts what is claimed beside what an inventory says, which is so
// many days old.
func TestSoftware(t *testing.T) {
	for _, test := range []struct {
		inventory string // of the middleware
		days      int
		claimed   attempt.Attempt
		want      string // why the middleware falls short; "" = it is there
		differs   []Difference
	}{
		{"middleware=2.1", 1, attempt.Attempt{}, "", nil},
		{"middleware=-", 1, attempt.Attempt{}, "Middleware is not installed, and must be", nil},
		{"", 1, attempt.Attempt{}, "whether Middleware is installed is not known, and it must be", nil},
		{"agent=1 inventory=complete", 1, attempt.Attempt{}, "Middleware is not installed, and must be", nil},
		{"agent=1 inventory=complete", 31, attempt.Attempt{}, "the device's software was last seen on 7 June 2025 12:00, which is too long ago", nil},

		{"", 1, attempt.Attempt{Programs: []string{"Some Middleware"}}, "", nil},
		{"middleware=-", 1, attempt.Attempt{Programs: []string{"Some Middleware"}},
			"whether Middleware is installed is not known (this sign-in says that it is, what was seen before says that it is not), and it must be", []Difference{{"device.software.middleware", "+", "-"}}},
		{"middleware=-", 31, attempt.Attempt{Programs: []string{"Some Middleware"}}, "", []Difference{{"device.software.middleware", "+", "-"}}}, // too old to contradict it
		{"agent=1 inventory=complete", 1, attempt.Attempt{Software: []attempt.Software{{Product: "middleware", Version: "2"}}},
			"whether Middleware is installed is not known (this sign-in says 2, what was seen before says that it is not), and it must be", []Difference{{"device.software.middleware", "2", "-"}}},
		{"middleware=2.1", 1, attempt.Attempt{Software: []attempt.Software{{Product: "middleware", Version: "2.1.0"}}}, "", nil},
		{"middleware=2.1", 1, attempt.Attempt{Software: []attempt.Software{{Product: "middleware", Version: "2.2"}}}, "", []Difference{{"device.software.middleware", "2.2", "2.1"}}},
		{"middleware=2.1", 1, attempt.Attempt{Software: []attempt.Software{{Product: "middleware"}}}, "", nil},
		{"middleware=2.1", 1, attempt.Attempt{Programs: []string{"Middle Earth"}}, "", nil},
		{"middleware=-", 1, attempt.Attempt{Programs: []string{"Middle Earth"}}, "Middleware is not installed, and must be", nil}, // a near miss says nothing
	} {
		e := newJoined(t, fmt.Sprintf("device D1 name=PC1 %s @%d", test.inventory, test.days))
		var f notice.Facts
		var s Subject
		test.claimed.Device = "D1"
		e.Facts(&f, &test.claimed, nil, noon, "", &s)
		name := fmt.Sprintf("%s, %d days old, with %+v", test.inventory, test.days, test.claimed)
		if why := falls(t, &f, "middleware", noon); why != test.want {
			t.Errorf("%s: %q, want %q", name, why, test.want)
		}
		if len(s.Differs)+len(test.differs) > 0 {
			if diff := cmp.Diff(test.differs, s.Differs); diff != "" {
				t.Errorf("%s: -want +got:\n%s", name, diff)
			}
		}
	}
}

// TestClaimedCells makes one cell of all that is claimed of a product.
func TestClaimedCells(t *testing.T) {
	for _, test := range []struct {
		claimed attempt.Attempt
		want    string
	}{
		{attempt.Attempt{Software: []attempt.Software{{Product: "gac", Version: "1"}, {Product: "gac", Version: "2"}, {Product: "agent", Version: ""}}}, `{"gac":"1;2","agent":"+"}`},
		{attempt.Attempt{Software: []attempt.Software{{Product: "gac", Version: ""}, {Product: "gac", Version: "2"}}}, `{"gac":"2"}`},
		{attempt.Attempt{Software: []attempt.Software{{Product: "gac", Version: "2"}, {Product: "gac", Version: ""}}}, `{"gac":"2"}`},
		{attempt.Attempt{Software: []attempt.Software{{Product: "agent", Version: "2"}}, Programs: []string{"Example Agent 2"}}, `{"agent":"2"}`},
		{attempt.Attempt{Programs: []string{"Example Agent Middleware"}}, `{"agent":"+","middleware":"+"}`},
		{attempt.Attempt{Software: []attempt.Software{{Product: "gac", Version: "?"}}}, `{"gac":"+"}`},
	} {
		var f notice.Facts
		var s Subject
		newJoined(t).Facts(&f, &test.claimed, nil, noon, "", &s)
		if got := said(t, &f)["device"]; got != `{"claimed":`+test.want+`}` {
			t.Errorf("%+v: %s, want %s", test.claimed, got, test.want)
		}
	}
}

func TestOperatingSystem(t *testing.T) {
	for _, test := range []struct {
		known             string
		days              int
		os, version, want string
	}{
		{"os=Windows os_version=10.0.19045.4474", 1, "", "", `"os":"Windows","os_version":"10.0.19045.4474"`},
		{"os=Windows os_version=10.0.19045.4474", 1, "Microsoft Windows NT", "10.0.19045.0", `"os":"Windows","os_version":"10.0.19045.4474"`},
		{"os_version=10.0.19045", 1, "Microsoft Windows NT", "10.0.19045.4474", `"os":"Microsoft Windows NT","os_version":"10.0.19045.4474"`},
		{"os=Windows os_version=10.0.19045.4474", 1, "x", "10.0.22631", `"os":"Windows","missing":{"os_version":"this sign-in says 10.0.22631, what was seen before says 10.0.19045.4474"}`},
		{"os=Windows os_version=10.0.19045.4474", 31, "x", "10.0.22631", `"os":"x","os_version":"10.0.22631"`},
	} {
		var f notice.Facts
		var s Subject
		e := newJoined(t, fmt.Sprintf("device D1 %s @%d", test.known, test.days))
		e.Facts(&f, &attempt.Attempt{Device: "D1", OS: test.os, OSVersion: test.version}, nil, noon, "", &s)
		if got := said(t, &f)["device"]; got != `{"id":"D1",`+test.want+`}` {
			t.Errorf("%s, %d days old, and %s %s:\n%s\nwant %s", test.known, test.days, test.os, test.version, got, test.want)
		}
	}
}

// TestManyClaims bounds what a stranger may say is installed.
func TestManyClaims(t *testing.T) {
	var a attempt.Attempt
	for i := range maxSoftware + 3 {
		a.Software = append(a.Software, attempt.Software{Product: fmt.Sprint("p", i), Version: "1"})
	}
	for i := range maxPrograms + 2 {
		a.Programs = append(a.Programs, fmt.Sprintf("Middle %d", i))
	}
	a.Programs[0] = strings.Repeat("Middleware ", 1000)
	e := newJoined(t)
	var f notice.Facts
	var s Subject
	e.Facts(&f, &a, nil, noon, "", &s)
	want := []notice.Reject{
		{Key: "device.software", Value: "3", Error: "so many products more are said to be installed than are read, and are passed over"},
		{Key: "device.software", Value: "2", Error: "so many programs more are said to be installed than are read, and are passed over"},
	}
	if diff := cmp.Diff(want, s.Rejects); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if f.Claimed("p0").String() != "1" || f.Claimed(fmt.Sprint("p", maxSoftware)).Known() || f.Claimed("middleware").Known() || len(s.Near) != maxPrograms-1 {
		t.Errorf("%v, %d near", said(t, &f)["device"], len(s.Near))
	}
}

// TestNamesAreForgotten bounds how many names of programs are remembered.
func TestNamesAreForgotten(t *testing.T) {
	p := newPrograms(planSet(t))
	for i := range 3 * maxNames {
		if got := p.find(fmt.Sprintf("Middleware %d", i)); got.match != notice.FullMatch {
			t.Fatal(got)
		}
		if len(p.known) > maxNames {
			t.Fatalf("%d names are remembered", len(p.known))
		}
	}
}

// TestGivenOnlyWhatIsKnown: files that know nothing of whom a sign-in names give
// no object that it did not name.
func TestGivenOnlyWhatIsKnown(t *testing.T) {
	e := newJoined(t, "device D1")
	var f notice.Facts
	var s Subject
	e.Facts(&f, &attempt.Attempt{Device: "D1"}, nil, noon.Add(time.Hour), "", &s)
	for o := notice.Card; o <= notice.Organisation; o++ {
		if f.Given(o) != (o == notice.Device) {
			t.Errorf("%s is given: %v", o, f.Given(o))
		}
	}
}
