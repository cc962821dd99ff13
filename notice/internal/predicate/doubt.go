package predicate

import (
	"fmt"
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/text/spelling"
)

// doubter looks for what can be judged and yet cannot be meant: parts that are
// always the same, and texts that a fact never is.
type doubter struct {
	*linter
	vocabulary *Vocabulary
	doubts     []Fault
}

// doubts returns what the author of a condition without faults should look at
// again, in the order of its places.
func (l *linter) doubts(root ast.Expr, vocabulary *Vocabulary) []Fault {
	if vocabulary == nil {
		vocabulary = &Vocabulary{} // of which nothing is doubted
	}
	d := &doubter{linter: l, vocabulary: vocabulary}
	if d.isConstant(root) {
		return []Fault{{0, "the condition reads no fact, so it is always the same", "compare an attribute with a value, such as card.series >= 8"}}
	}
	d.look(root)
	return inOrder(d.doubts)
}

func (d *doubter) doubt(e ast.Expr, mend, format string, args ...any) {
	d.doubts = append(d.doubts, Fault{d.source.place(d.offset(e)), fmt.Sprintf(format, args...), mend})
}

func (d *doubter) look(e ast.Expr) {
	switch e.Kind() {
	case ast.ComprehensionKind:
		d.look(bodyOf(e.AsComprehension()))
	case ast.CallKind:
		d.lookAtCall(e.AsCall())
	}
}

func (d *doubter) lookAtCall(c ast.CallExpr) {
	args := operands(c)
	switch c.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr:
		for _, a := range args {
			d.joined(c.FunctionName(), a)
		}
	case operators.Conditional:
		d.choice(args)
	case operators.Equals, operators.NotEquals:
		d.compared(args[0], args[1])
		d.compared(args[1], args[0])
	case operators.In:
		if args[1].Kind() == ast.ListKind {
			for _, x := range args[1].AsList().Elements() {
				d.compared(args[0], x)
			}
		}
	}
	for _, a := range args {
		d.look(a)
	}
}

// joined doubts a side of && or || that is always the same.
func (d *doubter) joined(operator string, side ast.Expr) {
	value, literal := truthLiteral(side)
	switch {
	case literal && value == (operator == operators.LogicalAnd):
		d.doubt(side, "take it out", "%t changes nothing here", value)
	case literal:
		d.doubt(side, "take it out, or take out what it makes useless", "%t makes this always %[1]t", value)
	case d.isConstant(side):
		d.doubt(side, "take it out, or compare a fact", "this part reads no fact, so it is always the same")
	}
}

// choice doubts a question with one answer only, and answers that say no more
// than the question. One literal answer has its use: what holds elsewhere.
func (d *doubter) choice(args []ast.Expr) {
	if d.isConstant(args[0]) {
		d.doubt(args[0], "keep only the branch that is taken", "the question before ? is always answered the same")
	}
	_, one := truthLiteral(args[1])
	_, other := truthLiteral(args[2])
	if one && other {
		d.doubt(args[1], "write the question alone, or ! before it", "both branches are only true or false")
	}
}

// isConstant reports whether a part is the same for every sign-in at every
// instant. It names no object, no element of a list around it, and not now;
// or it compares now with itself.
func (d *doubter) isConstant(e ast.Expr) bool {
	if e.Kind() == ast.CallKind {
		c := e.AsCall()
		switch c.FunctionName() {
		case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
			return !slices.ContainsFunc(c.Args(), func(a ast.Expr) bool { return !d.isConstant(a) })
		case fnInDays:
			return false
		}
		if t, ok := d.times[e.ID()]; ok && t.Left.moves() {
			// Days differ in length, so in_days(1) and now do not keep their distance.
			return t.Left.Base == t.Right.Base && t.Left.Days == t.Right.Days
		}
	}
	own := map[string]bool{} // elements of lists within it
	reads := false
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.ComprehensionKind:
			own[x.AsComprehension().IterVar()], own[x.AsComprehension().AccuVar()] = true, true
		case ast.IdentKind:
			reads = reads || !own[x.AsIdent()]
		case ast.CallKind:
			reads = reads || x.AsCall().FunctionName() == fnInDays
		}
	}))
	return !reads
}

// compared doubts a text that the fact beside it never is.
func (d *doubter) compared(with, value ast.Expr) {
	text, ok := textLiteral(value)
	if !ok {
		return
	}
	if with.Kind() == ast.CallKind && with.AsCall().FunctionName() == fnStatus {
		product, _ := textLiteral(with.AsCall().Args()[1])
		d.status(value, text, "generation of "+shorten(product), d.vocabulary.of[product])
		return
	}
	a, ok := attributeOf(d.ast, with)
	switch {
	case !ok || with.AsSelect().IsTestOnly():
	case a.Enum != nil && !slices.Contains(a.Enum, text):
		d.doubt(value, "it is one of "+join(a.Enum, "or")+meant(text, a.Enum), "%s is never %s", a.Path(), shorten(text))
	case a.Slot == clientProduct.Slot:
		if products := d.vocabulary.products; lacks(products, text) {
			d.doubt(value, "the catalogue has "+some(products)+meant(text, products), "there is no product %q in the catalogue", shorten(text))
		}
	case a.Slot == clientStatus.Slot:
		d.status(value, text, "generation", d.vocabulary.statuses)
	}
}

func (d *doubter) status(value ast.Expr, text, generation string, statuses []string) {
	if lacks(statuses, text) {
		d.doubt(value, "the catalogue has "+some(statuses)+meant(text, statuses), "no %s has the status %s", generation, shorten(text))
	}
}

// some names the words of a list, of a long one the first.
func some(words []string) string {
	const most = 8
	shown := make([]string, 0, most)
	for _, w := range words[:min(len(words), most)] {
		shown = append(shown, shorten(w))
	}
	if more := len(words) - most; more > 0 {
		shown = append(shown, fmt.Sprintf("%d more", more))
	}
	return join(shown, "and")
}

// meant asks for the word of a list that is nearest, if one is near. A long list
// is not searched: a notice may have as many conditions as products.
func meant(written string, words []string) string {
	const most = 32
	if len(words) > most {
		return ""
	}
	if word := spelling.Closest(written, words); word != "" {
		return "; did you mean " + word + "?"
	}
	return ""
}

func truthLiteral(e ast.Expr) (value, ok bool) {
	if e.Kind() != ast.LiteralKind {
		return false, false
	}
	b, ok := e.AsLiteral().(types.Bool)
	return bool(b), ok
}
