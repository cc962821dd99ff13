package predicate

import (
	"fmt"
	"strings"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/lanyard-id/lanyard/fact"
)

// tellAtom says why an atom has this answer, and what it should have been.
func (t *teller) tellAtom(a *atom, answer fact.Truth, w want) {
	switch a.kind {
	case literalAtom:
		t.literal(a)
	case hasAtom:
		t.named = true
		v, _ := t.value(a.subject.attr, a.subject.program)
		t.add(reason{head: t.attributeIs(a.subject.attr, v, a.subject.program == nil)})
	case installedAtom:
		t.add(t.installed(a.subject.product, a.subject.within, a.needs[w]))
	case completeAtom:
		if answer == fact.Unknown { // that a list is complete goes without saying
			t.add(reason{head: t.completeness()})
		}
	default:
		switch {
		case answer == fact.Unknown && t.missingIn(a):
		case a.kind == comparisonAtom && t.comparison(a, answer, w):
		case a.kind == timeAtom:
			t.compareTimes(a, answer, w)
		default:
			t.plain(a, answer)
		}
	}
}

func (t *teller) literal(a *atom) {
	subject := "a part of the condition"
	if a.isWhole {
		subject = "the condition"
	}
	t.add(reason{head: fmt.Sprintf("%s is always %t", subject, a.always)})
}

// comparison puts one fact against one value. It declines where either cannot
// be told.
func (t *teller) comparison(a *atom, answer fact.Truth, w want) bool {
	n := a.needs[w]
	if a.other != nil && w != nothing {
		value := t.eval(a.other)
		if types.IsUnknownOrError(value) {
			return false
		}
		n = t.p.needOf(a.op, value, w)
	}
	if n.kind == forbidden && n.verb == be && answer != fact.Unknown {
		n.kind = excluded
	}
	s := &a.subject
	prefix := t.prefix
	var head string
	switch s.kind {
	case isStatus:
		// A status says by itself that it falls short; the remedy says what
		// to do, and "supported is required" would not.
		head, n = t.statusIs(s.product), need{}
	case isElement:
		v := t.eval(s.program)
		if types.IsUnknownOrError(v) {
			return false
		}
		head, prefix = "it is "+t.p.text(v), t.outer
		if s.attr != nil {
			head = t.name(s.attr) + " include " + t.p.text(v)
		}
		if n.kind == required {
			n.kind = only
		}
	case isSize:
		v := t.eval(s.program)
		if types.IsUnknownOrError(v) {
			return false
		}
		head = "the number of " + t.name(s.attr) + " is " + t.p.text(v)
	default:
		v, inScope := t.value(s.attr, s.program)
		if !inScope || v == nil {
			return false
		}
		switch {
		case s.attr.Slot == clientStatus.Slot && t.facts.slots[s.attr.Slot] == nil:
			n = need{}
		case s.attr.Slot == clientProduct.Slot && a.value != nil && w != nothing:
			n.text = t.p.needOf(a.op, t.products(a.value), w).text
		case s.attr.Slot == connectionTLS.Slot && n.verb == be:
			n.verb = use
		}
		head = t.attributeIs(s.attr, v, s.program == nil)
	}
	t.named = t.named || s.kind != isElement || s.attr != nil
	t.addBehind(prefix, reason{head: head, need: n})
	return true
}

// compareTimes puts a fact, or the time it is, against another time: what stands
// with the one is moved to the other.
func (t *teller) compareTimes(a *atom, answer fact.Truth, w want) {
	left, right, op := a.time.Left, a.time.Right, a.time.op
	if left.Base != BaseFact && (right.Base == BaseFact || !left.moves()) {
		left, right, op = right, left, mirrored[op]
	}
	right.Offset -= left.Offset
	left.Offset = 0
	is, known := left.at(t.facts, t.p.zone)
	against, _ := right.at(t.facts, t.p.zone)
	if !known {
		t.plain(a, answer)
		return
	}
	var r reason
	if w != nothing {
		r.need = t.p.needOf(op, types.Timestamp{Time: against}, w)
	}
	if r.need.kind == forbidden && answer != fact.Unknown {
		r.need.kind = excluded
	}
	switch left.Base {
	case BaseFact:
		attr := &attributes[left.Slot]
		r.head = t.attributeIs(attr, t.facts.value(left.Slot), true)
	case BaseInDays:
		when := "from now"
		if left.Days < 0 {
			left.Days, when = -left.Days, "ago"
		}
		r.head = fmt.Sprintf("%d days %s is %s", left.Days, when, t.p.instant(is))
	default:
		r.head = "it is " + t.p.instant(is)
	}
	t.named = true
	t.add(r)
}

