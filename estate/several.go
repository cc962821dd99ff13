package estate

import (
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
	return c.add(text, "", slices.Clone(possible))
}

// narrow combines statements about a fact that may be known in part, strongest
// first, of which the first top are equally strong. Statements that share a
// possible value do not disagree: what they share is known. Equally strong
// ones that share nothing leave it open which of them is right.
func (c *Column) narrow(stated []*statement, top int) uint64 {
	possible := c.Possible(uint32(stated[0].value))
	for _, s := range stated[1:top] {
		possible = intersection(possible, c.Possible(uint32(s.value)))
	}
	texts := make([]string, 0, len(stated))
	if len(possible) == 0 {
		for _, s := range stated[:top] {
			possible = union(possible, c.Possible(uint32(s.value)))
			texts = append(texts, c.TextOf(uint32(s.value)))
		}
		slices.Sort(texts)
		held, _ := c.several(strings.Join(texts, " or "), possible)
		return held
	}
	held := stated[0].value
	for i, s := range stated {
		both := intersection(possible, c.Possible(uint32(s.value)))
		if len(both) == 0 {
			continue
		}
		if s.verdict = holds; i == 0 {
			texts = append(texts, c.TextOf(uint32(s.value)))
		}
		if sameValues(both, c.Possible(uint32(s.value))) {
			held, texts = s.value, append(texts[:0], c.TextOf(uint32(s.value)))
		} else if !sameValues(both, possible) {
			texts = append(texts, c.TextOf(uint32(s.value)))
			held, _ = c.several(strings.Join(texts, " and "), both)
		}
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
