package gates

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestCommand asks as often as it is told, in order, and tells what came.
func TestCommand(t *testing.T) {
	var answered atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answered.Add(1)
		switch r.URL.Path {
		case "/long":
			_, _ = w.Write([]byte(strings.Repeat("x", 100_000))) // in chunks
		case "/short":
			_, _ = w.Write([]byte("short"))
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	t.Cleanup(server.Close)
	address := strings.TrimPrefix(server.URL, "http://")
	request := func(path string) []byte { return []byte("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n") }
	to := target{Address: address, Requests: [][]byte{request("/none"), request("/long"), request("/short")}, Want: []int{200, 204}}

	c := command{Target: to, Connections: 1, Time: time.Minute, Count: 30}
	got, err := c.run()
	if err != nil {
		t.Fatal(err)
	}
	if got.Requests != 30 || answered.Load() != 31 || got.Statuses[200] != 20 || got.Statuses[204] != 10 {
		t.Errorf("%+v, and %d answers", got, answered.Load())
	}

	c = command{Target: to, Connections: 4, Time: time.Minute, Count: 30}
	if got, err = c.run(); err != nil || got.Requests != 30 {
		t.Errorf("on four connections: %+v, %v", got, err)
	}

	// Of a rate all are asked that are due, the first at once, and no more.
	c = command{Target: to, Connections: 2, Time: 100 * time.Millisecond, Rate: 100}
	if got, err = c.run(); err != nil || got.Requests != 11 {
		t.Errorf("at 100 a second, in a tenth of one: %+v, %v", got, err)
	}

	to.Want = []int{204}
	c = command{Target: to, Connections: 1, Time: time.Minute, Count: 3}
	if _, err = c.run(); err == nil || !strings.Contains(err.Error(), "2 of 3 answers have status 200") {
		t.Errorf("the wrong status gives %v", err)
	}
	for _, wrong := range []command{{Target: to, Connections: 0, Time: 1}, {Target: to, Connections: 1}, {Target: target{Address: address}, Connections: 1, Time: 1}} {
		if _, err := wrong.run(); err == nil {
			t.Errorf("%+v is done", wrong)
		}
	}
}

func TestQuantile(t *testing.T) {
	all := []time.Duration{5, 1, 4, 2, 3}
	for q, want := range map[float64]time.Duration{0: 1, 0.5: 3, 0.99: 5, 1: 5} {
		if got := quantile(all, q); got != want {
			t.Errorf("quantile %v is %d, want %d", q, got, want)
		}
	}
	if got := quantile(nil, 0.5); got != 0 {
		t.Errorf("of nothing: %d", got)
	}
}
