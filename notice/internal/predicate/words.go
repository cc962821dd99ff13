package predicate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/parser"

	"github.com/lanyard-id/lanyard/fact"
)

// atom says in words why an atom has this answer.
func (t *teller) atom(e ast.Expr, answer fact.Truth) string {
	switch e.Kind() {
	case ast.LiteralKind:
		return fmt.Sprintf("the condition says %v", e.AsLiteral().Value())
	case ast.SelectKind:
		if a, ok := attributeOf(t.p.ast, e); ok && e.AsSelect().IsTestOnly() {
			if answer == fact.True {
				return t.nameIs(a) + " " + t.shown(a, e)
			}
			return t.missing(a)
		}
	case ast.CallKind:
		if unknown := t.unknown(e, answer); unknown != "" {
			return unknown
		}
		c := e.AsCall()
		switch {
		case c.FunctionName() == fnInstalled:
			return t.installed(c, answer)
		case c.FunctionName() == fnComplete && answer == fact.True:
			return "the list of its applications is complete"
		case slices.Contains(comparisons, c.FunctionName()):
			if words, ok := t.comparison(e, answer); ok {
				return words
			}
		}
	}
	return t.plain(e, answer)
}

// unknown says what an atom lacks, or how it failed; "" where it has an answer.
func (t *teller) unknown(e ast.Expr, answer fact.Truth) string {
	if answer != fact.Unknown {
		return ""
	}
	if missing := t.missingIn(e); missing != "" {
		return missing
	}
	if program, err := t.p.part(e); err == nil {
		if failure, ok := t.eval(program).(*types.Err); ok {
			return fmt.Sprintf("%s cannot be worked out (%s)%s", t.source(e), failure.Error(), t.values(e))
		}
	}
	return ""
}

// missingIn names the facts that an expression lacks.
func (t *teller) missingIn(e ast.Expr) string {
	var out []string
	say := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.SelectKind:
			if a, ok := attributeOf(t.p.ast, x); ok && !x.AsSelect().IsTestOnly() && t.read(x) == nil {
				say(t.missing(a))
			}
		case ast.CallKind:
			c := x.AsCall()
			switch c.FunctionName() {
			case fnInstalled:
				say(t.installedUnknown(c))
			case fnStatus:
				product, _ := textLiteral(c.Args()[1])
				if t.facts.statusOf(product) == nil {
					say(t.noStatus(product))
				}
			case fnComplete:
				if !t.facts.complete {
					say("the list of its applications may be incomplete")
				}
			}
		}
	}))
	return strings.Join(out, "; ")
}

// missing says that an attribute is not known, and why where that is known.
func (t *teller) missing(a *fact.Attribute) string {
	name := t.name(a)
	if t.facts.stale&(1<<a.Slot) != 0 && t.facts.slots[a.Slot] != nil {
		return fmt.Sprintf("%s was last seen %s, which is too long ago", name, t.instant(time.Unix(0, t.facts.seen[a.Slot]).UTC()))
	}
	if why := t.facts.notes[a.Slot]; why != "" {
		return t.nameIs(a) + " not known (" + why + ")"
	}
	if a.Slot == clientStatus.Slot {
		product, _ := t.facts.value(clientProduct.Slot).(types.String)
		version, ok := t.facts.value(clientVersion.Slot).(versionVal)
		switch {
		case product == "":
			return t.name(&clientProduct) + " is not known"
		case !ok:
			return fmt.Sprintf("%s of %s is not known", t.name(&clientVersion), product)
		default:
			return fmt.Sprintf("the catalogue says nothing of %s %s", product, version.Version)
		}
	}
	return t.nameIs(a) + " not known"
}

