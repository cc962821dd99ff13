package predicate_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

func ExampleCompile() {
	_, faults := predicate.Compile(`card.serie >= "8"`, predicate.Scope{})
	for _, f := range faults {
		fmt.Printf("at character %d: %s; %s\n", f.Offset+1, f.What, f.Mend)
	}
	// Output:
	// at character 6: card has no attribute serie; did you mean card.series?
}

func ExamplePredicate_Judge() {
	p, _ := predicate.Compile(`card.series >= 8`, predicate.Scope{})
	series, _ := fact.Lookup("card", "series")
	var f predicate.Facts
	f.At(time.Date(2025, 7, 8, 10, 30, 0, 0, time.UTC), nil, time.Time{})
	fmt.Println(p.Judge(&f))
	f.SetSeveral(series, []predicate.Value{predicate.Int(4), predicate.Int(5), predicate.Int(6)})
	fmt.Println(p.Judge(&f))
	// Output:
	// unknown
	// false
}

func ExamplePredicate_Why() {
	p, _ := predicate.Compile(`installed("middleware") && connection.tls >= tls("1.2")`, predicate.Scope{})
	tls, _ := fact.Lookup("connection", "tls")
	var f predicate.Facts
	f.SetSoftware("middleware", fact.Absent())
	f.Set(tls, predicate.TLSOf(fact.TLS10))
	f.At(time.Date(2025, 7, 8, 10, 30, 0, 0, time.UTC), nil, time.Time{})
	fmt.Println(strings.Join(p.Why(&f), "; "))
	fmt.Println(strings.Join(p.Evidence(&f), "; "))
	// Output:
	// middleware is not installed, and must be; the connection uses TLS 1.0, and must use TLS 1.2 or above
	// middleware is not installed; the connection uses TLS 1.0
}

// A certificate that ends on 5 November is renewed 30 days before. That day has
// the clocks of summer, and in_days keeps to the civil time.
func ExamplePredicate_Cuts() {
	zone, _ := civil.LoadZone("Europe/London")
	p, _ := predicate.Compile(`card.certificate_expires > in_days(30)`, predicate.Scope{Zone: zone})
	expires, _ := fact.Lookup("card", "certificate_expires")
	var f predicate.Facts
	f.Set(expires, predicate.Instant(time.Date(2025, 11, 5, 12, 0, 0, 0, time.UTC)))
	p.Cuts(&f, func(at time.Time) { fmt.Println(at.In(zone.Location()).Format(time.RFC3339Nano)) })
	// Output:
	// 2025-10-06T12:00:00+01:00
	// 2025-10-06T12:00:00.000000001+01:00
}
