package predicate

import (
	"cel.dev/cel-go/common/ast"

	"github.com/lanyard-id/lanyard/fact"
)

// MaxCost bounds the work of one condition, in steps: one per operator, and the
// body of all or exists as often as its list can be long. The bound is counted
// when a notice is checked, so that judging needs none at run time. A
// million steps are some tens of milliseconds.
const MaxCost = 1_000_000

// cost counts the steps of an expression at the most.
func cost(a *ast.AST, e ast.Expr) int {
	n := 1
	add := func(xs ...ast.Expr) {
		for _, x := range xs {
			if n <= MaxCost {
				n += cost(a, x)
			}
		}
	}
	switch e.Kind() {
	case ast.SelectKind:
		add(e.AsSelect().Operand())
	case ast.CallKind:
		add(operands(e.AsCall())...)
		if e.AsCall().FunctionName() == "@in" {
			n += length(a, e.AsCall().Args()[1])
		}
	case ast.ListKind:
		add(e.AsList().Elements()...)
	case ast.ComprehensionKind:
		c := e.AsComprehension()
		add(c.IterRange())
		body := cost(a, bodyOf(c)) + 2
		if times := length(a, c.IterRange()); body > (MaxCost-n)/max(times, 1) {
			n = MaxCost + 1
		} else {
			n += times * body
		}
	}
	return n
}

// length is how long a list can be.
func length(a *ast.AST, e ast.Expr) int {
	if e.Kind() == ast.ListKind {
		return len(e.AsList().Elements())
	}
	if e.Kind() == ast.CallKind {
		n := 0
		for _, x := range operands(e.AsCall()) {
			n += length(a, x)
		}
		return n
	}
	if at, ok := attributeOf(a, e); ok && at.Type == fact.TypeApplicationList {
		return MaxApplications
	}
	return MaxListed
}
