package predicate

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// typeErrors are the messages of the CEL type checker, and what to say instead.
// A test holds them to the library in use.
var typeErrors = []struct {
	message *regexp.Regexp
	words   func(e ast.Expr, match []string) (what, mend string)
}{
	{regexp.MustCompile(`^undefined field '([^']*)'`), func(e ast.Expr, m []string) (string, string) { return noAttribute(e, m[1]) }},
	{regexp.MustCompile(`^undeclared reference to '([^']*)'`), func(e ast.Expr, m []string) (string, string) {
		if e != nil && e.Kind() == ast.CallKind {
			return noFunction(e.AsCall().FunctionName())
		}
		return noName(m[1])
	}},
	{regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'`), func(e ast.Expr, m []string) (string, string) {
		return mismatch(e, m[1], typesIn(m[2]))
	}},
	{regexp.MustCompile(`^expected type '([^']*)' but found '([^']*)'`), func(_ ast.Expr, m []string) (string, string) {
		if m[1] == "bool" {
			return "a condition is needed here, and this is " + typeWords(m[2]), "compare it with something, such as card.series >= 8"
		}
		return fmt.Sprintf("a list cannot hold both %s and %s", typeWords(m[1]), typeWords(m[2])), "write all its elements alike"
	}},
	{regexp.MustCompile(`^expression of type '([^']*)' cannot be range`), func(_ ast.Expr, m []string) (string, string) {
		return "all and exists go through a list, and this is " + typeWords(m[1]), "compare it with a value, such as card.series >= 8"
	}},
	{regexp.MustCompile(`^type '([^']*)' does not support field selection`), func(e ast.Expr, m []string) (string, string) {
		what := typeWords(m[1]) + " has no attributes"
		if e != nil && e.Kind() == ast.SelectKind && slices.Contains([]string{"size", "length", "len", "count"}, e.AsSelect().FieldName()) {
			return what, "write " + usage["size"]
		}
		return what, "compare it with a value"
	}},
}

// mismatch explains an operator or function between values that it does not go
// with.
func mismatch(e ast.Expr, function string, of []string) (what, mend string) {
	function = strings.TrimPrefix(function, "@")
	op, _ := operators.FindReverse(function)
	switch {
	case function == operators.Index:
		op = "[ ]"
	case op == "":
		op = function
	}
	if len(of) == 0 {
		return noFunction(function)
	}
	kinds := make([]string, len(of))
	for i, t := range of {
		kinds[i] = typeWords(t)
	}
	what = fmt.Sprintf("%s does not go with %s", op, join(kinds, "and"))
	has := func(t string) bool { return slices.Contains(of, t) }
	switch function {
	case operators.LogicalNot:
		return what, "write a comparison in brackets after !, such as !(card.series >= 8)"
	case operators.Conditional:
		return "? : needs a condition and two results of one kind, and these are " + join(kinds, "and"), "write condition ? one : other"
	case operators.Index:
		return what, "only lists have elements by number, such as card.groups[0]"
	case overloads.Size:
		return what, "write " + usage["size"]
	case "in":
		return what, `write one value before in and a list after it, such as card.type in ["A", "B"]`
	case overloads.Contains, overloads.StartsWith, overloads.EndsWith:
		if len(of) > 0 && strings.HasPrefix(of[0], "list") {
			return what, `write "x" in card.groups`
		}
		return what, "write " + usage[function]
	}
	switch {
	case has("null"), literalIn(e, types.StringType) == `""` && !has("string"):
		return what, "write has(…) to ask whether something is known"
	case has("version") && has("bool"):
		return what, `write installed("product", ">=1.4")`
	case has("bool"):
		return what, "write each comparison by itself, joined by &&"
	case has("version"):
		return what, "write the version as " + wrapped(e, "version", func(s string) error { _, err := fact.ParseVersion(s); return err })
	case has("tls"):
		return what, "write the version as " + wrapped(e, "tls", func(s string) error { _, err := fact.ParseTLS(s); return err })
	case has("timestamp") && (function == operators.Add || function == operators.Subtract):
		return what, `add or subtract duration("24h"), or write in_days(90)`
	case has("timestamp"):
		return what, "write the time as " + wrapped(e, "date", func(s string) error { _, err := civil.ParsePoint(s); return err }) + ", or in_days(90)"
	case slices.ContainsFunc(of, func(t string) bool { return strings.HasPrefix(t, "list") }):
		return what, `write "x" in card.groups`
	case has("int") && (has("double") || has("uint")):
		return what, "write a whole number"
	case has("int") && has("string") && literalIn(e, types.StringType) != "":
		return what, "write the number without quotes"
	case has("int") && has("string") && literalIn(e, types.IntType) != "":
		return what, "write the text in quotes"
	}
	if use, ok := usage[function]; ok {
		return what, "write " + use
	}
	return what, "compare like with like"
}

// literalIn finds an operand that is a literal of a type, as it is written.
func literalIn(e ast.Expr, of ...*types.Type) string {
	if e == nil || e.Kind() != ast.CallKind {
		return ""
	}
	for _, x := range operands(e.AsCall()) {
		if x.Kind() != ast.LiteralKind {
			continue
		}
		switch v := x.AsLiteral(); {
		case !slices.Contains(of, v.Type().(*types.Type)):
		case v.Type() == types.StringType:
			return strconv.Quote(string(v.(types.String)))
		default:
			return fmt.Sprint(v.Value())
		}
	}
	return ""
}

// wrapped shows the literal that somebody wrote within the function that it
// needs, or else an example.
func wrapped(e ast.Expr, function string, check func(string) error) string {
	text := strings.Trim(literalIn(e, types.StringType, types.IntType, types.DoubleType), `"`)
	if check(text) != nil || len(text) > 30 {
		return usage[function]
	}
	return fmt.Sprintf("%s(%q)", function, text)
}
