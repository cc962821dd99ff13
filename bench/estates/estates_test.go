package estates

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

func newLab(t *testing.T) *Lab {
	t.Helper()
	l, err := NewLab()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// The notice is what the comparisons say of it.
func TestNotice(t *testing.T) {
	l := newLab(t)
	dir, _, err := l.sample(2000, canonical)
	if err != nil {
		t.Fatal(err)
	}
	set, err := judged(dir)
	if err != nil {
		t.Fatal(err)
	}
	joined, timed := 0, 0
	rules := set.Rules(asked)
	for _, r := range rules {
		objects := map[notice.Object]bool{}
		for _, o := range r.Reads().Objects {
			objects[o] = true
		}
		if objects[notice.Card] && objects[notice.Device] {
			joined++
		}
		if slices.ContainsFunc(r.Reads().Attributes, func(a fact.Attribute) bool { return a.Type == fact.TypeTime }) {
			timed++
		}
	}
	if len(rules) != 20 || joined != 2 || timed != 4 {
		t.Errorf("%d requirements, %d of which join a card and a device and %d compare instants", len(rules), joined, timed)
	}
	text, err := os.ReadFile(filepath.Join(dir, "exemptions.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "- {requirement"); n != exemptionCount {
		t.Errorf("%d exemptions", n)
	}
}

// The program and what is measured inside this process give the same answer.
func TestCheckedAlike(t *testing.T) {
	l := newLab(t)
	dir, _, err := l.sample(500, canonical)
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.check(noticed(dir)...)
	if err != nil {
		t.Fatal(err)
	}
	p.run()
	if p.takePeak() < 1_000_000 {
		t.Error("the program took less than a megabyte")
	}
	c, err := l.checked(500)
	if err != nil {
		t.Fatal(err)
	}
	var here bytes.Buffer
	c.check(&here)
	if diff := cmp.Diff(string(p.answer), here.String()); diff != "" {
		t.Errorf("the answers differ (-program +here):\n%s", diff)
	}
}

// What is judged is the estate, at instants that differ, and what is looked ahead
// over changes twelve times.
func TestJudged(t *testing.T) {
	e, err := newLab(t).filled(1000)
	if err != nil {
		t.Fatal(err)
	}
	if e.Devices.Len() < 1000 || e.Cards.Len() < 1000 || e.Software.Inventories() < 100 || e.SignIns.Len() < 1000 {
		t.Errorf("%d devices, %d cards, %d inventories, %d sign-ins", e.Devices.Len(), e.Cards.Len(), e.Software.Inventories(), e.SignIns.Len())
	}
	asked := map[string]bool{}
	for _, at := range instants() {
		actions := ""
		for _, r := range e.set.Rules(at) {
			actions += r.Action(at).String() + " "
		}
		asked[actions] = true
	}
	if len(instants()) != 12 || len(asked) < 4 {
		t.Errorf("at %d instants %d different things are asked for", len(instants()), len(asked))
	}
	if verdicts, want := judge(e), 12*1000*10; verdicts < want { // most rules are about the devices or the cards
		t.Errorf("%d verdicts, want at least %d", verdicts, want)
	}
	if steps := len(lookAhead(e).Steps); steps != 13 {
		t.Errorf("%d steps, want the first and one for each of twelve changes", steps)
	}
}
