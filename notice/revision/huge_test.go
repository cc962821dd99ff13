package revision

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHugeSets compares the most that one notice can be: a thousand requirements
// with twenty thousand windows each. Compared one by one it took most of a minute.
func TestHugeSets(t *testing.T) {
	huge := func(minutes string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `language: 1
notice: huge
revision: 1
published: 2025-06
zone: Europe/London
pauses: {budget: 300d, longest: 200d, gives: warn}
windows:
  w: [{hours: "00:00-24:00", minutes: %q, on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: 2025-07-01, last: 2027-09-30}]
requirements:
`, minutes)
		for i := range 1000 {
			fmt.Fprintf(&b, "  - {id: r%d, of: card, met: card.series >= 8, phases: [{from: 2025-06, action: warn}, {from: 2025-07, action: block, during: w}]}\n", i)
		}
		return b.String()
	}
	wide, narrow := files{notices: []string{huge("00-10")}}, files{notices: []string{huge("00-09")}}
	if d := CompareSets(wide.set(t), narrow.set(t), time.Time{}); !d.OnlyWeakens() {
		t.Errorf("shorter windows strengthen: %q", d.Strengthens)
	}
	wide.pauses = "  - {organisation: RXX, from: 2025-07, until: 2025-10, by: x, reason: r}\n"
	d := CompareSets(narrow.set(t), wide.set(t), time.Time{})
	if len(d.Strengthens) != maxReasons+1 {
		t.Errorf("longer windows have %d reasons", len(d.Strengthens))
	}
	wide.pauses, narrow.pauses = "", wide.pauses
	if d := CompareSets(narrow.set(t), wide.set(t), time.Time{}); !strings.Contains(strings.Join(d.Strengthens, "\n"), "asks for block instead of warn from 2025-07-01T00:09") {
		t.Errorf("longer windows strengthen: %q", d.Strengthens)
	}
}
