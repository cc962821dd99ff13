package estates

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

// overGrowth is how much longer a device may take in a large estate than in a
// small one: one that fits the processor's caches reads its memory faster.
const overGrowth = 1.6

// Growth compares an estate with as many small ones as have its size together.
func Growth(l *Lab, small, large int) ratio.Pair {
	return ratio.Pair{
		Name: fmt.Sprintf("growth, an estate of %s devices and cards", count(large)),
		Prepare: func(p *ratio.Pair) error {
			one, err := l.checked(large)
			if err != nil {
				return err
			}
			other, err := l.checked(small)
			p.A = ratio.Side{Name: "one estate", Do: func() { one.check(io.Discard) }}
			p.B = ratio.Side{Name: fmt.Sprintf("%s of %s", count(large/small), count(small)), Do: func() {
				for range large / small {
					other.check(io.Discard)
				}
			}}
			return err
		},
		Limit: overGrowth, Rounds: 5, Items: large,
	}
}

// checked is an estate's files, and what they are judged by.
type checked struct {
	set   *notice.Set
	files []string
}

func (l *Lab) checked(devices int) (*checked, error) {
	dir, _, err := l.sample(devices, canonical)
	if err != nil {
		return nil, err
	}
	set, err := judged(dir)
	return &checked{set, exports(dir)}, err
}

// check does what lanyard check does, without starting it.
func (c *checked) check(w io.Writer) {
	e := imported(c.set, c.files...)
	answer, err := e.Check(asked, server.CheckOptions{
		Dormant: 90 * 24 * time.Hour, Signers: "prescriber", Images: "vdi-image", Made: asked,
	})
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	if err := answer.Write(&out, "table", 0); err != nil {
		panic(err)
	}
	if _, err := out.WriteTo(w); err != nil {
		panic(err)
	}
}

// imported reads exports, all of them.
func imported(set *notice.Set, files ...string) *server.Estate {
	in := server.Inputs{Set: set, At: asked}
	for _, f := range files {
		in.Files = append(in.Files, server.Input{Path: f})
	}
	e, skipped, err := server.Import(in)
	if err != nil || len(skipped) > 0 {
		panic(fmt.Sprintf("%v %v", skipped, err))
	}
	return e
}
