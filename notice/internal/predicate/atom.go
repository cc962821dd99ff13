package predicate

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/parser"

	"github.com/lanyard-id/lanyard/fact"
)

// atom is what can be said of a part of a condition without taking it apart.
// Whatever does not depend on the facts is worked out once.
type atom struct {
	kind    atomKind
	source  string // as an author would write it
	program cel.Program
	reads   []factRead

	always  bool // of a literal
	isWhole bool // it is the whole condition
	subject subject
	needs   [3]need     // of a comparison with a constant, by want
	op      string      // of any other comparison, with the fact on its left
	value   ref.Val     // that constant; nil of any other
	other   cel.Program // what the fact is compared with
	time    timeComparison
}

type atomKind int

const (
	plainAtom   atomKind = iota // nothing better than the condition as written, and the values in it
	literalAtom                 // true, false
	hasAtom
	installedAtom
	completeAtom   // the list of applications is complete
	comparisonAtom // one fact and one value
	timeAtom
)

// subject is the one fact of which an atom speaks.
type subject struct {
	kind    subjectKind
	attr    *fact.Attribute // of isAttribute and isSize; of isElement the list it stands in, nil if that is no attribute
	program cel.Program     // reads it where it is not the sign-in's own
	product string          // of isStatus and installed
	within  fact.Range      // of installed
}

type subjectKind int

const (
	isAttribute subjectKind = iota
	isSize                  // the number of elements of a list
	isStatus                // status("product")
	isElement               // an element of a list of texts or numbers
)

// atomOf makes the atom of an expression. lists tells which attribute the name
// of an element walks.
func (p *Predicate) atomOf(e ast.Expr, lists map[string]*fact.Attribute) *atom {
	a := &atom{
		source:  p.sourceOf(e),
		program: p.part(e),
		reads:   p.readsIn(e),
		isWhole: e.ID() == p.ast.Expr().ID(),
	}
	switch e.Kind() {
	case ast.LiteralKind:
		a.kind = literalAtom
		a.always, _ = e.AsLiteral().Value().(bool)
	case ast.SelectKind:
		if s, ok := p.subjectOf(e, lists); ok && e.AsSelect().IsTestOnly() {
			a.kind, a.subject = hasAtom, s
		}
	case ast.CallKind:
		c := e.AsCall()
		if compared, ok := p.times[e.ID()]; ok {
			a.time = compared
			if compared.Left.isKnownLater() || compared.Right.isKnownLater() {
				a.kind = timeAtom
			}
			return a
		}
		switch c.FunctionName() {
		case fnInstalled:
			a.kind = installedAtom
			a.subject.product, a.subject.within = installedArgs(c)
			for _, w := range []want{truth, falsity} {
				a.needs[w] = installedNeed(w, c)
			}
		case fnComplete:
			a.kind = completeAtom
		default:
			p.compare(a, c, lists)
		}
	}
	return a
}

var mirrored = map[string]string{
	operators.Equals: operators.Equals, operators.NotEquals: operators.NotEquals,
	operators.Less: operators.Greater, operators.Greater: operators.Less,
	operators.LessEquals: operators.GreaterEquals, operators.GreaterEquals: operators.LessEquals,
	operators.In: includes,
}

// includes is the operator in, seen from the list.
const includes = "includes"

// compare makes a comparisonAtom of a comparison of one fact with a value. What
// is not of that shape stays as it is.
func (p *Predicate) compare(a *atom, c ast.CallExpr, lists map[string]*fact.Attribute) {
	op := c.FunctionName()
	args := operands(c)
	if !slices.Contains(comparisons, op) || len(args) != 2 {
		return
	}
	s, ok := p.subjectOf(args[0], lists)
	other := args[1]
	// An element may be compared with a fact: then it is the fact that matters.
	if right, also := p.subjectOf(args[1], lists); also && (!ok || s.kind == isElement) {
		if op, ok = mirrored[op]; !ok {
			return
		}
		s, other = right, args[0]
	} else if !ok {
		return
	}
	a.kind, a.subject, a.op, a.other = comparisonAtom, s, op, p.part(other)
	if value := constant(a.other, other); value != nil {
		a.other, a.value = nil, value
		for _, w := range []want{truth, falsity} {
			a.needs[w] = p.needOf(op, value, w)
		}
	}
}

// constant evaluates what depends on no fact and no element; nil otherwise.
func constant(program cel.Program, e ast.Expr) ref.Val {
	fixed := true
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		fixed = fixed && x.Kind() != ast.IdentKind
	}))
	if !fixed || program == nil {
		return nil
	}
	v, _, err := program.Eval(cel.NoVars())
	if err != nil {
		return nil
	}
	return v
}

// subjectOf returns the fact that an expression is.
func (p *Predicate) subjectOf(e ast.Expr, lists map[string]*fact.Attribute) (subject, bool) {
	switch e.Kind() {
	case ast.SelectKind:
		a, ok := attributeOf(p.ast, e)
		s := subject{kind: isAttribute, attr: a}
		if ok && !isTop(e.AsSelect().Operand()) {
			s.program = p.part(e)
		}
		return s, ok
	case ast.IdentKind:
		_, object := ObjectNamed(strings.TrimPrefix(e.AsIdent(), "."))
		return subject{kind: isElement, attr: lists[e.AsIdent()], program: p.part(e)}, !object && !isNow(e)
	case ast.CallKind:
		c := e.AsCall()
		switch c.FunctionName() {
		case fnStatus:
			product, _ := textLiteral(c.Args()[1])
			return subject{kind: isStatus, product: product}, true
		case fnCount:
			return subject{kind: isSize, attr: &deviceApplications, program: p.part(e)}, true
		case overloads.Size:
			a, ok := attributeOf(p.ast, operands(c)[0])
			return subject{kind: isSize, attr: a, program: p.part(e)}, ok && a.Type == fact.TypeTextList
		}
	}
	return subject{}, false
}

// sourceOf is an expression as an author would write it.
func (p *Predicate) sourceOf(e ast.Expr) string {
	s, err := parser.Unparse(e, p.ast.SourceInfo())
	if err != nil {
		s = p.Source
	}
	const most = 160 // or a reason is longer than the notice
	return "“" + shortenTo(most, strings.Join(strings.Fields(s), " ")) + "”"
}
