package estate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// several gives the number of possible values that the text names.
func (c *Column) several(text string, possible []notice.Value) (uint64, error) {
	for number := c.Find(text); number != 0; number = c.Find(text) {
		if sameValues(c.Possible(number), possible) {
			return uint64(number), nil
		}
		text += " " // the same words for other values: a caller's slip, which must not change what is known
	}
	number, isNew := c.texts.Number(text)
	if isNew {
		c.values = append(c.values, slices.Clone(possible))
	}
	if c.derived == nil {
		c.derived = map[uint32]bool{}
	}
	c.derived[number] = true
	return uint64(number), fullUnless(number)
}

// narrow combines statements about a fact that may be known in part, strongest
// first, of which the first top are equally strong. Statements that share a
// possible value do not disagree: what they share is known. Equally strong
// ones that share nothing leave it open which of them is right. One that gives
// no possible value has no say beside others.
func (c *Column) narrow(stated []*statement, top int) uint64 {
	var telling []*statement
	strongest := 0
	for i, s := range stated {
		if len(c.possible(s)) > 0 {
			telling = append(telling, s)
		} else {
			s.verdict = overruled
		}
		if i+1 == top || strongest == 0 {
			strongest = len(telling)
		}
	}
	if len(telling) == 0 {
		return stated[0].value
	}
	possible := c.possible(telling[0])
	for _, s := range telling[1:strongest] {
		possible = intersection(possible, c.possible(s))
	}
	if len(possible) == 0 {
		return c.either(telling[:strongest])
	}
	return c.shared(telling)
}

func (c *Column) possible(s *statement) []notice.Value { return c.Possible(uint32(s.value)) }

// either returns the number of the values that any statement allows.
func (c *Column) either(stated []*statement) uint64 {
	stated = slices.SortedFunc(slices.Values(stated), func(a, b *statement) int {
		return cmp.Compare(c.show(a.value), c.show(b.value))
	})
	var possible []notice.Value
	var texts []string
	for _, s := range stated {
		s.verdict = contradicted
		possible = union(possible, c.possible(s))
		texts = append(texts, c.show(s.value))
	}
	held, _ := c.several(strings.Join(texts, " or "), possible)
	return held
}

// shared returns the number of the values that statements have in common; one
// that shares nothing with those before it is overruled.
func (c *Column) shared(stated []*statement) uint64 {
	var possible []notice.Value
	held := uint64(0)
	for _, s := range stated {
		both := c.possible(s)
		if held != 0 {
			both = intersection(possible, both)
		}
		switch {
		case len(both) == 0:
			s.verdict = overruled
			continue
		case held == 0, sameValues(both, c.possible(s)):
			held = s.value
		case !sameValues(both, possible):
			held, _ = c.several(c.TextOf(uint32(held))+" and "+c.TextOf(uint32(s.value)), both)
		}
		s.verdict = holds
		possible = both
	}
	return held
}

// sameValue compares values of an attribute that may be known in part: whole
// numbers and texts, which compare as they are.
func sameValue(a, b notice.Value) bool { return a == b }

func sameValues(a, b []notice.Value) bool {
	return len(a) == len(b) && len(intersection(a, b)) == len(a)
}

func intersection(a, b []notice.Value) []notice.Value {
	var out []notice.Value
	for _, v := range a {
		if has(b, v) {
			out = append(out, v)
		}
	}
	return out
}

func union(a, b []notice.Value) []notice.Value {
	out := slices.Clone(a)
	for _, v := range b {
		if !has(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func has(values []notice.Value, v notice.Value) bool {
	return slices.ContainsFunc(values, func(w notice.Value) bool { return sameValue(w, v) })
}
