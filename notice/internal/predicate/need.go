package predicate

import (
	"cmp"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

var negated = map[string]string{
	operators.Equals: operators.NotEquals, operators.NotEquals: operators.Equals,
	operators.Less: operators.GreaterEquals, operators.GreaterEquals: operators.Less,
	operators.Greater: operators.LessEquals, operators.LessEquals: operators.Greater,
}

// needOf says what an operator asks of the fact on its left, in words by the
// type of the value on its right.
func (p *Predicate) needOf(op string, value ref.Val, w want) need {
	not := w == falsity
	if opposite, ok := negated[op]; ok && not {
		op, not = opposite, false
	}
	v := p.text(value)
	above, below, than := "above", "below", ""
	switch value.(type) {
	case versionVal, types.Timestamp:
		above, below, than = "later", "earlier", "than "
	case tlsVal:
		if op == operators.Greater || op == operators.Less {
			above, below = "a version above", "a version below"
		}
	}
	switch op {
	case operators.Equals:
		if _, isList := value.(traits.Lister); isList {
			v = "exactly " + cmp.Or(v, "none")
		}
		return need{required, be, v}
	case operators.NotEquals:
		return need{forbidden, be, v}
	case operators.GreaterEquals:
		return need{required, be, v + " or " + above}
	case operators.LessEquals:
		return need{required, be, v + " or " + below}
	case operators.Greater:
		return need{required, be, above + " " + than + v}
	case operators.Less:
		return need{required, be, below + " " + than + v}
	case operators.In:
		values := p.texts(value)
		switch {
		case len(values) == 0:
			return need{} // nothing is in an empty list
		case not:
			return need{forbidden, be, join(values, "or")}
		case len(values) > 2:
			return need{required, be, "one of " + join(values, "and")}
		}
		return need{required, be, join(values, "or")}
	case includes:
		return need{requires(not), include, v}
	case overloads.StartsWith:
		return need{requires(not), beginWith, v}
	case overloads.EndsWith:
		return need{requires(not), endWith, v}
	case overloads.Contains:
		return need{requires(not), contain, v}
	}
	return need{}
}

func requires(not bool) needKind {
	if not {
		return forbidden
	}
	return required
}

// installedNeed says what installed asks for.
func installedNeed(w want, c ast.CallExpr) need {
	_, within := installedArgs(c)
	text := ""
	if len(c.Args()) >= 3 {
		text = within.Words()
	}
	switch w {
	case truth:
		return need{required, be, text}
	case falsity:
		return need{forbidden, be, text}
	}
	return need{}
}

// texts are the elements of a list in words.
func (p *Predicate) texts(v ref.Val) []string {
	list, ok := v.(traits.Lister)
	if !ok {
		return []string{p.text(v)}
	}
	var out []string
	for i := range size(list) {
		element := list.Get(types.Int(i))
		if tls, ok := element.(tlsVal); ok && i > 0 {
			out = append(out, tls.number())
			continue
		}
		out = append(out, p.text(element))
	}
	return out
}
