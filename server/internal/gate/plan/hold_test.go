package plan

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// TestHold: blocks become warnings, the plan stays, and a restart changes nothing.
func TestHold(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	before := w.Current()
	w.expect("RXX", "block")
	if err := w.Hold("the desk", "calls\nfrom  everywhere"); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "block, weakened: held")
	w.expectTold(true, "all blocks are held by the desk since 2025-07-08 10:30:00 BST (calls from everywhere): blocks warn, and the plan stays as it is")
	if w.Current() != before {
		t.Error("the plan is another")
	}
	info, err := os.Stat(w.path("state/hold"))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}

	// It outlives a restart.
	w.now = at("10:40")
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "block, weakened: held")
	if h, held := w.Held(); !held || h.By != "the desk" || h.Why != "calls from everywhere" || !h.Since.Equal(at("10:30")) {
		t.Errorf("after a restart it is %+v, %v", h, held)
	}

	// A second hold begins with the first.
	if err := w.Hold("signal", ""); err != nil {
		t.Fatal(err)
	}
	if h, _ := w.Held(); h.By != "signal" || !h.Since.Equal(at("10:30")) {
		t.Errorf("held twice it is %+v", h)
	}
	if s := w.Status(); s.Hold == nil || s.Hold.By != "signal" {
		t.Errorf("the status says %+v", s.Hold)
	}

	w.told = nil
	if err := w.Release("the desk"); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "block")
	w.expectTold(true, "the desk releases the hold of signal, which began 2025-07-08 10:30:00 BST: the plan blocks again")
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "block")

	// Nothing is held: nothing happens.
	w.told = nil
	if err := w.Release("the desk"); err != nil || len(w.told) > 0 {
		t.Errorf("%v, told %v", err, w.told)
	}
}

// TestHoldThatCannotBeKept counts all the same, and says so.
func TestHoldThatCannotBeKept(t *testing.T) {
	w := start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "state": "a file where the folder should be"})
	err := w.Hold("the desk", "")
	if err == nil || !strings.Contains(err.Error(), "the hold counts, but will not outlive a restart") {
		t.Errorf("the error is %v", err)
	}
	w.expect("RXX", "block, weakened: held")
	w.expectTold(true, "it could not be written and will not outlive a restart")

	// One that cannot be removed is released, and a restart holds.
	w = start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "state/hold/in the way": ""})
	w.held.Store(&Hold{By: "the desk", Since: at("10:30")})
	if err := w.Release("the desk"); err == nil || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("the error is %v", err)
	}
	w.expect("RXX", "block")
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	w.expect("RXX", "block, weakened: held")

	// Without a folder it is kept for as long as the process runs.
	w = start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	w.Keeper.files.State = ""
	if err := w.Hold("the desk", ""); err != nil {
		t.Error(err)
	}
	if err := w.Release("the desk"); err != nil {
		t.Error(err)
	}
}

// TestHoldOf: a file that nobody can read holds, for somebody wanted it.
func TestHoldOf(t *testing.T) {
	for _, c := range []struct{ src, why string }{
		{"", "it is no hold in JSON"},
		{"{", "it is no hold in JSON"},
		{`{"by":"x"}`, "it does not say by whom and since when"},
		{`{"by":"\u0000","since":"2025-07-08T10:00:00Z"}`, "it does not say by whom and since when"},
		{strings.Repeat("x", maxHoldBytes+1), "it is longer than 16 KiB"},
	} {
		w := newWorld(t, at("10:30"), map[string]string{"notices/cards-r1.yaml": cardsNotice, "state/hold": c.src})
		if err := w.open(); err != nil {
			t.Fatal(err)
		}
		h, held := w.Held()
		if !held || !strings.HasSuffix(h.Why, c.why) || w.Weakens(w.now) != decision.Held {
			t.Errorf("%.40q: held is %v, as %q", c.src, held, h.Why)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" a\tb\r\nc\u2028d\x00e ", "a b c d e"},
		{"a\xffb", "a?b"},
		{strings.Repeat("ä", maxHoldWords), strings.Repeat("ä", maxHoldWords/2) + "…"},
		{"x" + strings.Repeat("ä", maxHoldWords), "x" + strings.Repeat("ä", maxHoldWords/2-1) + "…"},
	} {
		if got := oneLine(c.in); got != c.want {
			t.Errorf("%.20q becomes %q", c.in, got)
		}
	}
}

func FuzzHold(f *testing.F) {
	f.Add([]byte(`{"by":"the desk","why":"calls","since":"2025-07-08T10:30:00Z"}`))
	f.Add([]byte(`{"by":"\ud800","since":"0000-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		h, err := holdOf(src)
		if err == nil && (h.By == "" || h.Since.IsZero() || len(h.By) > maxHoldWords+3 || strings.ContainsAny(h.By+h.Why, "\n\r\x00\x1b")) {
			t.Errorf("%q is taken for %+v", src, h)
		}
	})
}

func FuzzApproval(f *testing.F) {
	f.Add([]byte("sha256:" + strings.Repeat("a", 64) + "\n"))
	f.Add([]byte("# approved on Monday\n\nsha256:" + strings.Repeat("0", 64)))
	f.Fuzz(func(t *testing.T, src []byte) {
		a := approvalOf(src)
		if (a.digest == "") == (a.problem == "") {
			t.Fatalf("%q is both or neither: %+v", src, a)
		}
		if a.digest != "" && (!digestForm.MatchString(a.digest) || !strings.Contains(string(src), a.digest)) {
			t.Errorf("%q approves %q", src, a.digest)
		}
	})
}
