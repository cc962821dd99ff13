package journal

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkFind reads a whole segment, as a search does that finds nothing.
func BenchmarkFind(b *testing.B) {
	dir := b.TempDir()
	j := open(b, dir)
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 400))
	bytes := int64(0)
	for n := 0; bytes < defaultSegmentBytes; {
		var batch []Entry
		for range 1000 {
			batch = append(batch, Entry{Code: code(n), Record: record})
			n++
		}
		if err := j.AppendBatch(start, batch); err != nil {
			b.Fatal(err)
		}
		bytes = j.current.size
	}
	closeJournal(b, j)
	b.SetBytes(bytes)
	for b.Loop() {
		if _, err := Find(dir, "ZZZZZZZZZZZ"); !errors.Is(err, ErrNotFound) {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 400))
	for _, size := range []int{1, 1000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			j := open(b, b.TempDir())
			defer closeJournal(b, j)
			batch := make([]Entry, size)
			for i := range batch {
				batch[i] = Entry{Code: code(i), Record: record}
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := j.AppendBatch(start, batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/record")
		})
	}
}

// BenchmarkAppendParallel is the gate's way: many goroutines, a record each.
func BenchmarkAppendParallel(b *testing.B) {
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 565))
	for _, goroutines := range []int{1, 64, 1024} {
		b.Run(fmt.Sprint(goroutines), func(b *testing.B) {
			j := open(b, b.TempDir())
			defer closeJournal(b, j)
			b.SetParallelism(max(1, goroutines/runtime.GOMAXPROCS(0)))
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := j.Append(time.Now(), Entry{Code: "K7Q2M9XD4T6", Record: record}); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// BenchmarkAppendPaced appends 5,000 records a second, five in each millisecond,
// each from a goroutine of its own, and says how long they took: with what brings
// them to the disk each second, and without. -benchtime 100000x is 20 seconds.
func BenchmarkAppendPaced(b *testing.B) {
	const each = 5
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 565))
	for _, name := range []string{"with fsync", "without"} {
		b.Run(name, func(b *testing.B) {
			j := open(b, b.TempDir())
			defer closeJournal(b, j)
			if name == "without" {
				j.timer, j.hastened = time.AfterFunc(time.Hour, func() {}), true // as if one were on its way
			}
			took := make([]time.Duration, b.N)
			var wg sync.WaitGroup
			begun := time.Now()
			for n := range b.N {
				time.Sleep(time.Until(begun.Add(time.Duration(n/each) * time.Millisecond)))
				wg.Go(func() {
					before := time.Now()
					if _, err := j.Append(before, Entry{Code: "K7Q2M9XD4T6", Record: record}); err != nil {
						b.Error(err)
					}
					took[n] = time.Since(before)
				})
			}
			wg.Wait()
			slices.Sort(took)
			for _, p := range []struct {
				name string
				part float64
			}{{"p50-µs", .5}, {"p99-µs", .99}, {"p99.9-µs", .999}, {"max-µs", 1}} {
				b.ReportMetric(float64(took[int(p.part*float64(len(took)-1))].Nanoseconds())/1e3, p.name)
			}
		})
	}
}

// BenchmarkScan reads a span of a day that begins in the middle of a journal.
func BenchmarkScan(b *testing.B) {
	dir := b.TempDir()
	j := open(b, dir)
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 565))
	bytes := int64(0)
	for d := range 3 {
		for n := 0; n < 100; n++ {
			var batch []Entry
			for i := range 1000 {
				batch = append(batch, Entry{Code: code(i), Record: record})
			}
			if err := j.AppendBatch(start.AddDate(0, 0, d), batch); err != nil {
				b.Fatal(err)
			}
		}
		bytes = j.Stats().Bytes / int64(d+1)
	}
	closeJournal(b, j)
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		records := 0
		damaged, err := Scan(dir, start.AddDate(0, 0, 1).Truncate(dayLength), start.AddDate(0, 0, 2).Truncate(dayLength), func(Found) error {
			records++
			return nil
		})
		if err != nil || records != 100_000 || damaged.Count > 0 {
			b.Fatal(records, damaged, err)
		}
	}
}
