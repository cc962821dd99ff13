package predicate

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/lanyard-id/lanyard/fact"
)

// factRead is one fact that a part of a condition reads, for telling its value
// or that it is missing.
type factRead struct {
	attr    *fact.Attribute // nil of what is called
	program cel.Program     // reads it where it is not the sign-in's own
	test    bool            // has(): it may be missing without harm
	call    string          // fnInstalled, fnStatus, fnComplete or now
	product string
	within  fact.Range
	needs   need // of installed
}

// readsIn lists the facts below an expression, in the order of writing.
func (p *Predicate) readsIn(e ast.Expr) []factRead {
	var out []factRead
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.IdentKind:
			if isNow(x) {
				out = append(out, factRead{call: nowName})
			}
		case ast.SelectKind:
			a, ok := attributeOf(p.ast, x)
			if !ok {
				return
			}
			r := factRead{attr: a, test: x.AsSelect().IsTestOnly()}
			if !isTop(x.AsSelect().Operand()) && !r.test {
				r.program = p.part(x)
			}
			out = append(out, r)
		case ast.CallKind:
			c := x.AsCall()
			switch name := c.FunctionName(); name {
			case fnInstalled:
				product, within := installedArgs(c)
				out = append(out, factRead{call: name, product: product, within: within, needs: installedNeed(truth, c)})
			case fnStatus:
				product, _ := textLiteral(c.Args()[1])
				out = append(out, factRead{call: name, product: product})
			case fnComplete:
				out = append(out, factRead{call: name})
			case fnInDays:
				out = append(out, factRead{call: nowName})
			case fnCount:
				out = append(out, factRead{attr: &deviceApplications}, factRead{call: fnComplete})
			}
		}
	}))
	return out
}

// value reads an attribute where it stands: nil where it is missing, false
// where it is an attribute of an element that is not being walked.
func (t *teller) value(attr *fact.Attribute, program cel.Program) (v ref.Val, inScope bool) {
	if program == nil {
		return t.facts.value(attr.Slot), true
	}
	switch v := t.eval(program).(type) {
	case *types.Unknown:
		return nil, true
	case *types.Err:
		return nil, false
	default:
		return v, true
	}
}

// missingIn says of the facts that a part reads which are not known.
func (t *teller) missingIn(a *atom) bool {
	before := len(t.reasons)
	for i := range a.reads {
		r := &a.reads[i]
		var words string
		switch r.call {
		case fnInstalled:
			if t.facts.cell(r.product).Any(r.within) == fact.Unknown {
				t.add(t.installed(r.product, r.within, r.needs))
			}
			continue
		case fnStatus:
			if t.facts.statusOf(r.product) == nil {
				words = t.noStatus(r.product)
			}
		case fnComplete:
			if !t.facts.applicationsComplete {
				words = t.completeness()
			}
		case nowName:
		default:
			if v, inScope := t.value(r.attr, r.program); v == nil && inScope && !r.test {
				words = t.missing(r.attr)
			}
		}
		if words != "" {
			t.add(reason{head: words})
		}
	}
	return len(t.reasons) > before
}

// values tells the values of the facts that a part reads.
func (t *teller) values(a *atom) []string {
	var out []string
	say := func(words string) {
		for _, w := range out {
			if w == words {
				return
			}
		}
		out = append(out, words)
	}
	for i := range a.reads {
		r := &a.reads[i]
		switch r.call {
		case fnInstalled:
			say(t.installed(r.product, r.within, need{}).head)
		case fnStatus:
			say(t.statusIs(r.product))
		case fnComplete:
			if !t.facts.applicationsComplete {
				say(t.completeness())
			}
		case nowName:
			say("it is " + t.p.instant(t.facts.now))
		default:
			if v, inScope := t.value(r.attr, r.program); inScope {
				say(t.attributeIs(r.attr, v, r.program == nil))
			}
		}
	}
	t.named = t.named || len(out) > 0
	return out
}
