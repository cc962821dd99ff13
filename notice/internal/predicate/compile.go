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
	Cost      int     // the most steps that judging takes; at most MaxCost
	Doubts    []Fault // what can be judged and yet cannot be meant, in the order of the places

	zone    *civil.Zone
	ast     *ast.AST
	times   map[int64]timeComparison // by expression
	program cel.Program
	explain func() *node
}

// Footprint is what a condition can read: its answer depends on nothing else.
type Footprint struct {
	Slots       uint64           // attributes, a bit for each fact.Attribute.Slot; device.applications with its elements and its completeness
	Elements    uint64           // attributes of the elements of a list that is among Slots
	Products    []string         // products named in installed() and status(): their cells, and whether the inventory is complete
	Now         bool             // reads now or in_days()
	Catalogue   bool             // reads a status that may come from the catalogue
	Times       []TimeComparison // every comparison of instants
	Comparisons int              // how many comparisons there are
}

// Objects returns the objects whose attributes the condition reads.
func (p *Footprint) Objects() []Object {
	var out []Object
	for i := range attributes {
		a := &attributes[i]
		if o := objectOf(a); p.Slots&(1<<a.Slot) != 0 && !slices.Contains(out, o) {
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

// Scope is what a condition may name besides the attributes.
type Scope struct {
	Zone    *civil.Zone               // in which date("…") and in_days() are read; nil is UTC
	Product func(product string) bool // whether the catalogue has a product; nil: any will do
	Words   *Vocabulary               // of the catalogue; nil: no word of it is doubted
}

// Compile checks a condition and prepares it to be judged. It returns every
// fault it finds, in the order of their places, and no predicate if there is
// one. What is no fault but hardly meant is among the predicate's Doubts.
func Compile(text string, scope Scope) (*Predicate, []Fault) {
	src := source(text)
	if n := src.length(); n > MaxLength {
		return nil, []Fault{{0, fmt.Sprintf("the condition has %d characters; at most %d are read", n, MaxLength), "split the requirement, or shorten the condition"}}
	}
	if strings.TrimSpace(text) == "" {
		return nil, []Fault{{0, "the condition is empty", "write one, such as card.series >= 8"}}
	}
	if !utf8.ValidString(text) {
		return nil, []Fault{{0, "the condition is not UTF-8", "save the file as UTF-8"}}
	}
	if scope.Zone == nil {
		scope.Zone = utc()
	}
	parsed, issues := environment().Parse(text)
	if issues.Err() != nil {
		return nil, src.parseFaults(issues)
	}
	checked, issues := environment().Check(parsed)
	if issues.Err() != nil {
		return nil, src.typeFaults(parsed.NativeRep(), issues)
	}
	tree := checked.NativeRep()
	if t := tree.GetType(tree.Expr().ID()); t.Kind() != types.BoolKind {
		return nil, []Fault{{0, "the condition is not true or false but " + typeWords(cel.FormatCELType(t)), "compare it with something, such as card.series >= 8"}}
	}
	l := &linter{ast: tree, source: src, known: scope.Product, elements: map[string][]string{}, times: map[int64]timeComparison{}}
	l.visit(tree.Expr(), plain)
	if len(l.faults) > 0 {
		return nil, inOrder(l.faults)
	}
	steps := cost(tree, tree.Expr())
	if steps > MaxCost {
		return nil, []Fault{tooMuchWork}
	}
	p := &Predicate{Source: text, Footprint: l.Footprint, Cost: steps, zone: scope.Zone, ast: tree, times: l.times}
	program, err := p.plan(tree.Expr())
	if err != nil {
		return nil, []Fault{{0, "the condition cannot be worked out", "write it in another way, such as card.series >= 8"}}
	}
	p.program = program
	p.Doubts = l.doubts(tree.Expr(), scope.Words)
	p.explain = sync.OnceValue(p.buildTree)
	return p, nil
}

var utc = sync.OnceValue(func() *civil.Zone {
	zone, err := civil.LoadZone("UTC")
	if err != nil {
		panic("predicate: " + err.Error()) // it is among the embedded data
	}
	return zone
})
