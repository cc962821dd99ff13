package gates

import (
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// Sizes are how long and how much is measured.
type Sizes struct {
	lengths
	Notices   int // that a gate starts with
	Devices   int // and these
	Decisions int // of 100,000 clients, while memory is looked at
	Clients   int
}

// The sizes that are measured.
var (
	Usual = Sizes{lengths{300 * time.Millisecond, 2 * time.Second, 16}, 100, 1_000_000, 300_000, 100_000}
	Large = Sizes{lengths{300 * time.Millisecond, 2 * time.Second, 16}, 100, 1_000_000, 10_000_000, 100_000}
	// Tiny shows that everything runs, and nothing else.
	Tiny = Sizes{lengths{20 * time.Millisecond, 50 * time.Millisecond, 2}, 3, 200, 300, 100}
)

// Comparisons are all rows, in the order of the table.
func (t *Testbed) Comparisons(s Sizes) []ratio.Pair {
	out := t.checks(s.lengths)
	out = append(out, t.fronts(s.lengths)...)
	out = append(out, t.nginxes(s.lengths)...)
	out = append(out, t.revisions(s.lengths), t.memory(s))
	return append(out, t.starts(s)...)
}
