// Command bench prints what Lanyard promises about speed, as ratios that hold on
// any machine: its judging beside the bare conditions, its deciding beside
// encoding/json, other policy engines beside it, and its answers over the files of
// an estate beside reading them. With BENCH_STRICT=1 it fails where a promise is
// broken; without it the table says so.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"regexp"

	"github.com/lanyard-id/lanyard/bench/estates"
	"github.com/lanyard-id/lanyard/bench/gates"
	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/bench/tokens"
)

func main() {
	log.SetFlags(0)
	if played, err := gates.Role(); err != nil {
		log.Fatal(err)
	} else if played {
		return
	}
	rounds := flag.Int("rounds", 30, "rounds of each comparison")
	only := flag.String("only", "", "measure the comparisons whose name matches this `expression`")
	big := flag.Bool("big", os.Getenv("BENCH_BIG") == "1", "measure estates of four million devices, too (or BENCH_BIG=1)")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		log.Fatalf("-only: %v", err)
	}
	over, err := run(os.Stdout, *rounds, *big, chosen)
	if err != nil {
		log.Fatal(err)
	}
	if over && os.Getenv("BENCH_STRICT") == "1" {
		os.Exit(1)
	}
}

// run measures the comparisons of the names that are chosen, and tells whether any
// is over a limit.
func run(w io.Writer, rounds int, big bool, chosen *regexp.Regexp) (over bool, err error) {
	lab, err := estates.NewLab()
	if err != nil {
		return false, err
	}
	defer lab.Close()
	sizes := usual
	if big {
		sizes = large
	}
	bed, err := gates.NewTestbed(lab)
	if err != nil {
		return false, err
	}
	defer bed.Close()
	signing := tokens.New(lab.Tree)
	defer signing.Close()
	pairs, err := comparisons(lab, bed, signing, sizes)
	if err != nil {
		return false, err
	}
	var results []ratio.Result
	count := 0
	for _, p := range pairs {
		if !chosen.MatchString(p.Name) {
			continue
		}
		if p.Prepare != nil {
			if err := p.Prepare(&p); err != nil {
				return false, fmt.Errorf("%s: %w", p.Name, err)
			}
		}
		r := ratio.Measure(p, rounds, 1)
		if r.Over() { // perhaps the machine was: once more, and longer
			r = ratio.Measure(p, rounds, 3)
		}
		results = append(results, r)
		if r.Over() {
			count++
		}
	}
	if err := ratio.WriteTable(w, results); err != nil {
		return false, err
	}
	fmt.Fprintf(w, "medians of %d rounds, of estates fewer; docs/benchmarks.md says what is measured\n", rounds)
	if !big {
		fmt.Fprintln(w, "not measured: estates of four million devices and cards, and a million bundles; -big or BENCH_BIG=1 does, in about ten minutes more and with 10 GB of disk")
	}
	if count > 0 {
		fmt.Fprintf(w, "%d of %d comparisons are over a limit\n", count, len(results))
	}
	return count > 0, nil
}

// sizes are how large the estates are.
type sizes struct {
	check, all int   // devices, and as many cards
	growth     []int // the first is the small one
	foreign    int   // devices with inventories
	workbook   int   // cards
	judge      int
	more       int // devices that are checked besides; 0 = none
	gate       gates.Sizes
	signatures int      // in one session with a token
	bundles    [][2]int // of agents, and the programs in each
}

var (
	usual = sizes{check: 1_000_000, all: 100_000, growth: []int{10_000, 100_000, 1_000_000}, foreign: 4_000, workbook: 100_000, judge: 1_000_000, gate: gates.Usual, signatures: 500, bundles: [][2]int{{20_000, 40}}}
	large = sizes{check: 1_000_000, all: 100_000, growth: []int{10_000, 100_000, 1_000_000, 4_000_000}, foreign: 4_000, workbook: 100_000, judge: 1_000_000, more: 4_000_000, gate: gates.Large, signatures: 500, bundles: [][2]int{{20_000, 40}, {1_000_000, 6}}}
)

// comparisons are all pairs, in the order of the table.
func comparisons(lab *estates.Lab, bed *gates.Testbed, signing *tokens.Bench, s sizes) ([]ratio.Pair, error) {
	var pairs []ratio.Pair
	for _, more := range []func() ([]ratio.Pair, error){judging, excusing, engines, deciding, checking} {
		p, err := more()
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, p...)
	}
	pairs = append(pairs, bed.Comparisons(s.gate)...)
	pairs = append(pairs, signing.Comparisons(s.signatures)...)
	// The program comes before what fills this process: see estates.Checking.
	pairs = append(pairs, estates.Looking(lab))
	pairs = append(pairs, estates.Checking(lab, s.check), estates.CheckingAll(lab, s.all))
	if s.more > 0 {
		pairs = append(pairs, estates.Checking(lab, s.more))
	}
	for _, b := range s.bundles {
		pairs = append(pairs, estates.Gathering(lab, b[0], b[1]))
	}
	for _, devices := range s.growth[1:] {
		pairs = append(pairs, estates.Growth(lab, s.growth[0], devices))
	}
	pairs = append(pairs, estates.Foreign(lab, s.foreign, s.workbook)...)
	return append(pairs, estates.Judging(lab, s.judge), estates.LookingAhead(lab, s.judge)), nil
}
