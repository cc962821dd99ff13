package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// plan makes a program of the condition, or of a part of it for explain.go.
func (p *Predicate) plan(e ast.Expr) (cel.Program, error) {
	part := ast.NewCheckedAST(ast.NewAST(e, p.ast.SourceInfo()), p.ast.TypeMap(), p.ast.ReferenceMap())
	return environment().PlanProgram(part, cel.CustomDecoratorV2(p.bind), cel.EvalOptions(cel.OptOptimize))
}

// part is plan for a part that is explained again and again.
func (p *Predicate) part(e ast.Expr) (cel.Program, error) {
	if known, ok := p.parts.Load(e.ID()); ok {
		return known.(cel.Program), nil
	}
	program, err := p.plan(e)
	if err == nil {
		p.parts.Store(e.ID(), program)
	}
	return program, err
}

// bind folds literals into constants, and lets the inner functions read the
// facts directly: a bound function of CEL would see only its arguments.
func (p *Predicate) bind(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	call, ok := i.(interpreter.InterpretableCall)
	if !ok {
		return i, nil
	}
	constant := func(v ref.Val) (interpreter.InterpretableV2, error) {
		return interpreter.NewConstValue(call.ID(), v).(interpreter.InterpretableV2), nil
	}
	text := func(n int) string {
		if c, ok := call.Args()[n].(interpreter.InterpretableConst); ok {
			if s, ok := c.Value().(types.String); ok {
				return string(s)
			}
		}
		return ""
	}
	// The literals below were read once already, in macros.go and lint.go, so
	// that an error here could only be ours.
	switch call.Function() {
	case fnVersion:
		v, err := fact.ParseVersion(text(0))
		if err != nil {
			return nil, err
		}
		return constant(versionVal{v})
	case fnTLS:
		v, err := fact.ParseTLS(text(0))
		if err != nil {
			return nil, err
		}
		return constant(tlsVal(v))
	case fnDate:
		d, err := civil.ParsePoint(text(0))
		if err != nil {
			return nil, err
		}
		at := d.Start(p.zone)
		return constant(types.Timestamp{Time: at})
	case overloads.TypeConvertTimestamp:
		at, err := instantOf(text(0))
		if err != nil {
			return nil, err
		}
		return constant(types.Timestamp{Time: at})
	case fnInDays:
		days, _ := call.Args()[0].(interpreter.InterpretableConst)
		n, _ := days.Value().(types.Int)
		return &factCall{call.ID(), func(f *Facts) ref.Val {
			at, _ := p.zone.At(p.zone.Civil(f.now).AddDays(int(n)))
			return types.Timestamp{Time: at}
		}}, nil
	case fnInstalled:
		product := text(1)
		if len(call.Args()) == 2 {
			return &factCall{call.ID(), func(f *Facts) ref.Val { return truthVal(f.cell(product).Installed()) }}, nil
		}
		r, err := fact.ParseRange(text(2))
		if err != nil {
			return nil, err
		}
		return &factCall{call.ID(), func(f *Facts) ref.Val { return truthVal(f.cell(product).Any(r)) }}, nil
	case fnStatus:
		product := text(1)
		return &factCall{call.ID(), func(f *Facts) ref.Val {
			if s := f.statusOf(product); s != nil {
				return s
			}
			return unknowns[softwareSlot]
		}}, nil
	case fnComplete:
		return &factCall{call.ID(), func(f *Facts) ref.Val {
			if f.complete {
				return types.True
			}
			return unknowns[deviceApplications.Slot]
		}}, nil
	}
	return i, nil
}

func truthVal(t fact.Truth) ref.Val {
	switch t {
	case fact.True:
		return types.True
	case fact.False:
		return types.False
	}
	return unknowns[softwareSlot]
}

// factCall is an inner function that reads the facts of the frame.
type factCall struct {
	id   int64
	read func(*Facts) ref.Val
}

func (c *factCall) ID() int64 { return c.id }

func (c *factCall) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	if v, ok := frame.ResolveName(Device.String()); ok {
		if device, ok := v.(*view); ok {
			return c.read(device.facts)
		}
	}
	return types.NewErr("the facts are out of reach")
}

func (c *factCall) Eval(a interpreter.Activation) ref.Val {
	return interpreter.EvalActivation(a, c.Exec)
}
