package gates

import (
	"github.com/lanyard-id/lanyard/bench/ratio"
)

// overProxy is what the front may cost: 0.9 of the throughput of the same reverse
// proxy without a gate.
const overProxy = 1 / 0.9

// fronts are the rows of the front: a page that is nobody's sign-in, sign-ins that are
// allowed with the pages that each brings, as a service has them, and such requests
// alone as are decided, which no service has. TLS 1.3, connections that are kept.
func (t *Testbed) fronts(l lengths) []ratio.Pair {
	beside := func(requests [][]byte, want ...int) func() (a, b side, err error) {
		return func() (a, b side, err error) { return t.front(requests, want) }
	}
	page := beside([][]byte{visit("/clinic/index.html")}, 200)
	whole := beside(wholeSignIns(), 200, 302)
	signIns := beside(asks(1000, newAgent, signIn.attempt), 302)
	out := t.throughput("gate, front, no sign-in", overProxy, l, page)
	out = append(out, t.throughput("gate, front, whole sign-ins", overProxy, l, whole)...)
	out = append(out, t.throughput("gate, front, sign-ins alone", 0, l, signIns)...)
	return append(out,
		t.slowest("gate, front, no sign-in, 1250 times a second, p99", 1250, true, l, page),
		t.slowest("gate, front, sign-ins alone, 1250 times a second, p99", 1250, true, l, signIns))
}

// front is the gate's, and the same proxy without it, before one service.
func (t *Testbed) front(requests [][]byte, want []int) (a, b side, err error) {
	if _, err := t.role(roleUpstream); err != nil {
		return a, b, err
	}
	service := "http://" + t.at[roleUpstream]
	ca, cert, key, err := t.certificate()
	if err != nil {
		return a, b, err
	}
	const name = "front"
	gate, err := t.gate(name, "--listen", "127.0.0.1:0", "--upstream", service, "--tls-cert", cert, "--tls-key", key)
	if err != nil {
		return a, b, err
	}
	proxy, err := t.role(roleProxy, service, cert, key)
	if err != nil {
		return a, b, err
	}
	at := func(address string) target {
		return target{Address: address, CA: ca, Requests: requests, Want: want}
	}
	return side{"gate", at(t.at[name+"/front"]), gate}, side{"bare proxy", at(t.at[roleProxy]), proxy}, nil
}
