package predicate

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// linter refuses what type-checks but means nothing, and gathers the footprint
// on the way.
type linter struct {
	ast    *ast.AST
	source string
	known  func(product string) bool
	faults []Fault
	Footprint
}

// role is what an expression stands in for its parent, which decides whether
// an object, a list of applications or an instant may stand there.
type role int

const (
	plain   role = iota
	operand      // left of a dot, or the hidden device of an inner call
	ranged       // a list that is walked, measured or indexed
	timed        // one side of a comparison of instants, or a term of it
)

func (l *linter) fault(e ast.Expr, mend, format string, args ...any) {
	l.faults = append(l.faults, Fault{Offset: l.offset(e), What: fmt.Sprintf(format, args...), Mend: mend})
}

func (l *linter) offset(e ast.Expr) int {
	r, ok := l.ast.SourceInfo().GetOffsetRange(e.ID())
	if !ok {
		return 0
	}
	return int(r.Start)
}

func (l *linter) visit(e ast.Expr, as role) {
	if !l.fits(e, as) {
		return
	}
	switch e.Kind() {
	case ast.IdentKind:
		if e.AsIdent() == nowName {
			l.Now = true
		}
	case ast.SelectKind:
		l.visitSelect(e)
	case ast.CallKind:
		l.visitCall(e, as)
	case ast.ListKind:
		for _, x := range e.AsList().Elements() {
			l.visit(x, plain)
		}
	case ast.MapKind, ast.StructKind:
		l.fault(e, "compare attributes with values", "an object or map cannot be written in a condition")
	case ast.ComprehensionKind:
		c := e.AsComprehension()
		if _, taken := ObjectNamed(c.IterVar()); taken || c.IterVar() == nowName {
			l.fault(e, "choose another name, such as a", "%s already names something else", c.IterVar())
		}
		l.visit(c.IterRange(), ranged)
		l.visit(bodyOf(c), plain)
	}
}

// fits refuses a value where its type has no meaning for a person.
func (l *linter) fits(e ast.Expr, as role) bool {
	t := l.ast.GetType(e.ID())
	switch {
	case isObject(t) && as != operand:
		l.fault(e, "name one of its attributes, such as "+exampleOf(t.TypeName()), "%s cannot be used as a whole", t.TypeName())
	case t.Kind() == types.ListKind && len(t.Parameters()) == 1 && isObject(t.Parameters()[0]) && as != ranged:
		l.fault(e, "use all or exists, such as device.applications.exists(a, a.id == \"…\")", "a list of applications cannot be used as a whole")
	case t.Kind() == types.TimestampKind && as != timed:
		l.fault(e, `write a comparison, such as card.certificate_expires > in_days(90)`, "a time can only be compared with date(), timestamp(), in_days() or now")
	case t.Kind() == types.ListKind && as == plain && len(t.Parameters()) == 1 && t.Parameters()[0].Kind() == types.TimestampKind:
		l.fault(e, "compare with each time, joined by ||", "times cannot stand in a list")
	default:
		return true
	}
	return false
}

func isObject(t *types.Type) bool {
	if t.Kind() != types.StructKind {
		return false
	}
	_, ok := ObjectNamed(t.TypeName())
	return ok
}

func exampleOf(object string) string {
	for _, a := range attributes {
		if a.Object == object && !a.Identity {
			return a.Path()
		}
	}
	return object + ".…"
}

func (l *linter) visitSelect(e ast.Expr) {
	s := e.AsSelect()
	if s.Operand().Kind() == ast.MapKind || s.Operand().Kind() == ast.StructKind {
		l.visit(s.Operand(), plain)
		return
	}
	l.visit(s.Operand(), operand)
	a, ok := attributeOf(l.ast, e)
	if !ok {
		return
	}
	if a.Identity && !s.IsTestOnly() {
		l.fault(e, "name single subjects in an exemption instead", "%s cannot be compared", a.Path())
	}
	l.reads(a)
}

func (l *linter) reads(a *fact.Attribute) {
	l.Slots |= 1 << a.Slot
	if a.Slot == clientStatus.Slot {
		// Where it is not given it comes from these two and the catalogue.
		l.Slots |= 1<<clientProduct.Slot | 1<<clientVersion.Slot
		l.Catalogue = true
	}
}

// attributeOf returns the attribute that a selection names.
func attributeOf(a *ast.AST, e ast.Expr) (*fact.Attribute, bool) {
	if e.Kind() != ast.SelectKind {
		return nil, false
	}
	t := a.GetType(e.AsSelect().Operand().ID())
	if t.Kind() != types.StructKind {
		return nil, false
	}
	o, ok := ObjectNamed(t.TypeName())
	if !ok {
		return nil, false
	}
	return AttributeOf(o, e.AsSelect().FieldName())
}

