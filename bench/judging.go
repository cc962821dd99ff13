package main

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/notice"
)

// An instant inside a window of both notices.
const inWindow = "2025-08-18T14:30:00+01:00"

// What judging may cost: beside its bare conditions, and beside itself where the
// notice or its exemptions are many.
const (
	overBare  = 1.3
	overPlain = 1.2
)

// judging compares the judging with the conditions that it evaluates, and with
// itself where the phases change four hundred times.
func judging() ([]ratio.Pair, error) {
	shipped, err := shipped()
	if err != nil {
		return nil, err
	}
	example, err := example()
	if err != nil {
		return nil, err
	}
	var pairs []ratio.Pair
	for _, n := range []struct {
		name   string
		source []byte
	}{{"2025 notice", shipped}, {"the page's example", example}} {
		set, err := setOf(n.source, "")
		if err != nil {
			return nil, err
		}
		for _, c := range []struct {
			name    string
			signIns []signIn
		}{
			{"all met", []signIn{met(inWindow)}},
			// Here every applies holds, so that judging can skip none of the conditions.
			{"all unmet", []signIn{met(inWindow, oldCard, noMiddleware, oldAgent, oldTLS)}},
			{"seven sign-ins", variety(inWindow)},
		} {
			read, err := read(set, c.signIns)
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, ratio.Pair{
				Name: "judging, " + n.name + ", " + c.name,
				A:    judge("Judge", set, read), B: bare(set, read),
				Limit: overBare, NoAllocs: true,
			})
		}
	}
	changes, err := manyChanges()
	return append(pairs, changes), err
}

// judge judges every sign-in once.
func judge(name string, set *notice.Set, signIns []*notice.SignIn) ratio.Side {
	var v notice.Verdict
	return ratio.Side{Name: name, Do: func() {
		for _, in := range signIns {
			set.Judge(&in.Facts, in.Use, in.At, &v)
		}
	}}
}

// bare evaluates the conditions of every sign-in once, and nothing else.
func bare(set *notice.Set, signIns []*notice.SignIn) ratio.Side {
	var runs []func() int
	for _, in := range signIns {
		runs = append(runs, set.Bare(&in.Facts, in.Use, in.At))
	}
	return ratio.Side{Name: "bare CEL", Do: func() {
		for _, run := range runs {
			run()
		}
	}}
}

// manyChanges compares a notice whose windows open and close four hundred times
// with one that has a single window, at instants at which both block.
func manyChanges() (ratio.Pair, error) {
	many, one, signIns, err := changing()
	if err != nil {
		return ratio.Pair{}, err
	}
	return ratio.Pair{
		Name: "judging, 400 change points",
		A:    judge("400", many, signIns), B: judge("2", one, signIns),
		Limit: overPlain, NoAllocs: true,
	}, nil
}

func changing() (many, one *notice.Set, signIns []*notice.SignIn, err error) {
	const windows = 200
	day := firstDay.AddDate(0, 0, windows/windowsPerDay/2).Format(time.DateOnly)
	if many, err = setOf(made(len(kinds), windowsOf(windows)), ""); err != nil {
		return nil, nil, nil, err
	}
	if one, err = setOf(made(len(kinds), fmt.Sprintf("    - {id: all, date: %s, from: \"00:00\", until: \"24:00\"}\n", day)), ""); err != nil {
		return nil, nil, nil, err
	}
	var lines []signIn
	for i, s := range variety("") {
		s.at = fmt.Sprintf("%sT%02d:10:00+01:00", day, 8+i)
		lines = append(lines, s)
	}
	signIns, err = read(many, lines)
	return many, one, signIns, err
}
