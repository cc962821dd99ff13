package budget

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// What is open stays open when the gate is started again.
func TestKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "open.json")
	synctest.Test(t, func(t *testing.T) {
		d := opened(t)
		if err := d.Keep(path, start); err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			d.refuse(d.prove(person(20+n, 8, ""), minutes(5)), minutes(5))
		}
		synctest.Wait() // killed here, it is on the disk
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		const want = `{
 "version": 1,
 "organisations": [
  {
   "organisation": "",
   "since": "2025-07-08T10:05:00Z",
   "count": 3
  },
  {
   "organisation": "RXX",
   "since": "2025-07-08T10:00:00Z",
   "count": 3
  }
 ]
}
`
		if diff := cmp.Diff(want, string(text)); diff != "" {
			t.Error(diff)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	d := newDesk(t, Limits{Organisation: 2})
	if err := d.Keep(path, minutes(30)); err != nil {
		t.Fatal(err)
	}
	if r := d.refuse(d.prove(person(1, 7, "RXX"), minutes(30)), minutes(30)); r != decision.Budget {
		t.Errorf("after a restart: %q", r)
	}
	s := d.Status(minutes(30))
	if s.Open != 2 || s.Organisations[0].Since != start || s.Organisations[0].Opened != 3 || s.Organisations[0].Used != 1 || len(d.matters()) != 0 {
		t.Errorf("%+v, paged %q", s, d.matters())
	}
	d.WindowEnded(minutes(31))
	d.wants(t, minutes(31), "")
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	// That it closed was kept too.
	d = newDesk(t, Limits{Organisation: 2})
	if err := d.Keep(path, minutes(32)); err != nil {
		t.Fatal(err)
	}
	if s := d.Status(minutes(32)); s.Open != 0 {
		t.Errorf("%+v", s)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
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
		if err := d.Keep(path, minutes(30)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		return d
	}
	d := write(`{"version":1,"all":{"since":"2025-07-08T10:00:00Z","count":501},"organisations":[]}`)
	if r := d.Weakened("RXX", minutes(31)); r != decision.BudgetAll {
		t.Errorf("%q", r)
	}
	if s := d.Status(minutes(31)); s.All.Since != start || s.All.Opened != 501 {
		t.Errorf("%+v", s.All)
	}
	// A file from the future: open since now, and closed a day from now.
	d = write(`{"version":1,"organisations":[{"organisation":"RXX","since":"2095-07-08T10:00:00Z","count":3}]}`)
	d.wants(t, minutes(30), decision.Budget)
	d.wants(t, minutes(30+24*60), "")
	// A file from long ago opens nothing.
	d = write(`{"version":1,"organisations":[{"organisation":"RXX","since":"2025-07-01T10:00:00Z","count":3}]}`)
	d.wants(t, minutes(30), "")
}

// A file that cannot be read opens nothing, is told, and is written over.
func TestKeptDamaged(t *testing.T) {
	for name, text := range map[string]string{
		"empty":   "",
		"cut":     `{"version":1,"organisations":[{"organisation":"RXX","since":"2025-07-08T10`,
		"more":    `{"version":1,"organisations":[]} {}`,
		"unknown": `{"version":1,"organisation":[]}`,
		"newer":   `{"version":2,"organisations":[]}`,
		"no time": `{"version":1,"organisations":[{"organisation":"RXX","since":"ten","count":3}]}`,
	} {
		path := filepath.Join(t.TempDir(), "open.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d := newDesk(t, Limits{Organisation: 2})
		if err := d.Keep(path, start); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "all is closed") {
			t.Errorf("%s: %v", name, err)
		}
		if s := d.Status(start); s.Open != 0 {
			t.Errorf("%s: %+v", name, s)
		}
		for n := range 3 {
			d.refuse(d.prove(person(n, 7, "RXX"), start), start)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if d := newDesk(t, Limits{}); d.Keep(path, start) != nil || d.Status(start).Open != 1 || d.Close() != nil {
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
		if err := d.Keep(path, start); err != nil {
			t.Fatal(err)
		}
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
		time.Sleep(keepAgain)
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
	f.Add([]byte(`{"version":1,"all":{"since":"2025-07-08T10:00:00Z","count":501},"organisations":[{"organisation":"RXX","since":"2025-07-01T10:00:00Z","count":3}]}`))
	f.Add([]byte(`{"version":1,"organisations":null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "open.json")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		d := newDesk(t, Limits{Organisation: 2})
		if err := d.restore(path, start); err != nil {
			if d.Status(start).Open != 0 {
				t.Error("half a file opened something")
			}
			return
		}
		encoded, err := d.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode(encoded); err != nil {
			t.Errorf("%v in %s", err, encoded)
		}
	})
}
