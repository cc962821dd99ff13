package budget

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
)

// keep restores a budget from a file and keeps it there.
func (d *desk) keep(t *testing.T, path string, at time.Time) Restored {
	t.Helper()
	r, err := d.Restore(path, at)
	if err != nil {
		t.Error(err)
	}
	d.Keep(path, nowhere)
	return r
}

// nowhere is the place of a journal that stands still.
func nowhere() string { return "00000001:0" }

// again is a desk of the same gate, started again: who is proven is known.
func again(t *testing.T, before *desk, l Limits) *desk {
	t.Helper()
	d := &desk{store: before.store}
	d.Budget = New(l, before.store, func(p pager.Page) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.pages = append(d.pages, p)
	})
	return d
}

// What is open stays open when the gate is started again, and who counts counts on.
func TestKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "open.json")
	var first *desk
	synctest.Test(t, func(t *testing.T) {
		first = opened(t)
		first.keep(t, path, start)
		for n := range 3 {
			first.refuse(first.prove(person(20+n, 8, ""), minutes(5)), minutes(5))
		}
		synctest.Wait() // killed here, it is on the disk
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"since": "2025-07-08T10:00:00Z"`, `"since": "2025-07-08T10:05:00Z"`, `"place": "00000001:0"`, `"organisation": "RXX"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("there is no %s in %s", want, text)
			}
		}
		for _, name := range []string{"person-", "pc-", "10.0."} {
			if strings.Contains(string(text), name) {
				t.Errorf("it names somebody: %s", text)
			}
		}
		if err := first.Close(); err != nil {
			t.Error(err)
		}
	})
	d := again(t, first, Limits{Organisation: 2})
	if r := d.keep(t, path, minutes(30)); r.Members != 6 || r.Place != nowhere() {
		t.Errorf("%+v", r)
	}
	was, is := first.Status(minutes(30)), d.Status(minutes(30))
	if diff := cmp.Diff(was, is, cmpopts.IgnoreFields(Status{}, "Known")); diff != "" {
		t.Errorf("(-before +after)\n%s", diff)
	}
	if r := d.refuse(person(1, 7, "RXX"), minutes(30)); r != decision.Budget {
		t.Errorf("after a restart: %q", r)
	}
	if s := d.Status(minutes(30)); s.Open != 2 || s.Organisations[0].Used != 3 || len(d.matters()) != 0 {
		t.Errorf("%+v, paged %q", s, d.matters())
	}
	d.WindowEnded(minutes(91))
	d.wants(t, minutes(91), "")
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	// That it closed was kept too.
	d = again(t, first, Limits{Organisation: 2})
	d.keep(t, path, minutes(92))
	if s := d.Status(minutes(92)); s.Open != 0 {
		t.Errorf("%+v", s)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// Who counts is written every few seconds, and not again while nothing happens.
func TestKeptEveryFewSeconds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "open.json")
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, Limits{})
		var place atomic.Int64
		d.Keep(path, func() string { return fmt.Sprintf("00000001:%d", place.Load()) })
		read := func() (k kept) {
			t.Helper()
			time.Sleep(keepEvery)
			synctest.Wait()
			text, err := os.ReadFile(path)
			if err == nil {
				k, err = decode(text)
			}
			if err != nil {
				t.Fatal(err)
			}
			return k
		}
		d.refuse(d.prove(person(1, 7, "RXX"), start), start)
		if k := read(); len(k.Organisations) != 1 || len(k.Organisations[0].Counted) != keptMember || k.Place != "00000001:0" {
			t.Errorf("%+v", k)
		}
		place.Store(77) // decisions that refuse nobody
		if k := read(); k.Place != "00000001:77" {
			t.Errorf("%+v", k)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * keepEvery)
		synctest.Wait()
		if _, err := os.Stat(path); err == nil {
			t.Error("it was written though nothing happened")
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
}

