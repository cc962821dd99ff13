package predicate

import (
	"errors"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
)

// maxDays and maxDuration bound in_days and duration: a century either way
// keeps sums within what instants can hold, for every instant that a notice can
// be asked about.
const (
	maxDays     = 36525
	maxDuration = maxDays * 24 * time.Hour
)

// TimeComparison is one comparison of instants: Left against Right.
type TimeComparison struct{ Left, Right Term }

// timeComparison is how it is written: op stands between the two.
type timeComparison struct {
	TimeComparison
	op string
}

// holds answers the comparison by how left compares with right.
func (c *timeComparison) holds(order int) bool {
	switch c.op {
	case operators.Equals:
		return order == 0
	case operators.NotEquals:
		return order != 0
	case operators.Less:
		return order < 0
	case operators.LessEquals:
		return order <= 0
	case operators.Greater:
		return order > 0
	}
	return order >= 0
}

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

// moves reports whether the term changes as time passes.
func (t *Term) moves() bool { return t.Base == BaseNow || t.Base == BaseInDays }

// isKnownLater reports whether what the term stands for is known only when it is
// judged.
func (t *Term) isKnownLater() bool { return t.Base == BaseFact || t.moves() }

// at returns the instant that a term stands for; false where its fact is
// missing.
func (t *Term) at(f *Facts, zone *civil.Zone) (time.Time, bool) {
	if t.Base != BaseFact {
		return t.when(f.now, zone), true
	}
	v, ok := f.value(t.Slot).(types.Timestamp)
	if !ok {
		return time.Time{}, false
	}
	return v.Time.Add(t.Offset), true
}

// when returns the instant that a term without a fact stands for.
func (t *Term) when(now time.Time, zone *civil.Zone) time.Time {
	var base time.Time
	switch t.Base {
	case BaseNow:
		base = now
	case BaseInDays:
		base, _ = zone.At(zone.Civil(now).AddDays(t.Days))
	case BaseDate:
		base = t.Point.Start(zone)
	case BaseFixed:
		base = t.Fixed
	}
	return base.Add(t.Offset)
}

// termOf reads an expression as base plus or minus durations.
func (l *linter) termOf(e ast.Expr) (Term, bool) {
	switch e.Kind() {
	case ast.IdentKind:
		return Term{Base: BaseNow}, isNow(e)
	case ast.SelectKind:
		a, ok := attributeOf(l.ast, e)
		if !ok || !isTop(e.AsSelect().Operand()) {
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
			return t, ok && ok2 && inCentury(t.Offset)
		}
	}
	return Term{}, false
}

// durationIn adds up what a term is moved by. Every partial sum is bounded, so
// that none overflows.
func (l *linter) durationIn(e ast.Expr) (time.Duration, bool) {
	if e.Kind() != ast.CallKind || l.ast.GetType(e.ID()).Kind() != types.DurationKind {
		return 0, false
	}
	args := e.AsCall().Args()
	switch e.AsCall().FunctionName() {
	case overloads.TypeConvertDuration:
		text, _ := textLiteral(args[0])
		d, err := durationOf(text)
		return d, err == nil
	case operators.Add, operators.Subtract:
		a, ok := l.durationIn(args[0])
		b, ok2 := l.durationIn(args[1])
		if e.AsCall().FunctionName() == operators.Subtract {
			b = -b
		}
		return a + b, ok && ok2 && inCentury(a+b)
	case operators.Negate:
		a, ok := l.durationIn(args[0])
		return -a, ok
	}
	return 0, false
}

func inCentury(d time.Duration) bool { return -maxDuration <= d && d <= maxDuration }

var errDuration = errors.New("not a length of time of at most a century")

func durationOf(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || !inCentury(d) {
		return 0, errDuration
	}
	return d, nil
}

var errInstant = errors.New("not an instant")

func instantOf(text string) (time.Time, error) {
	t, err := time.ParseInLocation(time.RFC3339, text, time.UTC)
	if err != nil || t.Year() < civil.MinYear || t.Year() > civil.MaxYear {
		return time.Time{}, errInstant
	}
	return t.UTC(), nil
}
