package asked

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// AtIntervals is the action of a step whose block holds only inside windows.
const AtIntervals = "block-at-intervals"

// steps are the phases of a requirement that have not ended, each once, with the
// first window of a block at intervals that has not.
func steps(n *notice.Notice, q *notice.Requirement, at time.Time) []wire.Step {
	var out []wire.Step
	var phase *notice.Phase // of the stretch that the standing before belongs to
	var begun time.Time     // when that stretch began: a phase can come back after another
	fresh := false          // the stretch has no step yet
	standings := n.Standings(q)
	for i, s := range standings {
		if s.Phase != phase || i == 0 {
			closeStep(out, s.From)
			phase, begun, fresh = s.Phase, s.From, s.Phase != nil
		}
		if i+1 < len(standings) && !standings[i+1].From.After(at) || phase == nil {
			continue
		}
		if fresh {
			fresh = false
			step := wire.Step{From: begun.UTC(), Action: phase.Action.String()}
			if phase.During != "" && phase.Action == notice.Block {
				step.Action = AtIntervals
			}
			out = append(out, step)
		}
		last := &out[len(out)-1]
		if s.Window != nil && last.Next == nil && s.Window.End.After(at) {
			last.Next = &wire.Span{From: s.Window.Start.UTC(), Until: s.Window.End.UTC()}
		}
	}
	return out
}

// closeStep says when the last step ends.
func closeStep(steps []wire.Step, at time.Time) {
	if len(steps) > 0 && steps[len(steps)-1].Until == nil {
		until := at.UTC()
		steps[len(steps)-1].Until = &until
	}
}
