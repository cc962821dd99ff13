package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Bare returns a function that runs the programs of conditions over the facts,
// one after the other in one frame, and counts those that hold. It is the floor
// under judging: no possible values, no ages, nothing done with the answers.
// The question must have been asked with f.At.
func Bare(f *Facts, conditions []*Predicate) (run func() int) {
	programs := make([]cel.Program, len(conditions))
	for i, p := range conditions {
		programs[i] = p.program
		f.eval(p.program) // so that the frame is there
	}
	frame := f.frame
	return func() int {
		hold := 0
		for _, p := range programs {
			if v, _, _ := p.Eval(frame); v == types.True {
				hold++
			}
		}
		return hold
	}
}