func (l *linter) visitCall(e ast.Expr, as role) {
	c := e.AsCall()
	args := operands(c)
	switch c.FunctionName() {
	case fnVersion, fnTLS, fnDate:
		return
	case fnInDays:
		l.Now = true
		return
	case fnInstalled, fnStatus:
		product, _ := textLiteral(args[1])
		if !l.known(product) {
			l.fault(args[1], "add it to the catalogue, or use a product that is there", "there is no product %q in the catalogue", product)
		}
		if !slices.Contains(l.Products, product) {
			l.Products = append(l.Products, product)
		}
		l.Catalogue = l.Catalogue || c.FunctionName() == fnStatus
		return
	case fnComplete:
		l.reads(&deviceApplications)
		return
	case overloads.TypeConvertTimestamp, overloads.TypeConvertDuration:
		l.visitLiteralTime(e)
		return
	case overloads.Size:
		l.visit(args[0], ranged)
		return
	case operators.Index:
		l.visit(args[0], ranged)
		l.visit(args[1], plain)
		return
	}
	if l.isComparison(c) {
		l.visitComparison(e, args)
		return
	}
	for _, a := range args {
		if as == timed && l.ast.GetType(a.ID()).Kind() == types.TimestampKind {
			l.visit(a, timed)
		} else {
			l.visit(a, plain)
		}
	}
}

// operands returns the arguments of a call, the receiver first.
func operands(c ast.CallExpr) []ast.Expr {
	if c.IsMemberFunction() {
		return append([]ast.Expr{c.Target()}, c.Args()...)
	}
	return c.Args()
}

var comparisons = []string{
	operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals,
	operators.Greater, operators.GreaterEquals, operators.In,
	overloads.StartsWith, overloads.EndsWith, overloads.Contains,
}

func (l *linter) isComparison(c ast.CallExpr) bool {
	return slices.Contains(comparisons, c.FunctionName())
}

func (l *linter) visitComparison(e ast.Expr, args []ast.Expr) {
	left, right := l.factsIn(args[0]), l.factsIn(args[1])
	if len(left) > 0 && len(right) > 0 {
		l.fault(e, "compare each with a value of its own", "two facts are compared with each other: %s and %s", left[0], right[0])
		return
	}
	l.Comparisons++
	isTime := l.ast.GetType(args[0].ID()).Kind() == types.TimestampKind &&
		l.ast.GetType(args[1].ID()).Kind() == types.TimestampKind
	if !isTime || e.AsCall().FunctionName() == operators.In {
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
		l.fault(e, "write it as one time plus or minus duration(…)", "this comparison of times is not a plain sum")
		return
	}
	l.Times = append(l.Times, TimeComparison{a, b})
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
			if n := x.AsCall().FunctionName(); n == fnInstalled || n == fnStatus {
				product, _ := textLiteral(x.AsCall().Args()[1])
				out = append(out, fmt.Sprintf("%s(%q)", strings.TrimPrefix(n, "@"), product))
			}
		case ast.IdentKind:
			// The elements of a list of texts are facts too.
			if t := l.ast.GetType(x.ID()); t.Kind() == types.StringKind && !strings.HasPrefix(x.AsIdent(), "@") {
				out = append(out, x.AsIdent())
			}
		}
	}))
	return out
}

func (l *linter) visitLiteralTime(e ast.Expr) {
	c := e.AsCall()
	text, ok := textLiteral(c.Args()[0])
	if !ok {
		l.fault(c.Args()[0], `write duration("36h") or timestamp("2025-06-30T00:00:00Z")`, "%s takes one literal text", c.FunctionName())
		return
	}
	if c.FunctionName() == overloads.TypeConvertDuration {
		d, err := durationOf(text)
		if err != nil || d > maxDuration || d < -maxDuration {
			l.fault(c.Args()[0], `write a duration of at most a century, such as duration("36h")`, "%q is not a duration", text)
		}
		return
	}
	t, err := instantOf(text)
	if err != nil || t.Year() < civil.MinYear || t.Year() > civil.MaxYear {
		l.fault(c.Args()[0], `write timestamp("2025-06-30T00:00:00Z")`, "%q is not an instant between the years %d and %d", text, civil.MinYear, civil.MaxYear)
	}
}

// bodyOf returns the condition that all or exists asks of each element.
func bodyOf(c ast.ComprehensionExpr) ast.Expr {
	args := c.LoopStep().AsCall().Args()
	return args[len(args)-1]
}
