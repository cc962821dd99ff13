package predicate

import (
	"fmt"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/parser"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// macros rewrites the functions that take literals while parsing, so that a
// wrong literal is reported where it stands. It has a macro for each name and
// number of arguments that the notice language knows (usage in usage.go).
func macros() []cel.Macro {
	return []cel.Macro{
		literalMacro("version", fnVersion, func(s string) error { _, err := fact.ParseVersion(s); return err }),
		literalMacro("tls", fnTLS, func(s string) error { _, err := fact.ParseTLS(s); return err }),
		literalMacro("date", fnDate, func(s string) error { _, err := civil.ParsePoint(s); return err }),
		productMacro("installed", fnInstalled, 1),
		productMacro("installed", fnInstalled, 2),
		productMacro("status", fnStatus, 1),
		cel.GlobalMacro("in_days", 1, inDays),
		cel.GlobalMacro(operators.Has, 1, presence),
		cel.ReceiverMacro(operators.All, 2, all),
		cel.ReceiverMacro(operators.Exists, 2, exists),
		cel.GlobalMacro(overloads.Size, 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			return sizeOf(eh, args[0]), nil
		}),
		cel.ReceiverMacro(overloads.Size, 0, func(eh parser.ExprHelper, target ast.Expr, _ []ast.Expr) (ast.Expr, *common.Error) {
			return sizeOf(eh, target), nil
		}),
	}
}

func literalMacro(name, inner string, check func(string) error) cel.Macro {
	return cel.GlobalMacro(name, 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		s, ok := textLiteral(args[0])
		if !ok {
			return nil, misuse(eh, args[0], name, name+" takes one literal text")
		}
		if err := check(s); err != nil {
			return nil, misuse(eh, args[0], name, problem(err))
		}
		return eh.NewCall(inner, args[0]), nil
	})
}

func productMacro(name, inner string, argCount int) cel.Macro {
	return cel.GlobalMacro(name, argCount, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		for _, a := range args {
			if _, ok := textLiteral(a); !ok {
				return nil, misuse(eh, a, name, name+" takes literal texts")
			}
		}
		if len(args) == 2 {
			text, _ := textLiteral(args[1])
			if _, err := fact.ParseRange(text); err != nil {
				return nil, misuse(eh, args[1], name, problem(err))
			}
		}
		return eh.NewCall(inner, append([]ast.Expr{newDevice(eh)}, args...)...), nil
	})
}

func newDevice(eh parser.ExprHelper) ast.Expr { return eh.NewIdent(Device.String()) }

func inDays(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	n, ok := intLiteral(args[0])
	if !ok || n < -maxDays || n > maxDays {
		return nil, misuse(eh, args[0], "in_days", fmt.Sprintf("in_days takes a whole number of days, at most %d", maxDays))
	}
	return eh.NewCall(fnInDays, eh.NewLiteral(types.Int(n))), nil
}

func presence(eh parser.ExprHelper, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	test, err := parser.MakeHas(eh, target, args)
	if err != nil {
		return nil, misuse(eh, args[0], operators.Has, "has takes one attribute")
	}
	return test, nil
}

// A list of applications may be incomplete. Then all is never true and exists
// never false: the tail that nobody listed decides otherwise.

func all(eh parser.ExprHelper, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	fold, err := parser.MakeAll(eh, target, args)
	if err != nil {
		return nil, misuse(eh, args[0], operators.All, "all takes a name for the element first")
	}
	if !namesApplications(target) {
		return fold, nil
	}
	return eh.NewCall(operators.LogicalAnd, fold, eh.NewCall(fnComplete, newDevice(eh))), nil
}

func exists(eh parser.ExprHelper, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	fold, err := parser.MakeExists(eh, target, args)
	if err != nil {
		return nil, misuse(eh, args[0], operators.Exists, "exists takes a name for the element first")
	}
	if !namesApplications(target) {
		return fold, nil
	}
	return eh.NewCall(operators.LogicalOr, fold,
		eh.NewCall(operators.LogicalNot, eh.NewCall(fnComplete, newDevice(eh)))), nil
}

// sizeOf makes the size of an incomplete list of applications unknown.
func sizeOf(eh parser.ExprHelper, list ast.Expr) ast.Expr {
	if namesApplications(list) && isTop(list.AsSelect().Operand()) {
		return eh.NewCall(fnCount, list.AsSelect().Operand())
	}
	return eh.NewCall(overloads.Size, list)
}

func namesApplications(e ast.Expr) bool {
	return e.Kind() == ast.SelectKind && !e.AsSelect().IsTestOnly() &&
		e.AsSelect().FieldName() == deviceApplications.Name
}

func textLiteral(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

func intLiteral(e ast.Expr) (int, bool) {
	if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == operators.Negate && len(e.AsCall().Args()) == 1 {
		n, ok := intLiteral(e.AsCall().Args()[0])
		return -n, ok
	}
	if e.Kind() != ast.LiteralKind {
		return 0, false
	}
	n, ok := e.AsLiteral().(types.Int)
	return int(n), ok
}
