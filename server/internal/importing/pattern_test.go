package importing

import (
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"

	"pgregory.net/rapid"
)

func TestPatterns(t *testing.T) {
	p := newPatterns([]Pattern{{"RXX-WARD*", "RXX01"}, {"rxx-*", "RXX"}, {"*-KIOSK", "RYY"}, {"PC?", "NONE"}, {"SOLO", "RZZ"}})
	for name, want := range map[string]string{
		"RXX-WARD1": "RXX01", "rxx-1": "RXX", "RXX-KIOSK": "RXX", "AB-KIOSK": "RYY", "SOLO": "RZZ", "SOLO2": "", "PC1": "", "": "",
	} {
		if got := p.find(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestPatternsInOrder holds the index to looking through the list.
func TestPatternsInOrder(t *testing.T) {
	text := rapid.StringMatching(`[aAb*-]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		var list []Pattern
		for _, name := range rapid.SliceOf(text).Draw(t, "patterns") {
			list = append(list, Pattern{name, name + "!"})
		}
		name := strings.ReplaceAll(text.Draw(t, "name"), "*", "")
		want := ""
		for _, p := range list {
			if notice.Fits(strings.ToLower(p.Name), strings.ToLower(name)) {
				want = p.Organisation
				break
			}
		}
		if got := newPatterns(list).find(name); got != want {
			t.Errorf("%q by %v: got %q, want %q", name, list, got, want)
		}
	})
}
