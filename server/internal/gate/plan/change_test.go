package plan

import (
	"strings"
	"testing"
	"time"
)

// TestWeakeningAtOnce: in the middle of a window, whatever can only weaken.
func TestWeakeningAtOnce(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  map[string]string
		change func(w *world)
		want   string // of RXX
	}{
		{"a shorter window", nil, func(w *world) { w.write("notices/cards-r1.yaml", lax) }, "warn"},
		{"an exemption", nil, func(w *world) { w.write("exemptions/rxx.yaml", rxxExempt) }, "allow"},
		{"an exemption that warns", nil, func(w *world) {
			w.write("exemptions/rxx.yaml", strings.Replace(rxxExempt, "reason: a move", "reason: a move, effect: warn", 1))
		}, "warn"},
		{"a longer exemption", map[string]string{"exemptions/rxx.yaml": strings.Replace(rxxExempt, "2025-08", "2025-07-02", 1)},
			func(w *world) { w.write("exemptions/rxx.yaml", rxxExempt) }, "allow"},
		{"a pause", nil, func(w *world) {
			w.write("pauses/rxx.yaml", "pauses:\n  - {organisation: RXX, from: 2025-07-08, until: 2025-07-09, by: x, reason: r}\n")
		}, "warn"},
		{"a weaker revision", nil, func(w *world) {
			w.write("notices/cards-r2.yaml", strings.NewReplacer("revision: 1", "revision: 2", "published: 2025-06", "published: 2025-07-08T10:15", `from: "10:00", until: "11:00"`, `from: "10:00", until: "10:20"`).Replace(cardsNotice))
		}, "warn"},
		{"a notice less", map[string]string{"notices/other.yaml": strings.NewReplacer("notice: cards", "notice: other", "id: series", "id: other", "card.series >= 8", "card.series >= 5").Replace(cardsNotice)},
			func(w *world) { w.remove("notices/cards-r1.yaml") }, "allow"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/none.yaml": "exemptions: []\n", "pauses/none.yaml": "pauses: []\n"}
			for name, text := range c.files {
				files[name] = text
			}
			w := start(t, at("10:30"), true, files)
			w.expect("RXX", "block")
			if c.want == "warn" && strings.Contains(c.name, "shorter") {
				w.now = at("10:50")
			}
			w.expect("RXX", "block")
			c.change(w)
			w.Check()
			w.expect("RXX", "block") // it was seen once only
			w.Check()
			w.expect("RXX", c.want)
			if p := w.Current(); !p.Armed || !strings.Contains(p.Why, "changed since only by what weakens") {
				t.Errorf("it is armed: %v, as %s", p.Armed, p.Why)
			}
			if s := w.Status(); s.Waiting != nil || s.Taken != 2 {
				t.Errorf("%d plans were taken, waiting: %+v", s.Taken, s.Waiting)
			}
			w.expectTold(false, "it can only weaken, so it is in force at once")
		})
	}
}

// TestOtherWaits: what may strengthen waits for the end of the window.
func TestOtherWaits(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  map[string]string
		change func(w *world)
		say    string
	}{
		{"another window", nil, func(w *world) { w.write("notices/cards-r1.yaml", strict) }, "series asks for block instead of warn from 2025-07-08T13:00"},
		{"an exemption less", map[string]string{"exemptions/rxx.yaml": rxxExempt}, func(w *world) { w.remove("exemptions/rxx.yaml") }, "the exemption of organisation RXX"},
		{"a pause less", map[string]string{"pauses/rxx.yaml": "pauses:\n  - {organisation: RXX, from: 2025-07-08, until: 2025-07-09, by: x, reason: r}\n"},
			func(w *world) { w.remove("pauses/rxx.yaml") }, "the pause of RXX"},
		{"another notice", nil, func(w *world) {
			w.write("notices/tls.yaml", strings.NewReplacer("notice: cards", "notice: tls", "id: series", "id: type", "card.series >= 8", `card.type == "PIV"`).Replace(cardsNotice))
		}, "type is new"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/none.yaml": "exemptions: []\n", "pauses/none.yaml": "pauses: []\n"}
			for name, text := range c.files {
				files[name] = text
			}
			w := start(t, at("10:30"), true, files)
			before := w.Current()
			c.change(w)
			w.settle()
			if w.Current() != before {
				t.Fatalf("it was taken in an open window\n%s", w.log())
			}
			s := w.Status()
			if s.Waiting == nil || !s.Waiting.Until.Equal(at("11:00")) || !strings.Contains(strings.Join(s.Waiting.Why, "; "), c.say) || s.Waiting.Armed {
				t.Fatalf("waiting: %+v\n%s", s.Waiting, w.log())
			}
			if !w.NextCheck().Equal(at("11:00")) {
				t.Errorf("it will look at %s", w.NextCheck())
			}
			w.expectTold(false, "a change waits until 2025-07-08 11:00:00 BST")
			w.now = at("10:59:59").Add(999 * time.Millisecond)
			w.Check()
			if w.Current() != before {
				t.Fatal("it was taken just before the end")
			}
			w.now = at("11:00")
			w.Check()
			if w.Current() == before || w.Status().Waiting != nil {
				t.Fatal("it was not taken at the end of the window")
			}
			// Nobody approved it.
			if p := w.Current(); p.Armed || !strings.Contains(p.Why, "other files than these were approved") {
				t.Errorf("armed: %v, %s", p.Armed, p.Why)
			}
			w.expectTold(true, "blocks warn")
		})
	}
}