// However the process ended: what the file tells, and behind its place the records,
// are what one that ran on knows. Records that the file has already count once.
func TestRecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := Limits{Organisation: 3, All: 8, Organisations: 2, Networks: 2}
		ran := newDesk(tb{}, limits)
		type record struct {
			id     Identity
			unit   decision.Unit
			at     time.Time
			warned bool
		}
		var records []record
		now, longest := start, 600
		refuse := func() {
			now = now.Add(time.Duration(rapid.IntRange(0, longest).Draw(t, "seconds")) * time.Second)
			n := rapid.IntRange(0, 30).Draw(t, "who")
			id := person(n, n%3, []string{"A", "B", ""}[n%3])
			if n%5 > 0 {
				ran.prove(id, now)
			}
			reason, unit := ran.Standing(id, now)
			records = append(records, record{id, unit, now, reason != ""})
		}
		many := rapid.IntRange(0, 40).Draw(t, "before")
		for range many {
			refuse()
		}
		// A decision is counted first and kept then: at the place some may stand behind
		// it that count already.
		place := max(0, many-rapid.IntRange(0, 4).Draw(t, "underway"))
		text, err := ran.encode(fmt.Sprintf("00000001:%d", place))
		if err != nil {
			t.Fatal(err)
		}
		longest = 85 // records that are older than an hour are not looked at
		for range rapid.IntRange(0, 40).Draw(t, "after") {
			refuse()
		}
		k, err := decode(text)
		if err != nil {
			t.Fatal(err)
		}
		anew := &desk{store: ran.store}
		anew.Budget = New(limits, ran.store, nil)
		ran.askEvery, anew.askEvery = 0, 0
		anew.restore(&k, instant(now), true)
		r := Restored{Place: k.Place}
		if k.Unproven != nil {
			r.at = instant(k.Unproven.At)
		}
		for _, one := range records[place:] {
			if one.unit != decision.Unproven || !one.warned {
				anew.Recount(r, one.id, one.unit, one.at, now)
			}
		}
		was, is := ran.Status(now), anew.Status(now)
		for _, s := range []*Status{&was, &is} {
			s.All.Since, s.All.Opened = time.Time{}, 0
		}
		// Whether all is open hangs on when organisations were asked; here it may open
		// earlier, never later.
		if diff := cmp.Diff(was, is, cmpopts.IgnoreFields(Status{}, "Unproven", "Known")); diff != "" {
			t.Fatalf("(-ran on +started again)\n%s", diff)
		}
		if allWas, allIs := ran.isAllOpen(instant(now)), anew.isAllOpen(instant(now)); allWas && !allIs {
			t.Fatal("all was open, and is not")
		}
		// Attempts of one instant as the newest that the file knows are not told apart.
		if d := was.Unproven.Used - is.Unproven.Used; d < 0 || d > 5 {
			t.Fatalf("%d unproven, then %d", was.Unproven.Used, is.Unproven.Used)
		}
	})
}

// Records that lie in the future count as now, and old ones not at all.
func TestRecountByTime(t *testing.T) {
	d := newDesk(t, Limits{})
	id := func(n int) Identity { return person(n, 7, "RXX") }
	d.Recount(Restored{}, id(1), decision.ByPerson, start.AddDate(10, 0, 0), start)
	d.Recount(Restored{}, id(2), decision.ByDevice, start.Add(-59*time.Minute), start)
	d.Recount(Restored{}, id(3), decision.ByAddress, start.Add(-60*time.Minute), start)
	d.Recount(Restored{}, Identity{}, decision.ByPerson, start, start) // nobody
	d.Recount(Restored{}, Identity{}, decision.Unproven, start.Add(-time.Hour), start)
	d.Recount(Restored{}, Identity{}, decision.Unproven, start.Add(time.Hour), start)
	s := d.Status(start)
	if s.All.Used != 2 || s.All.People != 1 || s.All.Devices != 1 || s.Unproven.Used != 1 {
		t.Errorf("%+v", s)
	}
	if n := d.Status(minutes(60)).All.Used; n != 0 {
		t.Errorf("an hour later %d count", n)
	}
}

func TestKeptAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "open.json")
	write := func(text string) *desk {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := newDesk(t, Limits{Organisation: 2})
		if _, err := d.Restore(path, minutes(30)); err == nil || !strings.Contains(err.Error(), "another key") {
			t.Errorf("%v", err)
		}
		d.Keep(path, nowhere)
		t.Cleanup(func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		return d
	}
	d := write(`{"version":2,"all":{"since":"2025-07-08T10:00:00Z","count":501},"organisations":[]}`)
	if r := d.Weakened("RXX", minutes(31)); r != decision.BudgetAll {
		t.Errorf("%q", r)
	}
	if s := d.Status(minutes(31)); s.All.Since != start || s.All.Opened != 501 {
		t.Errorf("%+v", s.All)
	}
	// A file from the future: open since now, and closed a day from now.
	d = write(`{"version":2,"organisations":[{"organisation":"RXX","since":"2095-07-08T10:00:00Z","count":3}]}`)
	d.wants(t, minutes(30), decision.Budget)
	d.wants(t, minutes(30+24*60), "")
	// A file from long ago opens nothing.
	d = write(`{"version":2,"organisations":[{"organisation":"RXX","since":"2025-07-01T10:00:00Z","count":3}]}`)
	d.wants(t, minutes(30), "")
}

