package plan

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestBrokenKeepsTheLast: whatever becomes of a file, what was good stays.
func TestBrokenKeepsTheLast(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(w *world)
		say    string
	}{
		{"broken", func(w *world) {
			w.write("notices/cards-r1.yaml", strings.Replace(cardsNotice, "of: card", "of: cart", 1))
		}, "notices/cards-r1.yaml:8:9: "},
		{"half written", func(w *world) {
			w.write("notices/cards-r1.yaml", cardsNotice[:len(cardsNotice)/2])
		}, "notices/cards-r1.yaml:"},
		{"empty", func(w *world) { w.write("notices/cards-r1.yaml", "") }, "notices/cards-r1.yaml:"},
		{"gone", func(w *world) { w.remove("notices/cards-r1.yaml") }, "there is no notice"},
		{"the folder is gone", func(w *world) {
			if err := os.RemoveAll(w.path("notices")); err != nil {
				w.Fatal(err)
			}
		}, "notices: there is no such file"},
		{"a new one is broken", func(w *world) { w.write("notices/cards-r2.yaml", "language: 1\n") }, "notices/cards-r2.yaml:1:1: "},
		{"a new one does not go with the others", func(w *world) { w.write("notices/copy.yaml", cardsNotice) }, "revision 1 of cards stands in"},
		{"excuses are broken", func(w *world) { w.write("exemptions/none.yaml", "exemptions: all\n") }, "exemptions/none.yaml:1:"},
		{"a folder in its place", func(w *world) {
			w.remove("notices/cards-r1.yaml")
			if err := os.Mkdir(w.path("notices/cards-r1.yaml"), 0o700); err != nil {
				w.Fatal(err)
			}
		}, "notices/cards-r1.yaml: it is no file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/none.yaml": "exemptions: []\n"})
			before := w.Current()
			c.change(w)
			w.settle()
			if w.Current() != before {
				t.Fatalf("something else is in force\n%s", w.log())
			}
			s := w.Status()
			if len(s.Broken) == 0 || !s.BrokenSince.Equal(at("10:30")) {
				t.Errorf("the status says of it: %v since %s", s.Broken, s.BrokenSince)
			}
			w.expectTold(true, c.say)
			// It is said once, not twice a second.
			w.settle()
			w.settle()
			if len(w.told) > 0 {
				t.Errorf("told again:\n%s", w.log())
			}
			// No window is open, and it is still broken.
			w.now = at("11:30")
			w.settle()
			if w.Current() != before {
				t.Fatal("taken behind the window")
			}
			// Mended.
			for _, name := range []string{"notices", "exemptions"} {
				if err := os.RemoveAll(w.path(name)); err != nil {
					t.Fatal(err)
				}
			}
			w.write("notices/cards-r1.yaml", cardsNotice)
			w.write("exemptions/none.yaml", "exemptions: []\n")
			w.settle()
			if w.Current() != before || len(w.Status().Broken) > 0 {
				t.Errorf("mended, and broken: %v", w.Status().Broken)
			}
			w.expectTold(false, "the files can be read again, after 1h0m0s")
		})
	}
}

// TestExemptionBesideABrokenFile: what helps is taken, whatever else is broken.
func TestExemptionBesideABrokenFile(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/ryy.yaml": ryyExempt})
	w.write("notices/cards-r2.yaml", "language: 1\n")
	w.write("exemptions/rxx.yaml", rxxExempt)
	w.remove("exemptions/ryy.yaml")
	w.settle()
	w.expect("RXX", "allow")
	w.expect("RYY", "allow") // what strengthens is not
	if !w.Current().Armed {
		t.Error(w.Current().Why)
	}
	states := map[string]FileState{}
	for _, f := range w.Status().Files {
		states[strings.TrimPrefix(f.Path, w.dir+string(filepath.Separator))] = f.State
	}
	if states["notices/cards-r2.yaml"] != Faulty || states["exemptions/rxx.yaml"] != InForce || len(states) != 4 {
		t.Errorf("the files are %v", states)
	}
	w.now = at("11:30")
	w.settle()
	w.expect("RYY", "allow")
	w.remove("notices/cards-r2.yaml")
	w.settle()
	w.expect("RYY", "warn") // its exemption is gone, and no window is open
}

// TestBrokenWhileSomethingWaits: what waited is dropped, as the files say
// something else now.
func TestBrokenWhileSomethingWaits(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	w.write("notices/cards-r1.yaml", strict)
	w.settle()
	w.write("notices/cards-r1.yaml", "x")
	w.settle()
	w.expectTold(false, "what waited is dropped")
	w.now = at("11:30")
	w.Check()
	if p := w.Current(); len(p.Notices[0].Windows[0].Windows) != 2 || !p.Armed || w.Status().Waiting != nil {
		t.Error("something was taken")
	}
}

