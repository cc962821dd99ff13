package budget

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// Whoever comes at the same time as many others: of each organisation exactly the
// limit is refused, whatever else goes on.
func TestParallel(t *testing.T) {
	const organisations, people = 40, 100
	d := newDesk(t, Limits{Organisation: limit, All: 1_000_000})
	d.Keep(filepath.Join(t.TempDir(), "open.json"), nowhere)
	var refused [organisations]atomic.Int64
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			order := rand.Perm(organisations * people)
			for _, n := range order {
				if n%8 != g { // each comes once, in any order
					continue
				}
				organisation := n / 8 % organisations
				id := d.prove(person(n, organisation, fmt.Sprint("R", organisation)), start)
				if d.refuse(id, start) == "" {
					refused[organisation].Add(1)
				}
				d.refuse(Identity{Person: "invented", Address: host(9999, 1), Organisation: "none"}, start)
			}
		})
	}
	done := make(chan struct{})
	var others sync.WaitGroup
	for _, other := range []func(){
		func() { d.Status(start) },
		func() { d.Weakened("R7", start) },
		func() { d.WindowEnded(start) },
		func() { d.Reset("another", "somebody", start) },
		func() { d.agree(start.UnixNano()) },
		func() { d.refuse(d.prove(person(9999, 1, "another"), start), start) },
	} {
		others.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					other()
				}
			}
		})
	}
	wg.Wait()
	close(done)
	others.Wait()
	for organisation := range organisations {
		if n := refused[organisation].Load(); n != limit {
			t.Errorf("organisation %d: %d were refused, want %d", organisation, n, limit)
		}
	}
	if s := d.Status(start); s.Open != organisations {
		t.Errorf("%d are open", s.Open)
	}
	d.mu.Lock()
	pages := map[string]int{}
	for _, p := range d.pages {
		pages[string(p.What)+" "+p.Organisation]++
	}
	d.mu.Unlock()
	for matter, n := range pages {
		if n != 1 {
			t.Errorf("%s was paged %d times", matter, n)
		}
	}
	if len(pages) != organisations+1 { // and one of the meter
		t.Errorf("%d matters were paged", len(pages))
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// All opens for exactly one of those who come at the same time.
func TestParallelAll(t *testing.T) {
	for range 20 {
		d := newDesk(t, Limits{Organisation: 5, All: 100, Organisations: 3, Networks: 3})
		var refused atomic.Int64
		var wg sync.WaitGroup
		for g := range 4 {
			wg.Go(func() {
				for n := range 100 {
					id := d.prove(person(100*g+n, g, fmt.Sprint("R", g)), start)
					if d.refuse(id, start) == "" {
						refused.Add(1)
					}
				}
			})
		}
		wg.Wait()
		d.mu.Lock()
		all := 0
		for _, p := range d.pages {
			if p.What == "all-open" {
				all++
			}
		}
		d.mu.Unlock()
		// The last organisation may come after three have opened all.
		if n := refused.Load(); all != 1 || d.Weakened("Z", start) != decision.BudgetAll || n < 3*5 || n > 4*5 {
			t.Fatalf("%d pages that all is open, %d were refused", all, refused.Load())
		}
	}
}

// BenchmarkStanding is what a refusal costs, with 100,000 people of 2,000
// organisations who come again and again, on all processors.
func BenchmarkStanding(b *testing.B) {
	const people = 100_000
	bench := func(b *testing.B, organisations int, change func(*Identity)) {
		store, err := proven.Open("", start)
		if err != nil {
			b.Fatal(err)
		}
		d := New(Limits{Organisation: 25, All: people}, store, nil)
		ids := make([]Identity, people)
		for n := range ids {
			ids[n] = person(n, n%5000, fmt.Sprint("R", n%organisations))
			store.Prove(proven.Identity{Person: ids[n].Person, Device: ids[n].Device, Address: ids[n].Address}, start)
			if change != nil {
				change(&ids[n])
			}
			d.Standing(ids[n], start)
		}
		var clock atomic.Int64
		b.ReportAllocs()
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			at := start
			for n := rand.IntN(people); pb.Next(); n = (n + 1) % people {
				if n%1000 == 0 {
					at = minutes(float64(clock.Add(1)) / 600)
				}
				d.Standing(ids[n], at)
			}
		})
	}
	b.Run("people", func(b *testing.B) { bench(b, 2000, nil) })
	b.Run("devices", func(b *testing.B) { bench(b, 2000, func(id *Identity) { id.Person = "" }) })
	b.Run("unproven", func(b *testing.B) {
		bench(b, 2000, func(id *Identity) { id.Address = host(60_000, 1) })
	})
	b.Run("one organisation", func(b *testing.B) { bench(b, 1, nil) })
}