func (t *teller) installed(c ast.CallExpr, answer fact.Truth) string {
	product, _ := textLiteral(c.Args()[1])
	cell := t.facts.cell(product)
	if cell.Installed() == fact.False {
		return product + " is not installed" + t.wanted(c, answer)
	}
	if cell.Installed() == fact.Unknown {
		return t.installedUnknown(c)
	}
	if versions := strings.Trim(cell.String(), "+;"); versions != "" {
		product += " " + versions
	}
	return fmt.Sprintf("%s is installed%s", product, t.wanted(c, answer))
}

// wanted adds the range that installed("product", range) asks for.
func (t *teller) wanted(c ast.CallExpr, answer fact.Truth) string {
	if len(c.Args()) < 3 {
		return ""
	}
	text, _ := textLiteral(c.Args()[2])
	r, err := fact.ParseRange(text)
	if err != nil {
		return ""
	}
	if answer == fact.True {
		return ", which is " + r.Words()
	}
	return ", " + r.Words() + " is required"
}

func (t *teller) installedUnknown(c ast.CallExpr) string {
	product, _ := textLiteral(c.Args()[1])
	switch cell := t.facts.cell(product); {
	case t.facts.stale&(1<<softwareSlot) != 0:
		return fmt.Sprintf("its software was last seen %s, which is too long ago", t.instant(time.Unix(0, t.facts.seen[softwareSlot]).UTC()))
	case cell.Installed() == fact.Unknown:
		return "whether " + product + " is installed is not known"
	case len(c.Args()) > 2 && cell.Installed() == fact.True:
		text, _ := textLiteral(c.Args()[2])
		if r, err := fact.ParseRange(text); err == nil && cell.Any(r) == fact.Unknown {
			return fmt.Sprintf("the version of %s is not known, %s is required", product, r.Words())
		}
	}
	return ""
}

func (t *teller) noStatus(product string) string {
	cell := t.facts.cell(product)
	if cell.Installed() == fact.False {
		return product + " is not installed"
	}
	if v, known := cell.Newest(); known {
		return fmt.Sprintf("the catalogue says nothing of %s %s", product, v)
	}
	return "the version of " + product + " is not known"
}

var negated = map[string]string{
	operators.Equals: operators.NotEquals, operators.NotEquals: operators.Equals,
	operators.Less: operators.GreaterEquals, operators.GreaterEquals: operators.Less,
	operators.Greater: operators.LessEquals, operators.LessEquals: operators.Greater,
}

var mirrored = map[string]string{
	operators.Equals: operators.Equals, operators.NotEquals: operators.NotEquals,
	operators.Less: operators.Greater, operators.Greater: operators.Less,
	operators.LessEquals: operators.GreaterEquals, operators.GreaterEquals: operators.LessEquals,
}

// comparison puts one fact against one value in words. It declines what is not
// of that shape.
func (t *teller) comparison(e ast.Expr, answer fact.Truth) (string, bool) {
	args := operands(e.AsCall())
	op := e.AsCall().FunctionName()
	subject, other := args[0], args[1]
	if op == operators.In || t.isFact(other) {
		if t.isFact(other) {
			subject, other = other, subject
			if m, ok := mirrored[op]; ok {
				op = m
			} else if op == operators.In {
				op = "has"
			} else {
				return "", false
			}
		}
	}
	if !t.isFact(subject) {
		return "", false
	}
	program, err := t.p.part(other)
	if err != nil {
		return "", false
	}
	value := t.eval(program)
	if types.IsUnknownOrError(value) {
		return "", false
	}
	if answer == fact.True {
		// What is told is why the finding fell short, so a comparison that
		// holds is one that should not.
		if n, ok := negated[op]; ok {
			op = n
		} else {
			op = "not " + op
		}
	}
	if subject.Kind() == ast.CallKind { // status("product")
		product, _ := textLiteral(subject.AsCall().Args()[1])
		newest, _ := t.facts.cell(product).Newest()
		return fmt.Sprintf("%s %s is %v, %s is required", product, newest, t.facts.statusOf(product).Value(), t.required(op, value)), true
	}
	a, ok := attributeOf(t.p.ast, subject)
	if !ok {
		return fmt.Sprintf("it is %s, %s is required", t.text(t.element(subject)), t.required(op, value)), true
	}
	if a.Slot == clientStatus.Slot && t.facts.slots[a.Slot] == nil && op == operators.Equals {
		return fmt.Sprintf("%s %s is %s", t.name(&clientVersion), t.shown(&clientVersion, nil), t.shown(a, subject)), true
	}
	if a.Type == fact.TypeTLS {
		return fmt.Sprintf("%s, %s is required", t.shown(a, subject), t.required(op, value)), true
	}
	return fmt.Sprintf("%s %s, %s is required", t.nameIs(a), t.shown(a, subject), t.required(op, value)), true
}