// TestLaterLanguage: the last file that can be read decides, and every answer says
// so.
func TestLaterLanguage(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	w.write("notices/cards-r1.yaml", strings.Replace(strict, "language: 1", "language: 2\nnew-key: x", 1))
	w.settle()
	w.expect("RXX", "block")
	p := w.Current()
	if want := "notices/cards-r1.yaml is written in language 2 of notices, and this program reads up to 1: decisions go by the files before it"; !strings.HasSuffix(p.Stale, want) {
		t.Errorf("stale: %q", p.Stale)
	}
	w.expectTold(true, "the file is written in language 2, and this program knows language 1; update this program")
	// An exemption beside it does not hide it.
	w.write("notices/cards-r1.yaml", cardsNotice)
	w.settle()
	if w.Current().Stale != "" || !w.Current().Armed {
		t.Errorf("mended, it is stale: %q", w.Current().Stale)
	}
}

// TestSeenTwice: a file that is still being written is not taken.
func TestSeenTwice(t *testing.T) {
	w := start(t, at("09:30"), false, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": "exemptions: []\n"})
	before := w.Current()
	text := strings.Repeat("# written slowly\n", 5) + rxxExempt
	for i := 0; i < len(text); i += 7 {
		if err := os.WriteFile(w.path("exemptions/e.yaml"), []byte(text[:i]), 0o600); err != nil {
			t.Fatal(err)
		}
		w.Check()
		if w.Current() != before || len(w.told) > 0 {
			t.Fatalf("taken after %d bytes\n%s", i, w.log())
		}
	}
	if err := os.WriteFile(w.path("exemptions/e.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.expect("RXX", "allow")
}

// TestWaysToChangeAFile: each of them is seen within two checks, or, where times
// were set back on purpose, soon.
func TestWaysToChangeAFile(t *testing.T) {
	swap := strings.NewReplacer("RXX", "RYY") // of the same length
	for _, c := range []struct {
		name   string
		change func(w *world, path string)
		checks int
	}{
		{"written in place", func(w *world, path string) {
			if err := os.WriteFile(path, []byte(swap.Replace(rxxExempt)), 0o600); err != nil {
				w.Fatal(err)
			}
		}, 2},
		{"renamed over it", func(w *world, path string) { w.write("exemptions/e.yaml", swap.Replace(rxxExempt)) }, 2},
		{"moved away and written anew", func(w *world, path string) {
			if err := os.Rename(path, path+"~"); err != nil {
				w.Fatal(err)
			}
			w.Check()
			w.write("exemptions/e.yaml", swap.Replace(rxxExempt))
		}, 2},
		{"the old time given to a new file", func(w *world, path string) {
			info, err := os.Stat(path)
			if err != nil {
				w.Fatal(err)
			}
			w.write("exemptions/e.yaml", swap.Replace(rxxExempt))
			if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
				w.Fatal(err)
			}
		}, 2},
		{"in place, with the old time and size", func(w *world, path string) {
			info, err := os.Stat(path)
			if err != nil {
				w.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(swap.Replace(rxxExempt)), 0o600); err != nil {
				w.Fatal(err)
			}
			if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
				w.Fatal(err)
			}
		}, rereadEvery + 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := start(t, at("09:30"), false, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": rxxExempt})
			for range hotLooks + 2 {
				w.Check()
			}
			c.change(w, w.path("exemptions/e.yaml"))
			w.expect("RXX", "allow")
			for range c.checks {
				w.Check()
			}
			w.expect("RXX", "warn")
			w.expect("RYY", "allow")
		})
	}
}

// TestConfigMap: a folder of links, all of which are switched at once by one more.
func TestConfigMap(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // links need rights there, and ConfigMaps are not there
	}
	w := newWorld(t, at("10:30"), map[string]string{
		"notices/..1/cards.yaml": cardsNotice, "notices/..2/cards.yaml": lax,
		"exemptions/..1/e.yaml": "exemptions: []\n", "exemptions/..2/e.yaml": rxxExempt,
	})
	link := func(to, name string) {
		if err := os.Symlink(to, w.path(name+".new")); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(w.path(name+".new"), w.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	link("..1", "notices/..data")
	link("..1", "exemptions/..data")
	link("..data/cards.yaml", "notices/cards.yaml")
	link("..data/e.yaml", "exemptions/e.yaml")
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	if n := len(w.Current().Sources); n != 2 {
		t.Fatalf("%d files are in force: %v", n, w.Current().Sources)
	}
	link("..2", "exemptions/..data")
	link("..2", "notices/..data")
	w.settle()
	w.expect("RXX", "allow")
	if _, until := w.Current().OpenWindows(at("10:30"))[0].From, w.Current().OpenWindows(at("10:30"))[0].Until; !until.Equal(at("10:45")) {
		t.Errorf("the window closes at %s", until)
	}
}

// TestManyFiles: more than anybody has are refused, not read.
func TestManyFiles(t *testing.T) {
	files := map[string]string{"notices/cards.yaml": cardsNotice}
	for i := range maxFiles {
		files["exemptions/"+strings.Repeat("e", 1+i%7)+time.Duration(i).String()+".yaml"] = "exemptions: []\n"
	}
	w := newWorld(t, at("10:30"), files)
	if err := w.open(); err == nil || !strings.Contains(err.Error(), "there are more than 1000 files") {
		t.Errorf("the error is %v", err)
	}
}
