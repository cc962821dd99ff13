package predicate

import (
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
)

const maxDuration = 36525 * 24 * time.Hour

// TimeComparison is one comparison of instants: Left against Right.
type TimeComparison struct{ Left, Right Term }

// Term is one side of a comparison of instants: a base plus an offset.
type Term struct {
	Base   Base
	Slot   int         // of BaseFact
	Days   int         // of BaseInDays
	Point  civil.Point // of BaseDate
	Fixed  time.Time   // of BaseFixed
	Offset time.Duration
}

// Base is what an instant in a condition is measured from.
type Base int

// The bases of instants.
const (
	BaseFact   Base = iota // an attribute, such as card.expires
	BaseNow                // now
	BaseInDays             // in_days(n)
	BaseDate               // date("…"), whose instant depends on the zone
	BaseFixed              // timestamp("…")
)

// termOf reads an expression as base plus or minus durations.
func (l *linter) termOf(e ast.Expr) (Term, bool) {
	switch e.Kind() {
	case ast.IdentKind:
		return Term{Base: BaseNow}, e.AsIdent() == nowName
	case ast.SelectKind:
		a, ok := attributeOf(l.ast, e)
		if !ok || e.AsSelect().Operand().Kind() != ast.IdentKind {
			return Term{}, false
		}
		return Term{Base: BaseFact, Slot: a.Slot}, true
	case ast.CallKind:
		args := e.AsCall().Args()
		switch e.AsCall().FunctionName() {
		case fnInDays:
			n, ok := intLiteral(args[0])
			return Term{Base: BaseInDays, Days: n}, ok
		case fnDate:
			text, _ := textLiteral(args[0])
			p, err := civil.ParsePoint(text)
			return Term{Base: BaseDate, Point: p}, err == nil
		case overloads.TypeConvertTimestamp:
			text, _ := textLiteral(args[0])
			t, err := instantOf(text)
			return Term{Base: BaseFixed, Fixed: t}, err == nil
		case operators.Add, operators.Subtract:
			sign := time.Duration(1)
			if e.AsCall().FunctionName() == operators.Subtract {
				sign = -1
			}
			left, right := args[0], args[1]
			if sign > 0 && l.ast.GetType(left.ID()).Kind() == types.DurationKind {
				left, right = right, left
			}
			t, ok := l.termOf(left)
			d, ok2 := l.durationIn(right)
			t.Offset += sign * d
			return t, ok && ok2 && t.Offset <= maxDuration && t.Offset >= -maxDuration
		}
	}
	return Term{}, false
}

func (l *linter) durationIn(e ast.Expr) (time.Duration, bool) {
	if e.Kind() != ast.CallKind || l.ast.GetType(e.ID()).Kind() != types.DurationKind {
		return 0, false
	}
	args := e.AsCall().Args()
	switch e.AsCall().FunctionName() {
	case overloads.TypeConvertDuration:
		text, _ := textLiteral(args[0])
		d, err := durationOf(text)
		return d, err == nil && d <= maxDuration && d >= -maxDuration
	case operators.Add, operators.Subtract:
		a, ok := l.durationIn(args[0])
		b, ok2 := l.durationIn(args[1])
		if e.AsCall().FunctionName() == operators.Subtract {
			b = -b
		}
		return a + b, ok && ok2
	case operators.Negate:
		a, ok := l.durationIn(args[0])
		return -a, ok
	}
	return 0, false
}

func durationOf(text string) (time.Duration, error) {
	v := types.String(text).ConvertToType(types.DurationType)
	if d, ok := v.(types.Duration); ok {
		return d.Duration, nil
	}
	return 0, v.(*types.Err)
}

func instantOf(text string) (time.Time, error) {
	return time.ParseInLocation(time.RFC3339, text, time.UTC)
}

// Cuts calls visit with every instant at which the answer may change for these
// facts because time passes: never too few, sometimes more than needed.
func (p *Predicate) Cuts(f *Facts, visit func(time.Time)) {
	for _, c := range p.Footprint.Times {
		p.cutsOf(f, c.Left, c.Right, visit)
		p.cutsOf(f, c.Right, c.Left, visit)
	}
}

// cutsOf finds the instants at which the moving side passes the fixed one.
func (p *Predicate) cutsOf(f *Facts, moving, fixed Term, visit func(time.Time)) {
	var at time.Time
	switch fixed.Base {
	case BaseFact:
		t, ok := (Value{f.value(fixed.Slot)}).Instant()
		if !ok {
			return
		}
		at = t
	case BaseDate:
		at = fixed.Point.Start(p.zone)
	case BaseFixed:
		at = fixed.Fixed
	default:
		return
	}
	at = at.Add(fixed.Offset - moving.Offset)
	both := func(t time.Time) {
		visit(t)
		visit(t.Add(1)) // < changes at the instant, <= just after it
	}
	switch moving.Base {
	case BaseNow:
		both(at)
	case BaseInDays:
		day := p.zone.Civil(at).AddDays(-moving.Days)
		t, _ := p.zone.At(day)
		both(t)
		// Where clocks change within a day of it, the map from now to the same
		// civil time is not one to one: try its corners too.
		for _, base := range []time.Time{t, at} {
			for _, tr := range p.zone.Transitions(base.Add(-26*time.Hour), base.Add(26*time.Hour)) {
				shift := time.Duration(tr.OffsetAfter-tr.OffsetBefore) * time.Second
				both(t.Add(shift))
				both(t.Add(-shift))
				both(tr.At)
			}
		}
	}
}
