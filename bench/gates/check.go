package gates

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/peers"
	"github.com/lanyard-id/lanyard/bench/ratio"
)

// What the decision service may cost: 0.8 of the throughput of a handler that
// decides nothing, and twice that of OPA.
const (
	overBare = 1 / 0.8
	underOPA = 1.0 / 2
)

// checks are the rows of the decision service.
func (t *Testbed) checks(l lengths) []ratio.Pair {
	var out []ratio.Pair
	gate := func(name string, requests [][]byte, more ...string) (side, error) {
		p, err := t.gate(name, more...)
		return side{"gate", target{Address: t.at[name], Requests: requests, Want: []int{204}}, p}, err
	}
	beside := func(requests func() [][]byte, other func([][]byte) (side, error)) func() (a, b side, err error) {
		return func() (a, b side, err error) {
			r := requests()
			if a, err = gate("gate", r); err != nil {
				return a, b, err
			}
			b, err = other(r)
			return a, b, err
		}
	}
	allowed := func() [][]byte { return asks(1000, newAgent, signIn.question) }
	out = append(out, t.throughput("gate, asked, all allowed", overBare, l, beside(allowed, t.bare))...)
	out = append(out, t.throughput("gate, asked, one in ten warned", 0, l, beside(morning, t.bare))...)
	out = append(out, t.throughput("gate, asked, same policy", underOPA, l, beside(allowed, t.opa))...)
	for _, rate := range []float64{1250, 5000} {
		out = append(out, t.slowest(fmt.Sprintf("gate, asked %.0f times a second, p99", rate), rate, false, l, beside(allowed, t.bare)))
	}
	return out
}

// bare is a handler that answers 204 to the same requests.
func (t *Testbed) bare(requests [][]byte) (side, error) {
	p, err := t.role(roleBare)
	return side{"bare 204", target{Address: t.at[roleBare], Requests: requests, Want: []int{204}}, p}, err
}

// opa is the server of Open Policy Agent with the policy of package peers, asked
// with its sign-ins.
func (t *Testbed) opa([][]byte) (side, error) {
	const name = "opa"
	p := t.known[name]
	if p == nil {
		var err error
		if p, err = t.startOPA(name); err != nil {
			return side{}, err
		}
	}
	var requests [][]byte
	for _, s := range peers.SignIns() {
		body := fmt.Sprintf(`{"input":%s}`, s.Line)
		requests = append(requests, fmt.Appendf(nil, "POST /v1/data/notice/unmet HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
	}
	return side{"OPA", target{Address: t.at[name], Requests: requests, Want: []int{200}}, p}, nil
}

func (t *Testbed) startOPA(name string) (*process, error) {
	program, err := t.program("opa-server", "bench/gates/opa", "github.com/open-policy-agent/opa")
	if err != nil {
		return nil, err
	}
	policy, err := t.file("notice.rego", func() ([]byte, error) { return []byte(peers.Rego), nil })
	if err != nil {
		return nil, err
	}
	address, err := freePort()
	if err != nil {
		return nil, err
	}
	p, err := start(true, []string{"OPA_TELEMETRY_SERVICE_URL=http://127.0.0.1:1"}, program, "run", "--server", "--disable-telemetry", "--log-level", "error", "--addr", address, policy)
	if err != nil {
		return nil, err
	}
	t.add(name, address, p)
	return p, agrees(address)
}

// agrees waits for OPA and holds it to the answers of the sign-ins: a benchmark of
// wrong answers is worth nothing.
func agrees(address string) error {
	until := time.Now().Add(startWait)
	for {
		response, err := http.Get("http://" + address + "/health")
		if err == nil {
			response.Body.Close()
			break
		}
		if time.Now().After(until) {
			return fmt.Errorf("OPA does not answer: %w", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, s := range peers.SignIns() {
		var got struct{ Result []string }
		if err := post("http://"+address+"/v1/data/notice/unmet", fmt.Sprintf(`{"input":%s}`, s.Line), &got); err != nil {
			return err
		}
		if len(got.Result) != len(s.Unmet) {
			return fmt.Errorf("OPA finds %v of %s, and not %v", got.Result, s.Name, s.Unmet)
		}
	}
	return nil
}

func post(url, body string, answer any) error {
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
