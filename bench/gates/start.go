package gates

import (
	"fmt"
	"os"
	"regexp"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// starts are the rows of how long a gate takes until it answers: with many notices
// beside one, and with an estate beside the bare reading of its files.
func (t *Testbed) starts(s Sizes) []ratio.Pair {
	number := 0
	began := func(args ...string) time.Duration {
		number++
		name := fmt.Sprintf("start-%d", number)
		p, err := t.gateWith(name, args...)
		if err != nil {
			panic(err)
		}
		p.stop()
		return p.took
	}
	return []ratio.Pair{
		{
			Name: fmt.Sprintf("gate, starting with %d notices", s.Notices), Within: time.Second, Rounds: 5,
			A: ratio.Side{Name: fmt.Sprint(s.Notices)}, B: ratio.Side{Name: "1"},
			Run: func(rounds int) (a, b []time.Duration) {
				many, err := t.manyNotices(s.Notices)
				if err != nil {
					panic(err)
				}
				one, err := t.notice()
				if err != nil {
					panic(err)
				}
				for range rounds {
					a, b = append(a, began(many...)), append(b, began("--notice", one))
				}
				return a, b
			},
		},
		{
			Name: fmt.Sprintf("gate, starting with %d devices", s.Devices), Within: 10 * time.Second, Rounds: 3,
			A: ratio.Side{Name: "gate"}, B: ratio.Side{Name: "encoding/csv"},
			Run: func(rounds int) (a, b []time.Duration) {
				files, read, err := t.lab.Exports(s.Devices)
				if err != nil {
					panic(err)
				}
				one, err := t.notice()
				if err != nil {
					panic(err)
				}
				args := []string{"--notice", one}
				for _, f := range files {
					args = append(args, "--estate", f)
				}
				for range rounds {
					a = append(a, began(args...))
					before := time.Now()
					read()
					b = append(b, time.Since(before))
				}
				return a, b
			},
		},
	}
}

// ids are those of notices and their requirements, which no two may have alike.
var ids = regexp.MustCompile(`(?m)^(notice|  - id): (\S+)$`)

// manyNotices are the arguments that name notices which differ in their ids.
func (t *Testbed) manyNotices(n int) (args []string, err error) {
	one, err := t.notice()
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(one)
	if err != nil {
		return nil, err
	}
	for i := range n {
		text := ids.ReplaceAll(src, fmt.Appendf(nil, "$1: $2-%d", i))
		path := t.path(fmt.Sprintf("notice-%d.yaml", i))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return nil, err
		}
		args = append(args, "--notice", path)
	}
	return args, nil
}
