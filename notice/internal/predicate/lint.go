package predicate

import (
	"fmt"
	"slices"

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
	source source
	known  func(product string) bool
	// elements tells of which facts the names of elements stand for one.
	elements map[string][]string
	faults   []Fault
	times    map[int64]timeComparison
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
	l.faults = append(l.faults, Fault{Offset: l.source.place(l.offset(e)), What: fmt.Sprintf(format, args...), Mend: mend})
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
		l.Now = l.Now || isNow(e)
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
		l.visitWalk(e)
	}
}

// visitWalk visits all and exists.
func (l *linter) visitWalk(e ast.Expr) {
	c := e.AsComprehension()
	name := c.IterVar()
	if _, taken := ObjectNamed(name); taken || name == nowName {
		l.fault(e, "choose another name, such as a", "%s already names something else", name)
	}
	l.visit(c.IterRange(), ranged)
	outer, shadows := l.elements[name]
	l.elements[name] = l.factsIn(c.IterRange())
	l.visit(bodyOf(c), plain)
	if delete(l.elements, name); shadows {
		l.elements[name] = outer
	}
}

// bodyOf returns the condition that all or exists asks of each element.
func bodyOf(c ast.ComprehensionExpr) ast.Expr {
	args := c.LoopStep().AsCall().Args()
	return args[len(args)-1]
}

func isNow(e ast.Expr) bool {
	return e.Kind() == ast.IdentKind && (e.AsIdent() == nowName || e.AsIdent() == "."+nowName)
}

// fits refuses a value where its type has no meaning for a person.
func (l *linter) fits(e ast.Expr, as role) bool {
	t := l.ast.GetType(e.ID())
	var of *types.Type // of a list: the type of its elements
	if t.Kind() == types.ListKind && len(t.Parameters()) == 1 {
		of = t.Parameters()[0]
	}
	isEmpty := e.Kind() == ast.ListKind && e.AsList().Size() == 0
	switch {
	case isObject(t) && as != operand:
		l.fault(e, "name one of its attributes, such as "+exampleOf(t.TypeName()), "%s cannot be used as a whole", t.TypeName())
	case of != nil && isObject(of) && as != ranged:
		l.fault(e, `use all or exists, such as device.applications.exists(a, a.id == "epr")`, "a list of applications cannot be used as a whole")
	case t.Kind() == types.TimestampKind && as != timed:
		l.fault(e, "write a comparison, such as card.certificate_expires > in_days(90)", "a time can only be compared with date(), timestamp(), in_days() or now")
	case of != nil && of.Kind() == types.TimestampKind:
		l.fault(e, "compare with each time, joined by ||", "times cannot stand in a list")
	case of != nil && of.Kind() == types.ListKind:
		l.fault(e, "use one list, or compare with each, joined by ||", "a list cannot stand in a list")
	case t.Kind() == types.DynKind || of != nil && of.Kind() == types.DynKind && !isEmpty:
		l.fault(e, "write its elements", "nothing is known of what would stand in this list")
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

// exampleOf names an attribute of an object that a condition can compare.
func exampleOf(object string) string {
	for _, a := range attributes {
		if a.Object == object && !a.Identity {
			return a.Path()
		}
	}
	return object
}

func (l *linter) visitSelect(e ast.Expr) {
	s := e.AsSelect()
	l.visit(s.Operand(), operand)
	a, ok := attributeOf(l.ast, e)
	if !ok {
		return
	}
	if a.Identity && !s.IsTestOnly() {
		l.fault(e, "name single subjects in an exemption instead", "%s cannot be compared", a.Path())
	}
	if isTop(s.Operand()) {
		l.reads(a)
	} else {
		l.Elements |= 1 << a.Slot
	}
}

func (l *linter) reads(a *fact.Attribute) {
	l.Slots |= 1 << a.Slot
	if a.Slot == clientStatus.Slot {
		// Where it is not given it comes from these two and the catalogue.
		l.Slots |= 1<<clientProduct.Slot | 1<<clientVersion.Slot
		l.Catalogue = true
	}
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
		l.visitProduct(c)
		return
	case fnComplete, fnCount:
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
	if slices.Contains(comparisons, c.FunctionName()) {
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

func (l *linter) visitProduct(c ast.CallExpr) {
	product, _ := textLiteral(c.Args()[1])
	if l.known != nil && !l.known(product) {
		l.fault(c.Args()[1], "add it to the catalogue, or use a product that is there", "there is no product %q in the catalogue", shorten(product))
	}
	if !slices.Contains(l.Products, product) {
		l.Products = append(l.Products, product)
	}
	l.Catalogue = l.Catalogue || c.FunctionName() == fnStatus
}

// visitLiteralTime reads the text of timestamp() or duration().
func (l *linter) visitLiteralTime(e ast.Expr) {
	c := e.AsCall()
	text, ok := textLiteral(c.Args()[0])
	switch {
	case !ok:
		l.fault(c.Args()[0], "write "+usage[c.FunctionName()], "%s takes one literal text", c.FunctionName())
	case c.FunctionName() == overloads.TypeConvertDuration:
		if _, err := durationOf(text); err != nil {
			l.fault(c.Args()[0], `write hours, minutes or seconds, such as duration("36h"), or in_days(90)`, "%q is %v", shorten(text), err)
		}
	default:
		if _, err := instantOf(text); err != nil {
			l.fault(c.Args()[0], `write timestamp("2025-06-30T00:00:00Z"), or date("2025-06-30") in the zone of the notice`,
				"%q is not an instant between the years %d and %d", shorten(text), civil.MinYear, civil.MaxYear)
		}
	}
}
