package predicate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
)

// Fault is one thing wrong with a condition: where, what, and what to do. The
// sentences have no full stop and do not begin with a capital.
type Fault struct {
	Offset int // code points from 0; at most the length of the condition
	What   string
	Mend   string
}

// inOrder sorts faults by place, and drops what is said twice of one.
func inOrder(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Offset, b.Offset) })
	return slices.Compact(faults)
}

// parseFaults puts the errors of the CEL parser in words. Of what it could not
// read only the first is told: the rest follows from it.
func (s source) parseFaults(issues *cel.Issues) []Fault {
	var out []Fault
	for _, e := range issues.Errors() {
		at := s.offset(e.Location.Line(), e.Location.Column())
		if strings.HasPrefix(e.Message, "Syntax error") || strings.HasPrefix(e.Message, "reserved identifier") ||
			strings.HasPrefix(e.Message, "unsupported syntax") {
			return []Fault{s.syntaxFault(at)}
		}
		if !strings.HasPrefix(e.Message, "error recovery") {
			out = append(out, parseFault(at, e.Message))
		}
	}
	if len(out) == 0 {
		return []Fault{{0, "the condition cannot be read", "write it in another way, such as card.series >= 8"}}
	}
	return inOrder(out)
}

// parseFault puts an error in words that is not about how the text is written.
func parseFault(at int, message string) Fault {
	if what, mend, ok := strings.Cut(message, mendMark); ok {
		return Fault{at, what, mend}
	}
	switch {
	case strings.Contains(message, "recursion"), strings.Contains(message, "nesting depth"):
		return tooDeep
	case strings.Contains(message, "node count"), strings.Contains(message, "expression count"):
		return tooManyParts
	case strings.Contains(message, "unicode"):
		return Fault{at, `a \u in this text stands for no character`, "write the character itself"}
	case strings.Contains(message, "invalid") && strings.Contains(message, "literal"):
		return Fault{at, "this number is too large", "write a smaller one"}
	}
	return Fault{at, "the condition cannot be read here", "write it in another way, such as card.series >= 8"}
}

// What is beyond a bound has no place.
var (
	tooDeep      = Fault{0, "the condition is nested too deeply; at most " + strconv.Itoa(maxNesting) + " levels are read", "take out brackets, or split the requirement"}
	tooMuchWork  = Fault{0, "the condition may take more than " + strconv.Itoa(MaxCost) + " steps", "do not nest all and exists over long lists"}
	tooManyParts = Fault{0, "the condition has more than " + strconv.Itoa(maxNodes) + " parts", "split the requirement, or shorten the condition"}
)

// typeFaults puts the errors of the CEL type checker in words.
func (s source) typeFaults(tree *ast.AST, issues *cel.Issues) []Fault {
	exprs := map[int64]ast.Expr{}
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) { exprs[e.ID()] = e }))
	within := map[int64]bool{} // parts of what is wrong as a whole
	for _, e := range issues.Errors() {
		if x := exprs[e.ExprID]; x != nil && x.Kind() == ast.CallKind && strings.HasPrefix(e.Message, "undeclared") {
			for _, part := range operands(x.AsCall()) {
				ast.PreOrderVisit(part, ast.NewExprVisitor(func(y ast.Expr) { within[y.ID()] = true }))
			}
		}
	}
	var out []Fault
	for _, e := range issues.Errors() {
		expr := exprs[e.ExprID]
		if within[e.ExprID] {
			continue
		}
		at := s.place(s.offset(e.Location.Line(), e.Location.Column()))
		out = append(out, typeFault(at, expr, e))
	}
	return inOrder(out)
}

// shorten makes of any text one that can stand in a sentence: short, and in one
// line.
func shorten(s string) string { return shortenTo(60, s) }

func shortenTo(most int, s string) string {
	if len(s) <= most && isPlain(s) {
		return s
	}
	runes := []rune(s)
	if len(runes) > most {
		runes = append(runes[:most:most], '…')
	}
	for i, r := range runes {
		if !unicode.IsPrint(r) {
			runes[i] = unicode.ReplacementChar
		}
	}
	return string(runes)
}

// isPlain reports whether a text is of ASCII that can be seen, which is nearly
// every one.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func typeFault(at int, e ast.Expr, err *common.Error) Fault {
	for _, k := range typeErrors {
		if m := k.message.FindStringSubmatch(err.Message); m != nil {
			what, mend := k.words(e, m)
			return Fault{at, what, mend}
		}
	}
	if strings.Contains(err.Message, "node count") {
		return tooManyParts
	}
	return Fault{at, "the condition means nothing here", "compare an attribute with a value, such as card.series >= 8"}
}
