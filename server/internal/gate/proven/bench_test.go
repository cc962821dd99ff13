package proven

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// BenchmarkLoad reads 1.3 million people.
func BenchmarkLoad(b *testing.B) {
	const people = 1_300_000
	f := formOf([8]byte{1})
	file := bytes.Clone(f.head[:])
	random := rand.New(rand.NewPCG(1, 2))
	for range people {
		m := Mark(random.Uint64())
		file = f.append(file, m, proof{m, seenAt(decision.ByPerson, hourOf(start))})
	}
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		s, err := Open("", start)
		if err != nil {
			b.Fatal(err)
		}
		var l Loaded
		if err := s.read(bytes.NewReader(file), f, &l); err != nil || l.Records != people || !l.sound {
			b.Fatalf("%+v, %v", l, err)
		}
	}
}

// ask is what a benchmark asks about: people, devices, addresses, nobody.
func ask(b *testing.B, id func(n int) Identity) {
	s, err := Open("", start)
	if err != nil {
		b.Fatal(err)
	}
	for n := range 100_000 {
		s.Prove(Identity{fmt.Sprint("person-", n), fmt.Sprint("device-", n), addr(fmt.Sprintf("10.%d.%d.1", n>>8&0xff, n&0xff))}, start)
	}
	ids := make([]Identity, 100_000)
	for n := range ids {
		ids[n] = id(n)
	}
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for n := rand.IntN(len(ids)); pb.Next(); n = (n + 1) % len(ids) {
			s.Strongest(ids[n], decision.Unproven, start)
		}
	})
}

func BenchmarkStrongest(b *testing.B) {
	at := func(n int) string { return fmt.Sprintf("10.%d.%d.1", n>>8&0xff, n&0xff) }
	b.Run("person", func(b *testing.B) {
		ask(b, func(n int) Identity { return Identity{Person: fmt.Sprint("person-", n), Address: addr(at(n))} })
	})
	b.Run("device", func(b *testing.B) {
		ask(b, func(n int) Identity {
			return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("device-", n), Address: addr(at(n))}
		})
	})
	b.Run("unproven", func(b *testing.B) {
		ask(b, func(n int) Identity {
			return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("invented-", n), Address: addr("192.0.2.1")}
		})
	})
}
