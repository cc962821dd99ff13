package live

import (
	"sync/atomic"
	"time"
)

// The upper bounds of the classes, in seconds. A decision is promised in under a
// millisecond, so that is where the classes are narrow; a service may take a
// minute.
var (
	decisionBounds = [...]float64{.00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1}
	upstreamBounds = [...]float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}
)

// histogram counts how long something took.
type histogram struct {
	bounds []float64
	counts []atomic.Uint64 // of each class, and of what is longer than all
	nanos  atomic.Uint64
}

func newHistogram(bounds []float64) histogram {
	return histogram{bounds: bounds, counts: make([]atomic.Uint64, len(bounds)+1)}
}

func (h *histogram) observe(d time.Duration) {
	d = max(0, d)
	class := 0
	for s := d.Seconds(); class < len(h.bounds) && s > h.bounds[class]; {
		class++
	}
	h.counts[class].Add(1)
	h.nanos.Add(uint64(d))
}

// read gives how many there were, their sum in seconds, and how many took at most
// as long as each bound.
func (h *histogram) read() (n uint64, sum float64, within map[float64]uint64) {
	within = make(map[float64]uint64, len(h.bounds))
	for i := range h.counts {
		n += h.counts[i].Load()
		if i < len(h.bounds) {
			within[h.bounds[i]] = n
		}
	}
	return n, float64(h.nanos.Load()) / float64(time.Second), within
}
