package predicate

import (
	"math/bits"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// MaxCombinations is how many combinations of possible values are judged where
// facts are known in part; with more the answer is unknown.
const MaxCombinations = 64

// Judge answers the condition for the facts, at the instant and by the
// catalogue of f.At. A fact known in part is tried with each of its possible
// values: all agree, or the answer is unknown. With every fact known nothing is
// allocated, unless the condition itself makes a list, a text or a large number.
func (p *Predicate) Judge(f *Facts) fact.Truth {
	if f.partial != 0 {
		if several := p.several(f); several != 0 {
			return f.agreement(several, func() fact.Truth { return truthOf(f.eval(p.program)) })
		}
	}
	if f.frame == nil {
		return truthOf(f.eval(p.program))
	}
	v, _, _ := p.program.Eval(f.frame) // as eval does, without another call on the busiest way
	return truthOf(v)
}

// several are the slots that the condition reads and that are known in part.
func (p *Predicate) several(f *Facts) uint64 { return f.partial & p.Footprint.Slots &^ f.stale }

// agreement is the answer on which all combinations of possible values agree.
func (f *Facts) agreement(slots uint64, judge func() fact.Truth) fact.Truth {
	answer := fact.Unknown
	first := true
	f.combine(slots, func() bool {
		t := judge()
		if first {
			answer, first = t, false
		} else if t != answer {
			answer = fact.Unknown
		}
		return answer != fact.Unknown
	})
	return answer
}

func truthOf(v ref.Val) fact.Truth {
	holds, ok := v.(types.Bool)
	switch {
	case !ok:
		return fact.Unknown // an Unknown, or a failure such as division by zero
	case bool(holds):
		return fact.True
	}
	return fact.False
}

// eval runs a program over the facts, in one frame for all of them.
func (f *Facts) eval(program cel.Program) ref.Val {
	if f.frame == nil {
		frame, err := interpreter.NewExecutionFrame(f)
		if err != nil {
			return types.WrapErr(err)
		}
		f.frame = frame
	}
	v, _, err := program.Eval(f.frame)
	if v == nil {
		return types.WrapErr(err)
	}
	return v
}

// combine sets each combination of the possible values of the slots in turn,
// until visit returns false, and puts the facts back. Too many combinations
// are not tried at all.
func (f *Facts) combine(slots uint64, visit func() bool) {
	total := 1
	for s := slots; s != 0; s &= s - 1 {
		if total *= len(f.several[bits.TrailingZeros64(s)]); total > MaxCombinations {
			return
		}
	}
	for n := range total {
		rest := n
		for s := slots; s != 0; s &= s - 1 {
			slot := bits.TrailingZeros64(s)
			f.slots[slot] = f.several[slot][rest%len(f.several[slot])]
			rest /= len(f.several[slot])
		}
		if !visit() {
			break
		}
	}
	for s := slots; s != 0; s &= s - 1 {
		slot := bits.TrailingZeros64(s)
		f.slots[slot] = f.several[slot][0]
	}
}
