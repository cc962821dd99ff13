package predicate

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// node is a part of a condition that has a truth of its own: a connective, a
// walk over a list, or an atom. The tree is made when first asked for, since
// most conditions are never explained.
type node struct {
	kind    nodeKind
	expr    ast.Expr
	program cel.Program
	kids    []*node

	list    cel.Program // of a walk: the list it walks
	element string      // of a walk: the name of the element
}

type nodeKind int

const (
	atomNode nodeKind = iota
	andNode
	orNode
	notNode
	choiceNode // condition ? one : other
	allNode
	existsNode
)

func (p *Predicate) buildTree() *node { return p.nodeOf(p.ast.Expr()) }

func (p *Predicate) nodeOf(e ast.Expr) *node {
	n := &node{kind: atomNode, expr: e}
	n.program, _ = p.part(e) // of a part of what was planned already
	switch e.Kind() {
	case ast.CallKind:
		args := e.AsCall().Args()
		switch e.AsCall().FunctionName() {
		case operators.LogicalAnd:
			n.kind = andNode
		case operators.LogicalOr:
			n.kind = orNode
		case operators.LogicalNot:
			n.kind = notNode
		case operators.Conditional:
			n.kind = choiceNode
		default:
			return n
		}
		for _, a := range args {
			n.kids = append(n.kids, p.nodeOf(a))
		}
	case ast.ComprehensionKind:
		c := e.AsComprehension()
		n.kind = allNode
		if c.LoopStep().AsCall().FunctionName() == operators.LogicalOr {
			n.kind = existsNode
		}
		n.element = c.IterVar()
		n.list, _ = p.part(c.IterRange())
		n.kids = []*node{p.nodeOf(bodyOf(c))}
	}
	return n
}

// Why tells which atoms decided the answer for these facts, each in words with
// its values. subject is the object that the requirement is over: its own
// attributes are named without it. The instant, catalogue and age are those of
// the last f.At.
func (p *Predicate) Why(f *Facts, subject Object) []string {
	t := &teller{p: p, facts: f, subject: subject}
	root := p.explain()
	t.tell(root, t.judge(root))
	// "status is lost" says nothing beside "status is lost, active is required".
	return slices.DeleteFunc(t.reasons, func(short string) bool {
		return slices.ContainsFunc(t.reasons, func(long string) bool { return strings.HasPrefix(long, short+",") })
	})
}

// teller walks the tree along the parts that decided.
type teller struct {
	p       *Predicate
	facts   *Facts
	subject Object
	scope   interpreter.Activation // the elements being walked; nil outside lists
	prefix  string                 // names the element
	reasons []string
}

func (t *teller) add(reason string) {
	if t.prefix != "" {
		reason = t.prefix + ": " + reason
	}
	if !slices.Contains(t.reasons, reason) {
		t.reasons = append(t.reasons, reason)
	}
}

func (t *teller) eval(program cel.Program) ref.Val {
	if t.scope == nil {
		return t.facts.eval(program)
	}
	v, _, err := program.Eval(t.scope)
	if v == nil {
		return types.WrapErr(err)
	}
	return v
}

// judge is Predicate.Judge for one part.
func (t *teller) judge(n *node) fact.Truth {
	if n.program == nil {
		return fact.Unknown
	}
	several := t.facts.partial & t.p.Footprint.Slots &^ t.facts.stale
	if several == 0 {
		return truthOf(t.eval(n.program))
	}
	answers := [3]bool{}
	tried := false
	t.facts.combine(several, func() bool {
		answers[truthOf(t.eval(n.program))] = true
		tried = true
		return true
	})
	switch {
	case tried && !answers[fact.False] && !answers[fact.Unknown]:
		return fact.True
	case tried && !answers[fact.True] && !answers[fact.Unknown]:
		return fact.False
	}
	return fact.Unknown
}

func (t *teller) tell(n *node, answer fact.Truth) {
	before := len(t.reasons)
	switch n.kind {
	case notNode:
		t.tell(n.kids[0], answer.Not())
	case andNode, orNode:
		// What decides a false && or a true || are the parts that are so; what
		// leaves it unknown are the unknown parts; else all parts count.
		for _, k := range n.kids {
			if t.judge(k) == answer {
				t.tell(k, answer)
			}
		}
	case choiceNode:
		if c := t.judge(n.kids[0]); c == fact.Unknown {
			t.tell(n.kids[0], c)
		} else {
			branch := n.kids[1]
			if c == fact.False {
				branch = n.kids[2]
			}
			if branch.expr.Kind() != ast.LiteralKind {
				t.tell(branch, answer)
			} else {
				t.tell(n.kids[0], c)
			}
		}
	case allNode, existsNode:
		t.tellList(n, answer)
	default:
		t.add(t.atom(n.expr, answer))
	}
	if len(t.reasons) == before {
		// The parts disagree with the whole only where facts known in part
		// exclude each other: then the whole is the atom.
		t.add(t.plain(n.expr, answer))
	}
}

// tellList names the elements that decided, or the whole list where all did.
func (t *teller) tellList(n *node, answer fact.Truth) {
	if n.list == nil {
		return
	}
	list, ok := t.eval(n.list).(traits.Lister)
	if !ok {
		t.add(t.plain(n.expr, answer))
		return
	}
	size, _ := list.Size().(types.Int)
	if size == 0 {
		t.add(t.plain(n.expr, answer))
		return
	}
	decisive := answer
	if (n.kind == allNode) == (answer == fact.True) && answer != fact.Unknown {
		// Every element took part: all were true, or none existed.
		t.add(t.plain(n.expr, answer))
		return
	}
	scope, prefix := t.scope, t.prefix
	var parent interpreter.Activation = t.facts
	if scope != nil {
		parent = scope
	}
	for i := range int(size) {
		element := list.Get(types.Int(i))
		t.scope = &elementScope{parent, n.element, element}
		t.prefix = prefixed(prefix, nameOf(element, i))
		if t.judge(n.kids[0]) == decisive {
			t.tell(n.kids[0], decisive)
		}
	}
	t.scope, t.prefix = scope, prefix
}

func prefixed(outer, inner string) string {
	if outer == "" {
		return inner
	}
	return outer + ", " + inner
}

// elementScope adds the element of a list to the facts.
type elementScope struct {
	parent interpreter.Activation
	name   string
	value  ref.Val
}

func (s *elementScope) ResolveName(name string) (any, bool) {
	if name == s.name {
		return s.value, true
	}
	return s.parent.ResolveName(name)
}

func (s *elementScope) Parent() interpreter.Activation { return s.parent }
