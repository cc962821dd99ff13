package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// plan makes a program of the condition, or of a part of it for explain.go.
func (p *Predicate) plan(e ast.Expr) (cel.Program, error) {
	reads, constants := map[int64]read{}, map[int64]ref.Val{}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		if v := p.constantOf(x); v != nil {
			constants[x.ID()] = v
		} else if r := p.readOf(x); r != nil {
			reads[x.ID()] = r
		}
	}))
	// What CEL would look up by name or convert anew each time is replaced
	// while planning; once, for the planner may wrap what it got in a node with
	// the same id.
	replace := func(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
		id := i.ID()
		if r, ok := reads[id]; ok {
			delete(reads, id)
			return &readCall{id, r}, nil
		}
		if v, ok := constants[id]; ok {
			delete(constants, id)
			return interpreter.NewConstValue(id, v), nil
		}
		return i, nil
	}
	part := ast.NewCheckedAST(ast.NewAST(e, p.ast.SourceInfo()), p.ast.TypeMap(), p.ast.ReferenceMap())
	return environment().PlanProgram(part, cel.CustomDecoratorV2(replace), cel.EvalOptions(cel.OptOptimize))
}
