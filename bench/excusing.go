package main

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// excusing compares judging beside five hundred exemptions with judging without
// any.
func excusing() ([]ratio.Pair, error) {
	source, err := shipped()
	if err != nil {
		return nil, err
	}
	plain, err := setOf(source, "")
	if err != nil {
		return nil, err
	}
	signIns, err := read(plain, variety(inWindow))
	if err != nil {
		return nil, err
	}
	var pairs []ratio.Pair
	for _, c := range []struct {
		name  string
		own   func(i int) bool // whether the i-th exemption is of the sign-ins' own
		limit float64
	}{
		{"none matching", func(int) bool { return false }, overPlain},
		{"20 matching", func(i int) bool { return i%25 == 0 }, overPlain},
		{"all matching", func(int) bool { return true }, 0}, // nobody's estate: to see where it leads
	} {
		set, err := setOf(source, exemptions(500, c.own))
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, ratio.Pair{
			Name: "judging, 500 exemptions, " + c.name,
			A:    judge("500", set, signIns), B: judge("0", plain, signIns),
			Limit: c.limit, NoAllocs: true,
		})
	}
	return pairs, nil
}

// exemptions writes a file of so many: of organisations, devices and cards in
// turn. Those that are the sign-ins' own match one that met describes; every
// second of them is in force, for a requirement that most sign-ins meet.
func exemptions(count int, own func(i int) bool) string {
	var b strings.Builder
	b.WriteString("exemptions:\n")
	for i := range count {
		subject := fmt.Sprintf("%s: %s-%d", [...]string{"organisation", "device", "card"}[i%3], [...]string{"Y", "PC-9", "0899"}[i%3], i)
		if own(i) {
			s := met(inWindow)
			subject = [...]string{"organisation: " + s.organisation, "device: " + s.device, "card: \"" + s.card + "\""}[i%3]
		}
		from, until := "2025-08", "2025-12"
		if i%2 == 1 {
			from = "2025-09"
		}
		fmt.Fprintf(&b, "  - {requirement: oberthur-middleware, %s, from: %s, until: %s, owner: Example Owner, reason: an invented reason}\n", subject, from, until)
	}
	return b.String()
}