// isFact reports whether an expression is one fact: an attribute, the status of
// a product, or the element of a list of texts.
func (t *teller) isFact(e ast.Expr) bool {
	switch e.Kind() {
	case ast.SelectKind:
		_, ok := attributeOf(t.p.ast, e)
		return ok && !e.AsSelect().IsTestOnly()
	case ast.CallKind:
		return e.AsCall().FunctionName() == fnStatus
	case ast.IdentKind:
		return e.AsIdent() != nowName
	}
	return false
}

// required says what an operator asks for, in words by the type of the value.
func (t *teller) required(op string, value ref.Val) string {
	v := t.text(value)
	above, below, than := "above", "below", ""
	switch value.(type) {
	case versionVal, types.Timestamp:
		above, below, than = "later", "earlier", "than "
	case tlsVal:
		v = strings.TrimPrefix(v, "TLS ")
	}
	switch op {
	case operators.GreaterEquals:
		return v + " or " + above
	case operators.LessEquals:
		return v + " or " + below
	case operators.Greater:
		return above + " " + than + v
	case operators.Less:
		return below + " " + than + v
	case operators.NotEquals:
		return "anything but " + v
	case operators.In:
		return "one of " + v
	case "not " + operators.In:
		return "none of " + v
	case "not has":
		return "a list without " + v
	case overloads.StartsWith:
		return "a text that begins with " + v
	case overloads.EndsWith:
		return "a text that ends with " + v
	case overloads.Contains:
		return "a text that contains " + v
	case "not " + overloads.StartsWith:
		return "a text that does not begin with " + v
	case "not " + overloads.EndsWith:
		return "a text that does not end with " + v
	case "not " + overloads.Contains:
		return "a text that does not contain " + v
	}
	return v
}

// plain is for conditions that have no words of their own: the condition as
// written, and the values in it.
func (t *teller) plain(e ast.Expr, answer fact.Truth) string {
	verb := map[fact.Truth]string{fact.True: "holds", fact.False: "does not hold", fact.Unknown: "cannot be settled"}[answer]
	return fmt.Sprintf("%s %s%s", t.source(e), verb, t.values(e))
}

// source is an expression as an author would write it.
func (t *teller) source(e ast.Expr) string {
	s, err := parser.Unparse(e, t.p.ast.SourceInfo())
	if err != nil {
		s = t.p.Source
	}
	return "“" + strings.Join(strings.Fields(s), " ") + "”"
}

// values lists the facts of an expression with their values.
func (t *teller) values(e ast.Expr) string {
	var out []string
	say := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		if a, ok := attributeOf(t.p.ast, x); ok {
			if v := t.read(x); v != nil {
				say(t.nameIs(a) + " " + t.shown(a, x))
			} else if x.AsSelect().Operand().Kind() == ast.IdentKind {
				if _, top := ObjectNamed(x.AsSelect().Operand().AsIdent()); top {
					say(t.missing(a))
				}
			}
			return
		}
		if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == fnInstalled {
			say(t.installed(x.AsCall(), fact.True))
		}
		if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == fnStatus {
			product, _ := textLiteral(x.AsCall().Args()[1])
			if s := t.facts.statusOf(product); s != nil {
				say(fmt.Sprintf("%s is %v", product, s.Value()))
			} else {
				say(t.noStatus(product))
			}
		}
	}))
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}

