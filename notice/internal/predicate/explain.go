package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// Why tells which parts of the condition decided the answer for these facts:
// each with its values and, where the answer is not true, with what is required
// instead. Every answer that is false or unknown names a value of a fact that
// the condition reads, or a fact that is not known; a condition that reads none
// says so. subject is the object that the requirement is over: its own
// attributes are named without it. The instant, catalogue and age are those of
// the last f.At.
func (p *Predicate) Why(f *Facts, subject Object) []string {
	t := teller{p: p, facts: f, subject: subject}
	return t.why(truth)
}

// Evidence is Why without what is required instead: for an answer that is what
// it is and asks for nothing, such as that a requirement does not apply.
func (p *Predicate) Evidence(f *Facts, subject Object) []string {
	t := teller{p: p, facts: f, subject: subject}
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
	subject Object
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

// node is a part of a condition that has a truth of its own: a connective, a
// walk over a list, or an atom. The tree is made when first asked for, since
// most conditions are never explained.
type node struct {
	kind    nodeKind
	program cel.Program
	kids    []*node
	atom    *atom // what there is to say of the part as a whole
	quiet   bool  // a list being complete goes without saying

	// Of a walk:
	list    cel.Program     // the list it walks
	attr    *fact.Attribute // the same, where it is an attribute
	own     bool            // and one of the sign-in's own
	reads   []factRead      // the facts in that list
	element string          // the name of the element
	needs   need            // what exists asks for, where it can be said
}

type nodeKind int

const (
	atomNode nodeKind = iota
	literalNode
	andNode
	orNode
	notNode
	choiceNode // question ? one : other
	allNode
	existsNode
)

func (p *Predicate) buildTree() *node { return p.nodeOf(p.ast.Expr(), nil) }

// nodeOf makes the tree of an expression. lists tells which attribute the name
// of an element walks.
func (p *Predicate) nodeOf(e ast.Expr, lists map[string]*fact.Attribute) *node {
	n := &node{kind: atomNode, program: p.part(e), atom: p.atomOf(e, lists)}
	n.quiet = n.atom.kind == completeAtom
	switch e.Kind() {
	case ast.LiteralKind:
		n.kind = literalNode
	case ast.CallKind:
		p.connect(n, e.AsCall(), lists)
		if _, written := p.ast.SourceInfo().GetMacroCall(e.ID()); written {
			for _, k := range n.kids { // which nobody wrote, see all and exists in macros.go
				k.atom.source = n.atom.source
			}
		}
	case ast.ComprehensionKind:
		p.walk(n, e.AsComprehension(), lists)
	}
	return n
}

func (p *Predicate) connect(n *node, c ast.CallExpr, lists map[string]*fact.Attribute) {
	kids := c.Args()
	switch c.FunctionName() {
	case operators.LogicalAnd:
		n.kind = andNode
	case operators.LogicalOr:
		n.kind = orNode
	case operators.LogicalNot:
		n.kind = notNode
	case operators.Conditional:
		n.kind = choiceNode
	case operators.Equals, operators.NotEquals:
		// A condition compared with true or false is that condition or not.
		condition, holds, ok := comparedWithTruth(kids)
		if !ok {
			return
		}
		n.kind = andNode
		if holds != (c.FunctionName() == operators.Equals) {
			n.kind = notNode
		}
		kids = []ast.Expr{condition}
	default:
		return
	}
	for _, k := range kids {
		n.kids = append(n.kids, p.nodeOf(k, lists))
	}
	n.quiet = n.kind == notNode && n.kids[0].quiet
}

func comparedWithTruth(args []ast.Expr) (condition ast.Expr, holds, ok bool) {
	for i, a := range args {
		if a.Kind() == ast.LiteralKind {
			if b, isBool := a.AsLiteral().(types.Bool); isBool {
				return args[1-i], bool(b), true
			}
		}
	}
	return nil, false, false
}

// part plans a part of the condition; nil could only be where the whole cannot
// be planned.
func (p *Predicate) part(e ast.Expr) cel.Program {
	program, _ := p.plan(e)
	return program
}
