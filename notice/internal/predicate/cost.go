package predicate

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// MaxCost bounds the work of one condition, in steps: one per operator, one per
// element of a list that an operator looks through, and the body of all or
// exists as often as its list can be long. It is counted when a notice is
// checked, so that judging needs no limit. A million steps are some tens of
// milliseconds.
const MaxCost = 1_000_000

// cost counts the steps of an expression at the most; above MaxCost it is not
// exact.
func cost(a *ast.AST, e ast.Expr) int {
	if e.Kind() == ast.IdentKind || e.Kind() == ast.LiteralKind {
		return 0
	}
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
		args := operands(e.AsCall())
		add(args...)
		for _, x := range args {
			n += length(a, x)
		}
	case ast.ListKind:
		add(e.AsList().Elements()...)
	case ast.ComprehensionKind:
		c := e.AsComprehension()
		add(c.IterRange())
		body := cost(a, bodyOf(c)) + 2 // whether to go on, and the answer so far
		if times := length(a, c.IterRange()); body > (MaxCost-n)/max(times, 1) {
			n = MaxCost + 1
		} else {
			n += times * body
		}
	}
	return n
}

// length is how long a list can be; of what is no list, 0.
func length(a *ast.AST, e ast.Expr) int {
	if a.GetType(e.ID()).Kind() != types.ListKind {
		return 0
	}
	switch e.Kind() {
	case ast.ListKind:
		return e.AsList().Size()
	case ast.CallKind:
		args := e.AsCall().Args()
		if e.AsCall().FunctionName() == operators.Conditional {
			return max(length(a, args[1]), length(a, args[2]))
		}
		n := 0 // lists are only added
		for _, x := range args {
			n += length(a, x)
		}
		return n
	}
	if at, ok := attributeOf(a, e); ok && at.Type == fact.TypeApplicationList {
		return MaxApplications
	}
	return MaxListed
}
