package agent

import (
	"encoding/json"
	"slices"

	"github.com/lanyard-id/lanyard/wire"
)

// mostInstalled is how much of a bundle the list of programs may take, in bytes: three
// thousand programs, of the size that they have. The rest of [wire.MaxBundle] is for what
// was found.
const mostInstalled = 600 << 10

// indents is how much the layout of the file adds to one entry, in bytes.
const indents = 40

// fit leaves out what would make the bundle longer than any reader takes, and says that
// the list is partial then. What the person's own list names goes first: any program
// that they run can write there, and so hide what stands behind it.
func fit(b *wire.Bundle) {
	order := slices.Clone(b.Installed)
	slices.SortStableFunc(order, func(x, y wire.Installed) int {
		switch {
		case (x.View == "user") == (y.View == "user"):
			return 0
		case y.View == "user":
			return -1
		}
		return 1
	})
	room := mostInstalled
	for i, p := range order {
		text, err := json.Marshal(p)
		if room -= len(text) + indents; err != nil || room < 0 {
			b.Installed, b.Inventory = order[:i], "partial"
			return
		}
	}
}
