package predicate

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// A read is a part of a condition that is answered from the facts directly,
// without the machinery by which CEL resolves names: an attribute, an inner
// function, a comparison of instants. It does not allocate.
type read func(*Facts) ref.Val

// readOf returns the read that answers an expression; nil where it is for CEL
// to evaluate.
func (p *Predicate) readOf(e ast.Expr) read {
	switch e.Kind() {
	case ast.SelectKind:
		a, ok := attributeOf(p.ast, e)
		if !ok || !isTop(e.AsSelect().Operand()) {
			return nil
		}
		slot := a.Slot
		if e.AsSelect().IsTestOnly() {
			return func(f *Facts) ref.Val { return types.Bool(f.value(slot) != nil) }
		}
		return func(f *Facts) ref.Val { return orUnknown(f.value(slot), slot) }
	case ast.CallKind:
		if c, ok := p.times[e.ID()]; ok {
			return timeRead(c, p.zone)
		}
		return readOfCall(e.AsCall())
	}
	return nil
}

// isTop reports whether an expression is an object of the sign-in, and not an
// element of a list: lint.go lets no element take the name of an object. CEL
// has a leading dot for "not an element" too.
func isTop(e ast.Expr) bool {
	if e.Kind() != ast.IdentKind {
		return false
	}
	_, ok := ObjectNamed(strings.TrimPrefix(e.AsIdent(), "."))
	return ok
}

func readOfCall(c ast.CallExpr) read {
	switch c.FunctionName() {
	case fnInstalled:
		product, within := installedArgs(c)
		return func(f *Facts) ref.Val { return truthVal(f.cell(product).Any(within)) }
	case fnStatus:
		product, _ := textLiteral(c.Args()[1])
		return func(f *Facts) ref.Val { return orUnknown(f.statusOf(product), softwareSlot) }
	case fnComplete:
		return func(f *Facts) ref.Val {
			if f.applicationsComplete {
				return types.True
			}
			return unknowns[deviceApplications.Slot]
		}
	case fnCount:
		return func(f *Facts) ref.Val {
			list, ok := f.value(deviceApplications.Slot).(traits.Lister)
			if !ok || !f.applicationsComplete {
				return unknowns[deviceApplications.Slot]
			}
			return list.Size()
		}
	}
	return nil
}

// installedArgs reads the arguments of installed; without a range it is the
// one into which every version fits.
func installedArgs(c ast.CallExpr) (product string, within fact.Range) {
	product, _ = textLiteral(c.Args()[1])
	if len(c.Args()) > 2 {
		text, _ := textLiteral(c.Args()[2])
		within, _ = fact.ParseRange(text) // macros.go has read it before
	}
	return product, within
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

// timeRead compares two instants by the terms that cuts.go derives the instants
// of change from: one arithmetic for both.
func timeRead(c timeComparison, zone *civil.Zone) read {
	return func(f *Facts) ref.Val {
		left, ok := c.Left.at(f, zone)
		if !ok {
			return unknowns[c.Left.Slot]
		}
		right, ok := c.Right.at(f, zone)
		if !ok {
			return unknowns[c.Right.Slot]
		}
		return types.Bool(c.holds(left.Compare(right)))
	}
}

// constantOf returns the value of an inner function or conversion of a literal,
// which macros.go and lint.go have read before; nil of anything else.
func (p *Predicate) constantOf(e ast.Expr) ref.Val {
	if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 1 {
		return nil
	}
	text, _ := textLiteral(e.AsCall().Args()[0])
	switch e.AsCall().FunctionName() {
	case fnVersion:
		if v, err := fact.ParseVersion(text); err == nil {
			return versionVal{v}
		}
	case fnTLS:
		if v, err := fact.ParseTLS(text); err == nil {
			return tlsVal(v)
		}
	case fnDate:
		if d, err := civil.ParsePoint(text); err == nil {
			return types.Timestamp{Time: d.Start(p.zone)}
		}
	case overloads.TypeConvertTimestamp:
		if at, err := instantOf(text); err == nil {
			return types.Timestamp{Time: at}
		}
	}
	return nil
}

// readCall is a read as a node of a program.
type readCall struct {
	id   int64
	read read
}

func (c *readCall) ID() int64 { return c.id }

func (c *readCall) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	if f, ok := frame.Scope().(*Facts); ok {
		return c.read(f)
	}
	// Inside all and exists the facts are behind the elements.
	if v, ok := frame.ResolveName(factsName); ok {
		if f, ok := v.(*Facts); ok {
			return c.read(f)
		}
	}
	return types.NewErr("the facts are out of reach")
}

func (c *readCall) Eval(a interpreter.Activation) ref.Val {
	return interpreter.EvalActivation(a, c.Exec)
}

// factsName is the name under which the facts find themselves.
const factsName = "@facts"

// Facts is the outermost activation of a program.
var _ interpreter.Activation = (*Facts)(nil)

// ResolveName returns the facts themselves. Every other name that a condition
// can use is answered by a read, or is an element of a list.
func (f *Facts) ResolveName(name string) (any, bool) { return f, name == factsName }

// Parent returns nil: there is nothing behind the facts.
func (f *Facts) Parent() interpreter.Activation { return nil }