// read returns the value of a selection where it stands, nil if missing.
func (t *teller) read(e ast.Expr) ref.Val {
	a, ok := attributeOf(t.p.ast, e)
	if !ok {
		return nil
	}
	of := t.element(e.AsSelect().Operand())
	if of == nil {
		return nil
	}
	return read(of.Value(), a.Slot)
}

// element evaluates an identifier or an element of a list in the current scope.
func (t *teller) element(e ast.Expr) ref.Val {
	if e.Kind() == ast.IdentKind {
		scope := t.scope
		if scope == nil {
			scope = t.facts
		}
		v, ok := scope.ResolveName(e.AsIdent())
		if !ok {
			return nil
		}
		val, _ := v.(ref.Val)
		return val
	}
	program, err := t.p.part(e)
	if err != nil {
		return nil
	}
	if v := t.eval(program); !types.IsUnknownOrError(v) {
		return v
	}
	return nil
}

// shown is the value of an attribute in words; of one known in part, all.
func (t *teller) shown(a *fact.Attribute, e ast.Expr) string {
	if t.facts.partial&(1<<a.Slot) != 0 {
		var out []string
		for _, v := range t.facts.several[a.Slot] {
			out = append(out, t.text(v))
		}
		return join(out, "or")
	}
	var v ref.Val
	if e != nil {
		v = t.read(e)
	} else {
		v = t.facts.value(a.Slot)
	}
	if v == nil {
		return "not known"
	}
	return t.text(v)
}

// name is an attribute in words, with its object where that is not the subject.
func (t *teller) name(a *fact.Attribute) string {
	name := strings.ReplaceAll(a.Name, "_", " ")
	if a.Object != t.subject.String() && t.scope == nil {
		return a.Object + " " + name
	}
	return name
}

// nameIs is the name with its verb.
func (t *teller) nameIs(a *fact.Attribute) string {
	if a.Type == fact.TypeTextList || a.Type == fact.TypeApplicationList {
		return t.name(a) + " are"
	}
	return t.name(a) + " is"
}

func nameOf(element ref.Val, i int) string {
	switch e := element.(type) {
	case *applicationVal:
		if id, ok := e.slots[applicationID.Slot].(types.String); ok {
			return "application " + string(id)
		}
		return fmt.Sprintf("application %d", i+1)
	case types.String:
		return string(e)
	}
	return fmt.Sprintf("element %d", i+1)
}

func (t *teller) text(v ref.Val) string {
	switch v := v.(type) {
	case nil:
		return "not known"
	case types.String:
		if v == "" {
			return "empty"
		}
		return string(v)
	case versionVal:
		return v.String()
	case tlsVal:
		return fact.TLS(v).String()
	case types.Timestamp:
		return t.instant(v.Time)
	case traits.Lister:
		var out []string
		size, _ := v.Size().(types.Int)
		for i := range int(size) {
			if e, ok := v.Get(types.Int(i)).(*applicationVal); ok {
				out = append(out, nameOf(e, i))
				continue
			}
			out = append(out, t.text(v.Get(types.Int(i))))
		}
		if len(out) == 0 {
			return "none"
		}
		return strings.Join(out, ", ")
	}
	return fmt.Sprint(v.Value())
}

// instant is a time in the notice's zone; midnight is left out.
func (t *teller) instant(at time.Time) string {
	c := t.p.zone.Civil(at)
	day := fmt.Sprintf("%d %s %d", c.Day, c.Month, c.Year)
	if c.Hour == 0 && c.Minute == 0 && c.Second == 0 {
		return day
	}
	return fmt.Sprintf("%s %02d:%02d", day, c.Hour, c.Minute)
}

func join(words []string, last string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " " + last + " " + words[n-1]
	}
}
