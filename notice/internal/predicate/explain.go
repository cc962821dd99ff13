package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// Why tells which parts of the condition decided the answer for these facts:
// each with its values and, where the answer is not true, with what is required
// instead. Every answer that is false or unknown names a value of a fact that
// the condition reads, or a fact that is not known; a condition that reads none
// says so. The instant, catalogue and age are those of
// the last f.At.
func (p *Predicate) Why(f *Facts) []string {
	t := teller{p: p, facts: f}
	return t.why(truth)
}

// Evidence is Why without what is required instead: for an answer that is what
// it is and asks for nothing, such as that a requirement does not apply.
func (p *Predicate) Evidence(f *Facts) []string {
	t := teller{p: p, facts: f}
	return t.why(nothing)
}

// want is what a part of the condition should have been.
type want uint8

const (
	nothing want = iota // it is as it is
	truth
	falsity
)

func (w want) not() want {
	switch w {
	case truth:
		return falsity
	case falsity:
		return truth
	}
	return nothing
}

// teller walks the tree of a condition along the parts that decided.
type teller struct {
	p       *Predicate
	facts   *Facts
	scope   interpreter.Activation // the elements being walked; nil outside lists
	prefix  string                 // names these elements
	outer   string                 // the same without the innermost, where the reason names it itself
	reasons []reason
	named   bool // a fact was named
}

func (t *teller) why(w want) []string {
	root := t.p.explain()
	answer := t.judge(root)
	if answer == fact.True {
		w = nothing
	}
	t.tell(root, answer, w)
	t.reasons = distinct(t.reasons, 0)
	if !t.named && answer != fact.True {
		for _, v := range t.values(root.atom) {
			t.add(reason{head: v})
		}
	}
	out := make([]string, len(t.reasons))
	for i := range t.reasons {
		out[i] = t.reasons[i].String()
	}
	return out
}

// judge is Predicate.Judge for one part.
func (t *teller) judge(n *node) fact.Truth {
	several := t.p.several(t.facts)
	if several == 0 {
		return truthOf(t.eval(n.program))
	}
	return t.facts.agreement(several, func() fact.Truth { return truthOf(t.eval(n.program)) })
}

func (t *teller) eval(program cel.Program) ref.Val {
	switch {
	case program == nil:
		return types.NewErr("nothing to evaluate")
	case t.scope == nil:
		return t.facts.eval(program)
	}
	v, _, err := program.Eval(t.scope)
	if v == nil {
		return types.WrapErr(err)
	}
	return v
}

func (t *teller) tell(n *node, answer fact.Truth, w want) {
	before := len(t.reasons)
	switch n.kind {
	case notNode:
		t.tell(n.kids[0], answer.Not(), w.not())
	case andNode, orNode:
		// What decides a false && or a true || are the parts that are so; what
		// leaves it unknown are the unknown parts; else all parts count.
		for _, k := range n.kids {
			if t.judge(k) == answer {
				t.tell(k, answer, w)
			}
		}
		t.reasons = distinct(t.reasons, before)
		if n.kind == orNode && w == truth || n.kind == andNode && w == falsity {
			t.reasons = alternatives(t.reasons, before)
		}
	case choiceNode:
		t.tellChoice(n, answer, w)
	case allNode, existsNode:
		t.tellList(n, answer, w)
	default:
		t.tellAtom(n.atom, answer, w)
	}
	if len(t.reasons) == before && !n.quiet {
		// The parts disagree with the whole only where facts known in part
		// exclude each other: then the whole is the atom.
		t.plain(n.atom, answer)
	}
}

// tellChoice tells the branch that was taken; where that says nothing of facts,
// or where it is not known which was taken, the condition of the choice.
func (t *teller) tellChoice(n *node, answer fact.Truth, w want) {
	question, branch, other := n.kids[0], n.kids[1], n.kids[2]
	asked := t.judge(question)
	if asked == fact.False {
		branch, other = other, branch
	}
	switch {
	case asked == fact.Unknown && answer == fact.Unknown:
		t.tell(question, asked, nothing)
	case asked == fact.Unknown:
		// Known in part: whichever it is, the answer is the same.
		for _, k := range n.kids[1:] {
			if t.judge(k) == answer {
				t.tell(k, answer, w)
			}
		}
	case branch.kind != literalNode:
		t.tell(branch, answer, w)
	case w == nothing || other.kind == literalNode && other.atom.always == branch.atom.always:
		t.tell(question, asked, nothing)
	case asked == fact.True:
		t.tell(question, asked, falsity)
	default:
		t.tell(question, asked, truth)
	}
}