// TestNoWindowIsOpen: then everything is taken as it comes.
func TestNoWindowIsOpen(t *testing.T) {
	w := start(t, at("09:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	w.write("notices/cards-r1.yaml", strict)
	w.settle()
	if len(w.Current().Notices[0].Windows[0].Windows) != 3 {
		t.Fatalf("it was not taken\n%s", w.log())
	}
	if w.Current().Armed {
		t.Error("it is armed though nobody approved it")
	}
	w.expectTold(true, "blocks warn")
	w.now = at("10:30")
	w.expect("RXX", "block, weakened: unarmed")
}

// TestNewestWaits: of several changes the last is what is taken.
func TestNewestWaits(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	w.write("notices/cards-r1.yaml", strict)
	w.settle()
	first := w.Status().Waiting
	w.now = at("10:40")
	w.write("notices/cards-r1.yaml", strings.Replace(strict, "13:00", "12:30", 1))
	w.settle()
	second := w.Status().Waiting
	if first == nil || second == nil || first.Digest == second.Digest || !second.Since.Equal(at("10:40")) {
		t.Fatalf("first %+v, then %+v waits", first, second)
	}
	w.now = at("11:00")
	w.Check()
	if got := w.Current().Digest; got != second.Digest {
		t.Errorf("%s is in force, not %s", got, second.Digest)
	}
}

// TestTakenBack: a change that is undone while it waits leaves nothing.
func TestTakenBack(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	before := w.Current()
	w.write("notices/cards-r1.yaml", strict)
	w.settle()
	w.write("notices/cards-r1.yaml", cardsNotice)
	w.settle()
	w.expectTold(false, "nothing waits any more")
	w.now = at("11:30")
	w.Check()
	if w.Current() != before || !w.Current().Armed {
		t.Error("something was taken")
	}
}

// TestExemptionWhileSomethingWaits: an exemption does not wait for a revision.
func TestExemptionWhileSomethingWaits(t *testing.T) {
	for _, together := range []bool{false, true} {
		w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/none.yaml": "exemptions: []\n"})
		w.write("notices/cards-r1.yaml", strict)
		if !together {
			w.settle()
		}
		w.write("exemptions/rxx.yaml", rxxExempt)
		w.settle()
		w.expect("RXX", "allow")
		w.expect("RYY", "block")
		if p := w.Current(); !p.Armed || len(p.Notices[0].Windows[0].Windows) != 2 {
			t.Errorf("armed: %v, with %d windows", p.Armed, len(p.Notices[0].Windows[0].Windows))
		}
		w.expectTold(false, "these of the changed files can only weaken")
		s := w.Status()
		if s.Waiting == nil || len(s.Waiting.Files) != 1 || !strings.HasSuffix(s.Waiting.Files[0], "cards-r1.yaml changed") {
			t.Errorf("waiting: %+v", s.Waiting)
		}
		// Another one comes, and the first goes: the one is taken, the other waits.
		w.write("exemptions/ryy.yaml", ryyExempt)
		w.remove("exemptions/rxx.yaml")
		w.settle()
		w.expect("RYY", "allow")
		w.expect("RXX", "allow")
		w.now = at("11:00")
		w.Check()
		w.now = at("13:30") // the window of what waited
		w.expect("RYY", "allow")
		w.expect("RXX", "block, weakened: unarmed")
	}
}

// TestApproval: what the file of the digest says, and when it counts.
func TestApproval(t *testing.T) {
	files := map[string]string{"notices/cards-r1.yaml": cardsNotice}
	digestOf := func(text string) string {
		w := start(t, at("09:00"), false, map[string]string{"notices/cards-r1.yaml": text})
		return w.Current().Digest
	}
	t.Run("taken away in a window", func(t *testing.T) {
		w := start(t, at("10:30"), true, files)
		w.remove("armed")
		w.settle()
		w.expect("RXX", "block, weakened: unarmed")
		w.expectTold(true, "nobody approved these files: the file that should hold the digest, "+w.path("armed")+", cannot be read: there is no such file; blocks warn")
		// And given back: blocks do not begin in the middle of a window.
		w.write("armed", digestOf(cardsNotice))
		w.settle()
		w.expect("RXX", "block, weakened: unarmed")
		if s := w.Status(); s.Waiting == nil || !s.Waiting.Armed || len(s.Waiting.Why) != 1 {
			t.Errorf("waiting: %+v", s.Waiting)
		}
		w.now = at("11:00")
		w.Check()
		w.now = on("2025-07-15", "10:30")
		w.expect("RXX", "block")
		w.expectTold(false, "the plan is armed")
	})
	t.Run("for what waits", func(t *testing.T) {
		w := start(t, at("10:30"), true, files)
		w.write("notices/cards-r1.yaml", strict)
		w.settle()
		w.write("armed", digestOf(strict))
		w.settle()
		w.expect("RXX", "block") // as approved before
		if s := w.Status(); s.Waiting == nil || !s.Waiting.Armed {
			t.Fatalf("waiting: %+v", s.Waiting)
		}
		w.now = at("11:00")
		w.Check()
		w.now = at("13:30")
		w.expect("RXX", "block")
		if w.saw(true, "blocks warn") {
			t.Errorf("it was not armed in between:\n%s", w.log())
		}
	})
	t.Run("of something else", func(t *testing.T) {
		w := start(t, at("10:30"), true, files)
		w.write("armed", digestOf(strict))
		w.settle()
		w.expect("RXX", "block, weakened: unarmed")
		w.expectTold(true, "other files than these were approved")
	})
	t.Run("weakened, then strengthened", func(t *testing.T) {
		w := start(t, at("09:30"), true, files)
		w.write("notices/cards-r1.yaml", lax)
		w.settle()
		if !w.Current().Armed {
			t.Fatal(w.Current().Why)
		}
		w.write("notices/cards-r1.yaml", cardsNotice) // which is what was approved
		w.settle()
		if !w.Current().Armed || w.Current().Why != "these files were approved by their digest" {
			t.Error(w.Current().Why)
		}
		w.write("notices/cards-r1.yaml", lax)
		w.settle()
		w.write("notices/cards-r1.yaml", strings.Replace(cardsNotice, "11:00", "10:50", 1)) // weaker than what was approved, but nobody compares with that
		w.settle()
		if w.Current().Armed {
			t.Error(w.Current().Why)
		}
	})
	t.Run("weakened, then restarted", func(t *testing.T) {
		w := start(t, at("09:30"), true, files)
		w.write("notices/cards-r1.yaml", lax)
		w.settle()
		if err := w.open(); err != nil {
			t.Fatal(err)
		}
		if w.Current().Armed || !strings.Contains(w.Current().Why, "other files than these were approved") {
			t.Error(w.Current().Why)
		}
	})
	t.Run("nothing was given", func(t *testing.T) {
		w := start(t, at("10:30"), false, files)
		w.expect("RXX", "block, weakened: unarmed")
		if want := "nobody approved these files: no digest was given with --armed"; w.Current().Why != want {
			t.Error(w.Current().Why)
		}
	})
	t.Run("the digest itself", func(t *testing.T) {
		w := newWorld(t, at("10:30"), files)
		w.files.Armed = digestOf(cardsNotice)
		if err := w.open(); err != nil {
			t.Fatal(err)
		}
		w.expect("RXX", "block")
	})
}

// TestClocksThatAreFarOff: with a clock in 1970 nothing is published yet, and with
// one in 2099 all is over. Files are taken all the same.
func TestClocksThatAreFarOff(t *testing.T) {
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{time.Unix(0, 0), "allow"},
		{time.Date(2099, 12, 31, 23, 59, 59, 0, time.UTC), "warn"},
	} {
		w := start(t, c.now, true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": "exemptions: []\n"})
		w.expect("RXX", c.want)
		w.write("notices/cards-r1.yaml", strict)
		w.settle()
		if len(w.Current().Notices[0].Windows[0].Windows) != 3 || !w.NextCheck().IsZero() {
			t.Errorf("in %d it is not taken\n%s", c.now.Year(), w.log())
		}
		if n := len(w.StartUp()); n < 2 {
			t.Errorf("in %d %d messages", c.now.Year(), n)
		}
		// The clock is put right, into a window. In 2099 the stronger file was
		// weaker from then on, and so stayed armed; it is not now.
		w.now = at("10:30")
		w.write("exemptions/e.yaml", rxxExempt)
		w.settle()
		w.expect("RXX", "allow")
		w.expect("RYY", "block, weakened: unarmed")
	}
}
