package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

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
