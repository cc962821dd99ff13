package live

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// mixed are decisions of 21,000 organisations, a third of which fall short.
func mixed(tb testing.TB) []*decision.Decision {
	at := day(tb, 10, 22, 0)
	var all []*decision.Decision
	for i := range 21_000 {
		name, version := fmt.Sprintf("A%05d", i), "2.4.10.0"
		if i%3 == 0 {
			all = append(all, decided(at, name, "2.3.1.0", notice.Block, notice.Block, ""))
		} else {
			all = append(all, decided(at, name, version, notice.Observe, notice.Observe, ""))
		}
	}
	return all
}

// BenchmarkDecidedOverTime counts 1,250 decisions a second of the gate's clock, so
// that what is kept by second is written anew.
func BenchmarkDecidedOverTime(b *testing.B) {
	c := &clockAt{at: day(b, 10, 22, 0)}
	l := New(Options{Now: c.now})
	all := mixed(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d := *all[i%len(all)]
		d.At = d.At.Add(time.Duration(i/1250) * time.Second)
		l.Decided(&d)
	}
}

// BenchmarkDecided counts decisions from as many goroutines as there are
// processors.
func BenchmarkDecided(b *testing.B) {
	c := &clockAt{at: day(b, 10, 22, 0)}
	l := New(Options{Now: c.now})
	all := mixed(b)
	for _, d := range all {
		l.Decided(d)
	}
	b.ReportAllocs()
	b.ResetTimer()
	var start atomic.Uint32
	b.RunParallel(func(pb *testing.PB) {
		for i := int(start.Add(7919)); pb.Next(); i++ {
			l.Decided(all[i%len(all)])
		}
	})
}
