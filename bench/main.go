// Command bench prints what Lanyard promises about speed, as ratios that hold on
// any machine: its judging beside the bare conditions, its deciding beside
// encoding/json, and other policy engines beside it. With BENCH_STRICT=1 it fails
// where a promise is broken; without it the table says so.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 30, "rounds of each comparison")
	only := flag.String("only", "", "measure the comparisons whose name matches this `expression`")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		log.Fatalf("-only: %v", err)
	}
	pairs, err := comparisons()
	if err != nil {
		log.Fatal(err)
	}
	var results []ratio.Result
	over := 0
	for _, p := range pairs {
		if !chosen.MatchString(p.Name) {
			continue
		}
		r := ratio.Measure(p, *rounds)
		if r.Over() { // perhaps the machine was: once more, and longer
			r = ratio.Measure(p, 3**rounds)
		}
		results = append(results, r)
		if r.Over() {
			over++
		}
	}
	if err := ratio.WriteTable(os.Stdout, results); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("medians of %d rounds; docs/benchmarks.md says what is measured\n", *rounds)
	if over > 0 {
		fmt.Printf("%d of %d comparisons are over a limit\n", over, len(results))
		if os.Getenv("BENCH_STRICT") == "1" {
			os.Exit(1)
		}
	}
}

// comparisons are all pairs, in the order of the table.
func comparisons() ([]ratio.Pair, error) {
	var pairs []ratio.Pair
	for _, more := range []func() ([]ratio.Pair, error){judging, excusing, engines, deciding, checking} {
		p, err := more()
		if err != nil {
			return nil, err
		}
		pairs = slices.Concat(pairs, p)
	}
	return pairs, nil
}