// failures are the errors of CEL while judging.
var failures = strings.NewReplacer(
	"division by zero", "it divides by zero", "modulus by zero", "it divides by zero",
	"integer overflow", "a number is too large", "unsigned integer overflow", "a number is too large",
	"index out of bounds: ", "there is no element ")

// plain is for conditions that have no words of their own: the condition as
// written, and the values in it.
func (t *teller) plain(a *atom, answer fact.Truth) {
	words := "the condition " + a.source + map[fact.Truth]string{
		fact.True: " holds", fact.False: " does not hold", fact.Unknown: " cannot be settled"}[answer]
	if answer == fact.Unknown {
		if failure, ok := t.eval(a.program).(*types.Err); ok && t.p.several(t.facts) == 0 {
			words = fmt.Sprintf("the condition %s cannot be worked out (%s)", a.source, failures.Replace(failure.Error()))
		}
	}
	if values := t.values(a); len(values) > 0 {
		words += ": " + strings.Join(values, ", ")
	}
	t.add(reason{head: words})
}

// attributeIs tells an attribute with its value, or that it is missing. Of one
// of the sign-in's own that is known in part it tells all possible values.
func (t *teller) attributeIs(a *fact.Attribute, v ref.Val, own bool) string {
	if v == nil {
		return t.missing(a)
	}
	if a.Identity {
		return t.name(a) + " is known" // words are read by more people than records
	}
	var shown string
	if several := t.facts.possible(a.Slot); own && len(several) > 1 {
		shown = t.anyOf(several)
	} else {
		shown = t.shown(a, v)
	}
	switch {
	case a.Type == fact.TypeTextList || a.Type == fact.TypeApplicationList:
		if shown == "" {
			return "the list of " + t.name(a) + " is empty"
		}
		return t.name(a) + " are " + shown
	case a.Slot == connectionTLS.Slot:
		return "the connection uses " + shown
	case own && a.Slot == clientStatus.Slot && t.facts.slots[a.Slot] == nil:
		return t.clientStatus(shown)
	}
	return t.name(a) + " is " + shown
}

// products are product ids, one or a list of them, as people call them.
func (t *teller) products(v ref.Val) ref.Val {
	switch v := v.(type) {
	case types.String:
		return types.String(t.product(string(v)))
	case traits.Lister:
		var names []ref.Val
		for i := range size(v) {
			names = append(names, t.products(v.Get(types.Int(i))))
		}
		return types.NewRefValList(types.DefaultTypeAdapter, names)
	}
	return v
}

// clientStatus tells the status that the catalogue gives to a client. Versions
// that may be and differ in status are told one by one.
func (t *teller) clientStatus(shown string) string {
	product, _ := t.facts.value(clientProduct.Slot).(types.String)
	versions := t.facts.possible(clientVersion.Slot)
	each := make([]string, len(versions))
	differ := false
	for i, v := range versions {
		status := "not in the catalogue"
		version, _ := v.(versionVal)
		if s := t.facts.catalogue.StatusOf(string(product), version.Version, t.facts.now); !s.IsMissing() {
			status = t.p.text(s.val)
		}
		differ = differ || status != shown
		each[i] = t.p.text(v) + " (" + status + ")"
	}
	if differ {
		return t.name(&clientVersion) + " is " + join(each, "or")
	}
	return t.product(string(product)) + " " + t.anyOf(versions) + " is " + shown
}

// shown is one value of an attribute in words.
func (t *teller) shown(a *fact.Attribute, v ref.Val) string {
	if at, ok := v.(types.Timestamp); ok && a.EndOfDay {
		return t.p.endOf(at.Time)
	}
	if a.Slot == clientProduct.Slot {
		v = t.products(v)
	}
	return t.p.text(v)
}

// anyOf tells several possible values.
func (t *teller) anyOf(values []ref.Val) string {
	each := make([]string, len(values))
	for i, v := range values {
		each[i] = t.p.text(v)
	}
	return join(each, "or")
}

// endOf is an instant that was written as a date and means the end of its day.
func (p *Predicate) endOf(at time.Time) string {
	if c := p.zone.Civil(at); c.Hour == 0 && c.Minute == 0 && c.Second == 0 && c.Nanosecond == 0 {
		return "the end of " + date(c.Date.AddDays(-1))
	}
	return p.instant(at)
}
