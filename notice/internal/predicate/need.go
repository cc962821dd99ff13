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
	switch value := value.(type) {
	case versionVal, types.Timestamp:
		above, below, than = "later", "earlier", "than "
	case tlsVal:
		v = value.number()
	}
	switch op {
	case operators.Equals:
		if _, isList := value.(traits.Lister); isList {
			v = "exactly " + cmp.Or(v, "none")
		}
		return need{required, v}
	case operators.NotEquals:
		return need{forbidden, v}
	case operators.GreaterEquals:
		return need{required, v + " or " + above}
	case operators.LessEquals:
		return need{required, v + " or " + below}
	case operators.Greater:
		return need{required, above + " " + than + v}
	case operators.Less:
		return need{required, below + " " + than + v}
	case operators.In:
		values := p.texts(value)
		switch {
		case len(values) == 0:
			return need{} // nothing is in an empty list
		case not && len(values) == 1:
			return need{forbidden, values[0]}
		case not:
			return need{noneOf, join(values, "and")}
		case len(values) > 2:
			return need{required, "one of " + join(values, "and")}
		}
		return need{required, join(values, "or")}
	case includes:
		if not {
			return need{forbidden, v}
		}
		return need{required, v}
	case overloads.StartsWith:
		return need{required, oneThat(not, "begins", "begin") + " with " + v}
	case overloads.EndsWith:
		return need{required, oneThat(not, "ends", "end") + " with " + v}
	case overloads.Contains:
		return need{required, oneThat(not, "contains", "contain") + " " + v}
	}
	return need{}
}

func oneThat(not bool, does, doNot string) string {
	if not {
		return "one that does not " + doNot
	}
	return "one that " + does
}

// installedNeed says what installed asks for.
func installedNeed(w want, c ast.CallExpr) need {
	_, within := installedArgs(c)
	switch {
	case len(c.Args()) < 3 && w == falsity:
		return need{excluded, ""}
	case len(c.Args()) < 3 || w == nothing:
		return need{}
	case w == falsity:
		return need{forbidden, within.Words()}
	}
	return need{required, within.Words()}
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
