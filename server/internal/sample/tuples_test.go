package sample

import (
	"hash/maphash"
	"slices"
	"testing"
)

// TestTuples counts the distinct tuples of facts over devices: the full version
// of the operating system and the cells of all products, nothing else (last_seen
// least of all). Interning must not be made easy by an estate of few kinds.
//
// The share falls as an estate grows, for kinds repeat: half of 20,000 devices
// must be of a kind of their own so that it can still be a third of a million.
// That it is, is no conclusion from there: a device is told from its number
// alone, so those of a million are counted too, without being written.
func TestTuples(t *testing.T) {
	tests := []struct{ devices, least int }{
		{20_000, 10_000},
		{1_000_000, 300_000},
	}
	for _, test := range tests {
		e := testEstate(t, Options{Devices: test.devices})
		seed, tuples := maphash.MakeSeed(), make([]uint64, e.devices)
		var tuple []byte
		for i := range tuples {
			owner := e.deviceOwner(i)
			u := e.use(i, owner)
			_, version := e.system(i, owner, u)
			tuple = append(tuple[:0], version...)
			silent := e.silent(i)
			for n := range e.products {
				tuple = append(tuple, ',')
				if s := e.installed(n, i, owner, u); !silent {
					tuple = append(tuple, s.cell()...)
				}
			}
			tuples[i] = maphash.Bytes(seed, tuple)
		}
		slices.Sort(tuples)
		distinct := len(slices.Compact(tuples))
		t.Logf("%d devices: %d distinct tuples, %.1f %%", test.devices, distinct, 100*float64(distinct)/float64(test.devices))
		if distinct < test.least {
			t.Errorf("%d devices have %d distinct tuples of facts, want %d or more", test.devices, distinct, test.least)
		}
	}
}
