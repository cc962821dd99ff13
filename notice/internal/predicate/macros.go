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
// wrong literal is reported where it stands.
func macros() []cel.Macro {
	literal := func(name, inner, example string, check func(string) error) cel.Macro {
		return cel.GlobalMacro(name, 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			s, ok := textLiteral(args[0])
			if !ok {
				return nil, eh.NewError(args[0].ID(), fmt.Sprintf("%s takes one literal text; write %s", name, example))
			}
			if err := check(s); err != nil {
				return nil, eh.NewError(args[0].ID(), fmt.Sprintf("%v; write %s", err, example))
			}
			return eh.NewCall(inner, args[0]), nil
		})
	}
	device := func(eh parser.ExprHelper) ast.Expr { return eh.NewIdent(Device.String()) }
	product := func(name, inner, example string, argCount int) cel.Macro {
		return cel.GlobalMacro(name, argCount, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			for _, a := range args {
				if _, ok := textLiteral(a); !ok {
					return nil, eh.NewError(a.ID(), fmt.Sprintf("%s takes literal texts; write %s", name, example))
				}
			}
			if len(args) == 2 {
				text, _ := textLiteral(args[1])
				if _, err := fact.ParseRange(text); err != nil {
					return nil, eh.NewError(args[1].ID(), fmt.Sprintf("%v; write %s", err, example))
				}
			}
			return eh.NewCall(inner, append([]ast.Expr{device(eh)}, args...)...), nil
		})
	}
	return []cel.Macro{
		cel.GlobalMacro(operators.Has, 1, parser.MakeHas),
		literal("version", fnVersion, `version("2.4.5.0")`, func(s string) error { _, err := fact.ParseVersion(s); return err }),
		literal("tls", fnTLS, `tls("1.2")`, func(s string) error { _, err := fact.ParseTLS(s); return err }),
		literal("date", fnDate, `date("2025-06-30")`, func(s string) error { _, err := civil.ParsePoint(s); return err }),
		cel.GlobalMacro("in_days", 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			n, ok := intLiteral(args[0])
			if !ok || n < -maxDays || n > maxDays {
				return nil, eh.NewError(args[0].ID(), fmt.Sprintf("in_days takes a whole number of days, at most %d; write in_days(90)", maxDays))
			}
			return eh.NewCall(fnInDays, eh.NewLiteral(types.Int(n))), nil
		}),
		product("installed", fnInstalled, `installed("product") or installed("product", ">=1.4")`, 1),
		product("installed", fnInstalled, `installed("product") or installed("product", ">=1.4")`, 2),
		product("status", fnStatus, `status("product")`, 1),

		// A list of applications may be incomplete. Then all is never true and
		// exists never false: the tail that nobody listed decides otherwise.
		cel.ReceiverMacro(operators.All, 2, func(eh parser.ExprHelper, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			fold, err := parser.MakeAll(eh, target, args)
			if err != nil || !namesApplications(target) {
				return fold, err
			}
			return eh.NewCall(operators.LogicalAnd, fold, eh.NewCall(fnComplete, device(eh))), nil
		}),
		cel.ReceiverMacro(operators.Exists, 2, func(eh parser.ExprHelper, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			fold, err := parser.MakeExists(eh, target, args)
			if err != nil || !namesApplications(target) {
				return fold, err
			}
			return eh.NewCall(operators.LogicalOr, fold,
				eh.NewCall(operators.LogicalNot, eh.NewCall(fnComplete, device(eh)))), nil
		}),
		cel.GlobalMacro(overloads.Size, 1, func(eh parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
			return sizeOf(eh, args[0], eh.NewCall(overloads.Size, args[0])), nil
		}),
		cel.ReceiverMacro(overloads.Size, 0, func(eh parser.ExprHelper, target ast.Expr, _ []ast.Expr) (ast.Expr, *common.Error) {
			return sizeOf(eh, target, eh.NewCall(overloads.Size, target)), nil
		}),
	}
}

// maxDays bounds in_days: a century either way stays within civil's years for
// every instant that a notice can be asked about.
const maxDays = 36525

// sizeOf makes the size of an incomplete list of applications unknown.
func sizeOf(eh parser.ExprHelper, list, size ast.Expr) ast.Expr {
	if !namesApplications(list) {
		return size
	}
	return eh.NewCall(operators.Conditional,
		eh.NewCall(fnComplete, eh.NewIdent(Device.String())), size, eh.NewLiteral(types.IntZero))
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
