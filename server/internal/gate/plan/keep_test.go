package plan

import (
	"encoding/json"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
)

// TestStartWhileBroken: a gate that ran before begins with what was good then.
func TestStartWhileBroken(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/rxx.yaml": rxxExempt})
	w.expect("RXX", "allow")
	if info, err := os.Stat(w.path("state/plan")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	w.write("notices/cards-r1.yaml", "language: 1\n")
	w.remove("exemptions/rxx.yaml")
	w.now = at("10:40")
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "allow")
	w.expect("RYY", "block") // as it was approved
	// A rehearsal that begins now has the clocks of what was good.
	named := w.Keeper.files
	if z := named.LastZone(); z == nil || z.Name() != "Europe/London" {
		t.Errorf("the zone is %v", z)
	}
	named.Notices = []string{w.path("others")}
	if z := named.LastZone(); z != nil {
		t.Errorf("of other files the zone is %v", z)
	}
	w.expectTold(true, "notices/cards-r1.yaml:1:1: ")
	if s := w.Status(); len(s.Broken) == 0 || !s.BrokenSince.Equal(at("10:40")) || s.Files[0].State != Faulty {
		t.Errorf("the status says %+v", s)
	}
	w.settle()
	w.expect("RXX", "allow")
	// It is mended, but a window is open.
	w.write("notices/cards-r1.yaml", cardsNotice)
	w.settle()
	w.expect("RXX", "allow")
	w.now = at("11:00")
	w.settle()
	w.expect("RXX", "warn")

	// The last that was good is kept now.
	w.write("notices/cards-r1.yaml", strings.Replace(cardsNotice, "language: 1", "language: 2", 1))
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "warn")
	if !strings.Contains(w.Current().Stale, "language 2") {
		t.Errorf("stale: %q", w.Current().Stale)
	}
}

// TestStartWhileBrokenForTheFirstTime is an error.
func TestStartWhileBrokenForTheFirstTime(t *testing.T) {
	for _, c := range []struct {
		name string
		mess func(w *world)
	}{
		{"nothing was kept", func(w *world) { w.remove("state/plan") }},
		{"it is no plan", func(w *world) { w.write("state/plan", "{") }},
		{"it is a broken one", func(w *world) {
			src, err := os.ReadFile(w.path("state/plan"))
			if err != nil {
				w.Fatal(err)
			}
			var k kept
			if err := json.Unmarshal(src, &k); err != nil {
				w.Fatal(err)
			}
			k.Files[0].Text = []byte("language: 1\n")
			if src, err = json.Marshal(k); err != nil {
				w.Fatal(err)
			}
			w.write("state/plan", string(src))
		}},
		{"other files are named now", func(w *world) { w.files.Notices = []string{w.path("notices/cards-r1.yaml")} }},
	} {
		w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
		w.write("notices/cards-r1.yaml", "language: 1\n")
		c.mess(w)
		if err := w.open(); err == nil || !strings.Contains(err.Error(), "cards-r1.yaml:1:1: ") {
			t.Errorf("%s: the error is %v", c.name, err)
		}
	}
}

func FuzzKept(f *testing.F) {
	names := []keptFile{{Kind: "notice", Path: "n"}}
	f.Add([]byte(`{"named":[{"kind":"notice","path":"n"}],"files":[{"kind":"notice","path":"n/a.yaml","text":"YQ=="},{"kind":"pauses","path":"p"}]}`))
	f.Add([]byte(`{"named":null,"files":[{"kind":"other"}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		items, err := keptOf(src, names)
		if err != nil {
			return
		}
		for _, i := range items {
			if !slices.Contains([]notice.Kind{notice.KindNotice, notice.KindExemptions, notice.KindPauses}, i.kind) {
				t.Errorf("%q has a file of kind %v", src, i.kind)
			}
		}
	})
}
