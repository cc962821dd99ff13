package main

import (
	"github.com/lanyard-id/lanyard/bench/peers"
	"github.com/lanyard-id/lanyard/bench/ratio"
)

// engines puts other policy engines, and plain Go as the floor, beside Lanyard.
func engines() ([]ratio.Pair, error) {
	lanyard, err := peers.Lanyard()
	if err != nil {
		return nil, err
	}
	opa, err := peers.OPA()
	if err != nil {
		return nil, err
	}
	cedar, err := peers.Cedar()
	if err != nil {
		return nil, err
	}
	var pairs []ratio.Pair
	for _, peer := range []peers.Peer{opa, cedar, peers.Plain()} {
		pairs = append(pairs, ratio.Pair{Name: "engines, judging", A: judgingOf(lanyard), B: judgingOf(peer)})
	}
	for _, peer := range []peers.Peer{opa, cedar, peers.Plain()} {
		pairs = append(pairs, ratio.Pair{Name: "engines, line to answer", A: answeringOf(lanyard), B: answeringOf(peer)})
	}
	return pairs, nil
}

// judgingOf judges every sign-in of the table once: the facts are the engine's
// values already.
func judgingOf(p peers.Peer) ratio.Side {
	var judges []func() []string
	for _, s := range peers.SignIns() {
		judges = append(judges, p.Prepare(s.Line))
	}
	return ratio.Side{Name: p.Name, Do: func() {
		for _, judge := range judges {
			judge()
		}
	}}
}

// answeringOf goes from the line to the answer for every sign-in of the table.
func answeringOf(p peers.Peer) ratio.Side {
	signIns := peers.SignIns()
	return ratio.Side{Name: p.Name, Do: func() {
		for _, s := range signIns {
			p.Answer(s.Line)
		}
	}}
}
