package predicate

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
)

// comparisons are the functions that set one value against another.
var comparisons = []string{
	operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals,
	operators.Greater, operators.GreaterEquals, operators.In,
	overloads.StartsWith, overloads.EndsWith, overloads.Contains,
}

// visitComparison refuses to compare two facts: an answer must follow from the
// value of each fact alone, so that subjects with the same values can be judged
// as one, and that the instants at which it changes are known.
func (l *linter) visitComparison(e ast.Expr, args []ast.Expr) {
	left, right := l.factsIn(args[0]), l.factsIn(args[1])
	if len(left) > 0 && len(right) > 0 {
		mend := "compare each with a value of its own"
		if l.ast.GetType(args[0].ID()).Kind() == types.BoolKind {
			mend = "join conditions with && and ||"
		}
		l.fault(e, mend, "two facts are compared with each other: %s and %s", left[0], right[0])
		return
	}
	l.Comparisons++
	isTime := l.ast.GetType(args[0].ID()).Kind() == types.TimestampKind &&
		l.ast.GetType(args[1].ID()).Kind() == types.TimestampKind
	if !isTime {
		l.visit(args[0], plain)
		l.visit(args[1], plain)
		return
	}
	before := len(l.faults)
	l.visit(args[0], timed)
	l.visit(args[1], timed)
	if len(l.faults) > before {
		return
	}
	a, okA := l.termOf(args[0])
	b, okB := l.termOf(args[1])
	if !okA || !okB {
		l.fault(e, `write one time plus or minus duration("…"), of a century at most`, "this comparison of times is not a plain sum")
		return
	}
	l.Times = append(l.Times, TimeComparison{a, b})
	l.times[e.ID()] = timeComparison{TimeComparison{a, b}, e.AsCall().FunctionName()}
}

// factsIn names the facts below an expression, without has().
func (l *linter) factsIn(e ast.Expr) []string {
	var out []string
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.SelectKind:
			if a, ok := attributeOf(l.ast, x); ok && !x.AsSelect().IsTestOnly() {
				out = append(out, a.Path())
			}
		case ast.CallKind:
			switch n := x.AsCall().FunctionName(); n {
			case fnInstalled, fnStatus:
				product, _ := textLiteral(x.AsCall().Args()[1])
				out = append(out, fmt.Sprintf("%s(%q)", strings.TrimPrefix(n, "@"), product))
			case fnCount:
				out = append(out, deviceApplications.Path())
			}
		case ast.IdentKind:
			out = append(out, l.elements[x.AsIdent()]...)
		}
	}))
	return out
}
