package predicate

import (
	"fmt"
	"maps"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// walk makes a node of all or exists.
func (p *Predicate) walk(n *node, c ast.ComprehensionExpr, lists map[string]*fact.Attribute) {
	n.kind = allNode
	if c.LoopStep().AsCall().FunctionName() == operators.LogicalOr {
		n.kind = existsNode
	}
	n.element = c.IterVar()
	n.list = p.part(c.IterRange())
	n.reads = p.readsIn(c.IterRange())
	if s, ok := p.subjectOf(c.IterRange(), lists); ok && s.kind == isAttribute {
		n.attr, n.own = s.attr, s.program == nil
	}
	inner := maps.Clone(lists)
	if inner == nil {
		inner = map[string]*fact.Attribute{}
	}
	inner[n.element] = n.attr
	body := p.nodeOf(bodyOf(c), inner)
	n.kids = []*node{body}
	n.needs = need{required, include, "one for which " + body.atom.source + " holds"}
	if a := body.atom; a.kind == comparisonAtom && a.other == nil && a.needs[truth].kind == required {
		text := a.needs[truth].text
		switch {
		case a.subject.kind == isElement:
			n.needs.text = a.needs[truth].one()
		case a.subject.kind == isAttribute && (a.op == operators.Equals || a.op == operators.In):
			n.needs.text = fmt.Sprintf("one whose %s is %s", nouns[a.subject.attr.Slot], text)
		case a.subject.kind == isAttribute && a.op == includes:
			n.needs.text = fmt.Sprintf("one whose %s include %s", nouns[a.subject.attr.Slot], text)
		}
	}
}

// tellList names the elements that decided, or the whole list where all did.
func (t *teller) tellList(n *node, answer fact.Truth, w want) {
	list, ok := t.eval(n.list).(traits.Lister)
	switch {
	case !ok, t.readsPartly(n.reads):
		if answer != fact.Unknown || !t.missingIn(n.atom) {
			t.plain(n.atom, answer)
		}
		return
	case size(list) == 0, (n.kind == allNode) == (answer == fact.True) && answer != fact.Unknown:
		// Every element took part: all were so, or none was.
		t.tellWhole(n, list, answer, w)
		return
	}
	scope, prefix, outer := t.scope, t.prefix, t.outer
	var parent interpreter.Activation = t.facts
	if scope != nil {
		parent = scope
	}
	told, more := 0, 0
	for i := range size(list) {
		element := list.Get(types.Int(i))
		t.scope = &elementScope{parent, n.element, element}
		if t.judge(n.kids[0]) != answer {
			continue
		}
		if told == mostShown {
			more++
			continue
		}
		told++
		t.outer = prefix
		t.prefix = prefix + t.label(element, i) + ": "
		t.tell(n.kids[0], answer, w)
	}
	t.scope, t.prefix, t.outer = scope, prefix, outer
	if more > 0 {
		t.add(reason{head: fmt.Sprintf("and so for %d more", more)})
	}
	t.named = t.named || told > 0 && n.attr != nil
}

func (t *teller) tellWhole(n *node, list ref.Val, answer fact.Truth, w want) {
	if n.attr == nil || n.kind == allNode && w == falsity {
		t.plain(n.atom, answer)
		return
	}
	t.named = true
	r := reason{head: t.attributeIs(n.attr, list, n.own)}
	if n.kind == existsNode && w == truth {
		r.need = n.needs
	}
	t.add(r)
}

// readsPartly reports whether a list is made of facts that are known in part:
// then it is one of several lists.
func (t *teller) readsPartly(reads []factRead) bool {
	for i := range reads {
		if a := reads[i].attr; a != nil && t.facts.partial&(1<<a.Slot) != 0 {
			return true
		}
	}
	return false
}

func (t *teller) label(element ref.Val, i int) string {
	if _, ok := element.(*applicationVal); ok {
		return "application " + nameOf(element, i)
	}
	return t.p.text(element)
}

// elementScope adds the element of a list to the facts.
type elementScope struct {
	parent interpreter.Activation
	name   string
	value  ref.Val
}

func (s *elementScope) ResolveName(name string) (any, bool) {
	if name == s.name {
		return s.value, true
	}
	return s.parent.ResolveName(name)
}

func (s *elementScope) Parent() interpreter.Activation { return s.parent }
