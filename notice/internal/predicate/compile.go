package predicate

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
)

// Predicate is one compiled condition. It is safe for concurrent use; the Facts
// that it judges are not.
type Predicate struct {
	Source    string
	Footprint Footprint

	zone    *civil.Zone
	ast     *ast.AST
	program cel.Program
	explain func() *node
	parts   sync.Map // expression id to cel.Program, for explaining
}

// Footprint is what a condition can read: its answer depends on nothing else.
type Footprint struct {
	Slots       uint64           // attributes, a bit for each fact.Attribute.Slot
	Products    []string         // products named in installed() and status()
	Now         bool             // reads now or in_days()
	Catalogue   bool             // reads a status that may come from the catalogue
	Times       []TimeComparison // every comparison of instants
	Comparisons int              // how many comparisons there are
}

// Objects returns the objects whose attributes the condition reads.
func (p *Footprint) Objects() []Object {
	var out []Object
	for _, a := range attributes {
		if o := objectOf(&a); p.Slots&(1<<a.Slot) != 0 && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	if len(p.Products) > 0 && !slices.Contains(out, Device) {
		out = append(out, Device)
	}
	return out
}

// NeedsEstate names the attributes that no sign-in carries by itself.
func (p *Footprint) NeedsEstate() []string {
	var out []string
	for _, a := range attributes {
		if p.Slots&(1<<a.Slot) != 0 && a.Object == Device.String() && !a.Identity && !a.ClosedWorld {
			out = append(out, a.Path())
		}
	}
	return out
}

// Fault is one thing wrong with a condition.
type Fault struct {
	Offset int // code points from 0
	What   string
	Mend   string
}

// Scope is what a condition may name besides the attributes.
type Scope struct {
	Zone    *civil.Zone               // in which date("…") and in_days() are read
	Product func(product string) bool // whether the catalogue has a product
}

// Compile checks a condition and prepares it to be judged. It returns every
// fault it finds, and no predicate if there is one.
func Compile(source string, scope Scope) (*Predicate, []Fault) {
	if n := utf8.RuneCountInString(source); n > MaxLength {
		return nil, []Fault{{0, fmt.Sprintf("the condition has %d characters; at most %d are read", n, MaxLength), "split the requirement, or shorten the condition"}}
	}
	if strings.TrimSpace(source) == "" {
		return nil, []Fault{{0, "the condition is empty", "write one, such as card.series >= 8"}}
	}
	checked, issues := environment().Compile(source)
	if issues.Err() != nil {
		return nil, faultsOf(source, issues)
	}
	tree := checked.NativeRep()
	if t := tree.GetType(tree.Expr().ID()); t.Kind() != types.BoolKind {
		return nil, []Fault{{0, fmt.Sprintf("the condition is not true or false but %s", cel.FormatCELType(t)), "compare it with something, such as card.series >= 8"}}
	}
	l := &linter{ast: tree, source: source, known: scope.Product}
	l.visit(tree.Expr(), plain)
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	if n := cost(tree, tree.Expr()); n > MaxCost {
		return nil, []Fault{{0, fmt.Sprintf("the condition may take more than %d steps", MaxCost), "do not nest all and exists over long lists"}}
	}
	p := &Predicate{Source: source, Footprint: l.Footprint, zone: scope.Zone, ast: tree}
	program, err := p.plan(tree.Expr())
	if err != nil {
		return nil, []Fault{{0, "the condition cannot be planned: " + err.Error(), "simplify it"}}
	}
	p.program = program
	p.explain = sync.OnceValue(p.buildTree)
	return p, nil
}

// faultsOf puts the words of the CEL parser and checker into ours.
func faultsOf(source string, issues *cel.Issues) []Fault {
	var out []Fault
	lines := strings.Split(source, "\n")
	for _, e := range issues.Errors() {
		offset := 0
		for i := 0; i < e.Location.Line()-1 && i < len(lines); i++ {
			offset += utf8.RuneCountInString(lines[i]) + 1
		}
		offset += max(e.Location.Column(), 0)
		what, mend := reword(e.Message)
		out = append(out, Fault{min(offset, utf8.RuneCountInString(source)), what, mend})
	}
	if len(out) == 0 {
		out = []Fault{{0, issues.Err().Error(), "correct the condition"}}
	}
	return out
}
