package standin

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Gate is a gate that runs as a process of its own.
type Gate struct {
	Front, Decide, Admin string // HOST:PORT; "" = it does not listen there

	process *exec.Cmd
	ended   chan struct{} // closed when it has
	err     error         // why, after that

	mu    sync.Mutex
	lines []string
	more  chan struct{} // closed at each line, and replaced
}

// endWait is how long a gate may take to end: longer than it lingers itself.
const endWait = 45 * time.Second

// StartGate starts the program with the verb gate and returns when it listens. Its
// log goes to log too, which may be nil. The context ends the start, not the gate.
func StartGate(ctx context.Context, program string, log io.Writer, args ...string) (*Gate, error) {
	g := &Gate{process: exec.Command(program, append([]string{"gate"}, args...)...), ended: make(chan struct{}), more: make(chan struct{})}
	out, err := g.process.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := g.process.Start(); err != nil {
		return nil, err
	}
	go g.listen(out, log)
	for from := 0; ; {
		line, err := g.await(ctx, &from)
		if err != nil {
			_ = g.process.Process.Kill()
			<-g.ended
			return nil, fmt.Errorf("the gate did not come up: %w\n%s", err, g.Log())
		}
		if _, after, ok := strings.Cut(line, "people sign in at "); ok {
			g.Front, _, _ = strings.Cut(after, ", ")
		}
		if _, after, ok := strings.Cut(line, "proxies ask at http://"); ok {
			g.Decide = strings.TrimSuffix(after, "/gate/check")
		}
		if _, after, ok := strings.Cut(line, "the live page are at http://"); ok {
			g.Admin = strings.TrimSuffix(after, "/")
			return g, nil // it is the last to be told
		}
	}
}

// listen keeps the lines that the process writes, until it ends.
func (g *Gate) listen(out io.Reader, log io.Writer) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if log != nil {
			fmt.Fprintln(log, lines.Text())
		}
		g.mu.Lock()
		g.lines = append(g.lines, lines.Text())
		close(g.more)
		g.more = make(chan struct{})
		g.mu.Unlock()
	}
	g.err = g.process.Wait()
	close(g.ended)
}

// await returns the line after so many.
func (g *Gate) await(ctx context.Context, from *int) (string, error) {
	for {
		g.mu.Lock()
		if *from < len(g.lines) {
			line := g.lines[*from]
			*from++
			g.mu.Unlock()
			return line, nil
		}
		more := g.more
		g.mu.Unlock()
		select {
		case <-more:
		case <-g.ended:
			g.mu.Lock()
			unread := *from < len(g.lines)
			g.mu.Unlock()
			if !unread {
				return "", fmt.Errorf("it ended: %w", errors.Join(errGone, g.err))
			}
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

var errGone = errors.New("the process is gone")

// Await waits until the gate has written a line that holds a text, and returns it.
func (g *Gate) Await(ctx context.Context, text string) (string, error) {
	for from := 0; ; {
		line, err := g.await(ctx, &from)
		if err != nil {
			return "", fmt.Errorf("waiting for %q: %w", text, err)
		}
		if strings.Contains(line, text) {
			return line, nil
		}
	}
}

// Log is all that it has written.
func (g *Gate) Log() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return strings.Join(g.lines, "\n")
}

// State is what the stand-ins look at of a gate's /live.json.
type State struct {
	At    time.Time `json:"at"`
	Clock struct {
		Now  time.Time `json:"now"`
		Rate float64   `json:"rate"`
	} `json:"clock"`
	Plan struct {
		Armed bool `json:"armed"`
		Hold  *struct {
			By string `json:"by"`
		} `json:"hold"`
		Open []struct {
			Name string `json:"name"`
		} `json:"open"`
	} `json:"plan"`
	Budget struct {
		Organisations []struct {
			Organisation string `json:"organisation"`
			Used         int    `json:"used"`
			Limit        int    `json:"limit"`
			Tripped      bool   `json:"tripped"`
		} `json:"organisations"`
	} `json:"budget"`
	SinceStart struct {
		Allowed  int `json:"allowed"`
		Warned   int `json:"warned"`
		Blocked  int `json:"blocked"`
		Weakened int `json:"weakened"`
	} `json:"sinceStart"`
	Events  map[string]int `json:"eventsSinceStart"`
	Stopped struct {
		Rows []struct {
			Kind    string `json:"kind"`
			Name    string `json:"name"`
			Blocked int    `json:"blocked"`
		} `json:"rows"`
	} `json:"stopped"`
}

// State asks the gate how it stands.
func (g *Gate) State(ctx context.Context) (*State, error) {
	body, err := g.get(ctx, "/live.json")
	if err != nil {
		return nil, err
	}
	s := &State{}
	return s, json.Unmarshal(body, s)
}

func (g *Gate) get(ctx context.Context, path string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+g.Admin+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, resp.Status)
	}
	return body, err
}

// Page is what the admin address answers at a path.
func (g *Gate) Page(ctx context.Context, path string) (string, error) {
	body, err := g.get(ctx, path)
	return string(body), err
}

// Signal sends the process a signal.
func (g *Gate) Signal(s os.Signal) error { return g.process.Process.Signal(s) }

// Stop asks the gate to end, and waits until it has. A gate that does not, or ends
// with an error, is an error.
func (g *Gate) Stop() error {
	if err := g.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return errors.Join(err, g.process.Process.Kill())
	}
	end := time.NewTimer(endWait)
	defer end.Stop()
	select {
	case <-g.ended:
		if g.err != nil {
			return fmt.Errorf("the gate ended badly: %w", g.err)
		}
		return nil
	case <-end.C:
		_ = g.process.Process.Kill()
		<-g.ended
		return fmt.Errorf("the gate did not end within %v of being asked to", endWait)
	}
}