// A file that cannot be read opens nothing, is told, and is written over.
func TestKeptDamaged(t *testing.T) {
	for name, text := range map[string]string{
		"empty":   "",
		"cut":     `{"version":2,"organisations":[{"organisation":"RXX","since":"2025-07-08T10`,
		"more":    `{"version":2,"organisations":[]} {}`,
		"unknown": `{"version":2,"organisation":[]}`,
		"newer":   `{"version":3,"organisations":[]}`,
		"half":    `{"version":2,"organisations":[{"organisation":"RXX","counted":"AAAA"}]}`,
		"no unit": `{"version":2,"all":{"counted":"` + strings.Repeat("A", 43) + `E"},"organisations":[]}`,
		"minus":   `{"version":2,"unproven":{"at":"2025-07-08T10:00:00Z","newest":1,"buckets":[-1]},"organisations":[]}`,
		"no time": `{"version":2,"organisations":[{"organisation":"RXX","since":"ten","count":3}]}`,
	} {
		path := filepath.Join(t.TempDir(), "open.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := newDesk(t, Limits{Organisation: 2})
		if _, err := d.Restore(path, start); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "all is closed") {
			t.Errorf("%s: %v", name, err)
		}
		d.Keep(path, nowhere)
		if s := d.Status(start); s.Open != 0 {
			t.Errorf("%s: %+v", name, s)
		}
		for n := range 3 {
			d.refuse(d.prove(person(n, 7, "RXX"), start), start)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if d := again(t, d, Limits{}); d.keep(t, path, start).Members != 3 || d.Status(start).Open != 1 || d.Close() != nil {
			t.Errorf("%s: it was not written over", name)
		}
	}
}

// A disk that refuses is told, and tried again.
func TestKeepFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "open.json")
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, Limits{Organisation: 2})
		d.keep(t, path, start)
		if err := os.MkdirAll(filepath.Join(path+".new", "in the way"), 0o700); err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			d.refuse(d.prove(person(n, 7, "RXX"), start), start)
		}
		synctest.Wait()
		if err := d.Status(start).Err; err == nil || !strings.Contains(err.Error(), "free space") && !strings.Contains(err.Error(), "Free space") {
			t.Errorf("%v", err)
		}
		if err := os.RemoveAll(path + ".new"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(keepEvery)
		synctest.Wait()
		if err := d.Status(start).Err; err != nil {
			t.Errorf("after the disk came back: %v", err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
}

func FuzzKept(f *testing.F) {
	f.Add([]byte(`{"version":2,"all":{"since":"2025-07-08T10:00:00Z","count":501},"organisations":[{"organisation":"RXX","since":"2025-07-01T10:00:00Z","count":3}]}`))
	f.Add([]byte(`{"version":2,"organisations":null}`))
	member := `"` + strings.Repeat("AQEBAQEBAQEB", 3) + `AQEBAQEBAQE="`
	f.Add([]byte(`{"version":2,"place":"00000001:5","key":"","unproven":{"at":"2025-07-08T10:00:00Z","newest":29199480,"buckets":[1,2],"paged":"2025-07-08T10:00:00Z"},"all":{"counted":` + member + `},"organisations":[{"organisation":"","counted":` + member + `}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "open.json")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		d := newDesk(t, Limits{Organisation: 2})
		if r, err := d.Restore(path, start); err != nil && !strings.Contains(err.Error(), "another key") {
			if d.Status(start).Open != 0 || r.Place != "" {
				t.Error("half a file opened something")
			}
			return
		}
		if k, err := decode(text); err == nil {
			d.restore(&k, instant(start), true) // as if its marks were ours
		}
		encoded, err := d.encode("")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode(encoded); err != nil {
			t.Errorf("%v in %s", err, encoded)
		}
	})
}
