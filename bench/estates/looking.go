package estates

import (
	"errors"
	"fmt"
	"os/exec"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// What is promised of a look at a device with every check, without a network.
const (
	lookWithin = 2 * time.Second
	lookPeak   = 40e6 // bytes
)

// Looking is the agent looking at the machine that the benchmarks run on, with every
// check and no host, beside the agent telling its version: what is more is the look.
// There may be no reader and no card; what a card takes is its own.
func Looking(lab *Lab) ratio.Pair {
	var peak int64
	return ratio.Pair{
		Name: "agent, a look at this machine / its start",
		Prepare: func(p *ratio.Pair) error {
			agent, err := lab.Agent()
			if err != nil {
				return err
			}
			p.A.Do = func() {
				held, err := runHeld(exec.Command(agent, "check", "--json", "-", "--hosts", "none"))
				// The exit code is what it found: 3, 4 or 5.
				if exit := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &exit) && exit.ExitCode() >= 3) {
					panic(fmt.Sprintf("%s check: %v", agent, err))
				}
				peak = max(peak, held)
			}
			p.B.Do = func() {
				if err := exec.Command(agent, "version").Run(); err != nil {
					panic(fmt.Sprintf("%s version: %v", agent, err))
				}
			}
			return nil
		},
		A: ratio.Side{Name: "check"}, B: ratio.Side{Name: "version"},
		Within: lookWithin, Rounds: 10,
		Peak: func() int64 { p := peak; peak = 0; return p }, PeakLimit: lookPeak,
	}
}
