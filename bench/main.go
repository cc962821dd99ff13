// Command bench prints how Lanyard stands beside other policy engines, as ratios
// that hold on any machine. With BENCH_STRICT=1 it fails when a ratio is over its
// limit; without it the table says so.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/lanyard-id/lanyard/bench/peers"
	"github.com/lanyard-id/lanyard/bench/ratio"
)

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 30, "rounds of each comparison")
	flag.Parse()
	pairs, err := comparisons()
	if err != nil {
		log.Fatal(err)
	}
	var results []ratio.Result
	over := 0
	for _, p := range pairs {
		r := ratio.Measure(p, *rounds)
		results = append(results, r)
		if r.Over() {
			over++
		}
	}
	if err := ratio.WriteTable(os.Stdout, results); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d rounds; a time is that of all %d sign-ins of the table\n", *rounds, len(peers.SignIns()))
	if over > 0 {
		fmt.Printf("%d of %d ratios are over their limits\n", over, len(results))
		if os.Getenv("BENCH_STRICT") == "1" {
			os.Exit(1)
		}
	}
}

// comparisons are all pairs. A call judges every sign-in of the table once.
func comparisons() ([]ratio.Pair, error) {
	opa, err := peers.OPA()
	if err != nil {
		return nil, err
	}
	cedar, err := peers.Cedar()
	if err != nil {
		return nil, err
	}
	plain := peers.Plain()
	return []ratio.Pair{
		{Name: "judging", A: judging(cedar), B: judging(opa)},
		{Name: "judging", A: judging(cedar), B: judging(plain)},
		{Name: "facts to answer", A: answering(cedar), B: answering(opa)},
	}, nil
}

// judging measures the judging alone: the facts are already the engine's values.
func judging(p peers.Peer) ratio.Side {
	var judges []func() []string
	for _, s := range peers.SignIns() {
		judges = append(judges, p.Prepare(s.Facts))
	}
	return ratio.Side{Name: p.Name, Do: func() {
		for _, judge := range judges {
			judge()
		}
	}}
}

// answering measures the way from decoded facts to the answer.
func answering(p peers.Peer) ratio.Side {
	signIns := peers.SignIns()
	return ratio.Side{Name: p.Name, Do: func() {
		for _, s := range signIns {
			p.Prepare(s.Facts)()
		}
	}}
}
