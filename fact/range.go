package fact

import (
	"slices"
	"strings"
)

// An Operator compares a version with the version of a [Term].
type Operator string

// The operators of a range.
const (
	Below   Operator = "<"
	AtMost  Operator = "<="
	Above   Operator = ">"
	AtLeast Operator = ">="
	Exactly Operator = "="
	Except  Operator = "!="
)

// operators has those first that begin with another one.
var operators = [...]Operator{AtMost, AtLeast, Except, Below, Above, Exactly}

// A Term is one condition of a [Range].
type Term struct {
	Operator Operator
	Version  Version
}

func (t Term) contains(v Version) bool {
	c := v.Compare(t.Version)
	switch t.Operator {
	case Below:
		return c < 0
	case AtMost:
		return c <= 0
	case Above:
		return c > 0
	case AtLeast:
		return c >= 0
	case Exactly:
		return c == 0
	}
	return c != 0
}

// Range is a set of versions: those for which all its terms hold. The zero
// value has no term and contains every version.
type Range struct {
	terms []Term
}

// ParseRange reads one or more terms joined by commas, each an operator (< <=
// > >= = !=) and a version: ">=2.4.5.0,<2.4.10.0". A comma also separates the
// numbers of a version, so a term ends only at a comma that an operator
// follows. Spaces around operators, versions and commas are dropped. A range
// that contains nothing is no error here; see [Range.First].
func ParseRange(text string) (Range, error) {
	var r Range
	for rest, more := text, true; more; {
		var part string
		part, rest, more = cutTerm(rest)
		term, problem := parseTerm(part)
		if problem != "" {
			return Range{}, &ParseError{text, "not a range of versions: " + problem}
		}
		r.terms = append(r.terms, term)
	}
	return r, nil
}

// cutTerm cuts s at its first comma that an operator follows.
func cutTerm(s string) (term, rest string, found bool) {
	for i := range len(s) {
		if s[i] != ',' {
			continue
		}
		next := strings.TrimLeft(s[i+1:], " ")
		if next != "" && strings.IndexByte("<>=!", next[0]) >= 0 {
			return s[:i], next, true
		}
	}
	return s, "", false
}

func parseTerm(s string) (Term, string) {
	s = strings.TrimSpace(s)
	for _, op := range operators {
		after, ok := strings.CutPrefix(s, string(op))
		if !ok {
			continue
		}
		v, err := ParseVersion(after)
		if err != nil {
			return Term{}, "after " + string(op) + " " + err.(*ParseError).Problem
		}
		// A suffix swallows everything, also the term of an author who forgot
		// the comma, and would leave half a range without a word.
		if strings.ContainsAny(v.Suffix(), "<>=!") || strings.HasSuffix(v.Suffix(), ",") {
			return Term{}, "join terms by one comma, like >=2.4.5.0,<2.4.10.0"
		}
		return Term{op, v}, ""
	}
	return Term{}, "each term begins with one of < <= > >= = !=, like >=2.4.5.0"
}

// Terms returns the conditions in the order in which they were written.
func (r Range) Terms() []Term { return slices.Clone(r.terms) }

// Contains reports whether every term holds for v. It does not allocate.
func (r Range) Contains(v Version) bool {
	for i := range r.terms {
		if !r.terms[i].contains(v) {
			return false
		}
	}
	return true
}

// And returns the versions that are in both ranges.
func (r Range) And(other Range) Range {
	return Range{terms: slices.Concat(r.terms, other.terms)}
}

// Overlaps reports whether a version is in both ranges.
func (r Range) Overlaps(other Range) bool {
	_, ok := r.And(other).First()
	return ok
}

// First returns the least version in the range; false if it contains none. It
// is exact: versions are tuples of eight numbers in lexicographic order, where
// each has a next one.
func (r Range) First() (Version, bool) {
	s, ok := r.span()
	if !ok {
		return Version{}, false
	}
	first := s.low
	for _, v := range s.without {
		if v.Compare(first) != 0 {
			break
		}
		if first, ok = first.next(); !ok {
			return Version{}, false
		}
	}
	if s.high != nil && first.Compare(*s.high) > 0 {
		return Version{}, false
	}
	return first, true
}

// String returns the range as [ParseRange] reads it, without spaces around
// operators: ">=2.4.5.0,<2.4.10.0". The zero range is "".
func (r Range) String() string {
	var b strings.Builder
	for i, t := range r.terms {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(t.Operator))
		b.WriteString(t.Version.String())
	}
	return b.String()
}

// A span is what the terms of a range come to: all versions from low to high,
// both inclusive, but those in without.
type span struct {
	low     Version
	high    *Version  // nil: no upper bound
	without []Version // in order, each once, between low and high
}

// span returns false if no version lies between the bounds.
func (r Range) span() (span, bool) {
	var s span
	atLeast := func(v Version) {
		if v.Compare(s.low) > 0 {
			s.low = v
		}
	}
	atMost := func(v Version) {
		if s.high == nil || v.Compare(*s.high) < 0 {
			s.high = &v
		}
	}
	for _, t := range r.terms {
		ok := true
		v := t.Version
		switch t.Operator {
		case Below:
			if v, ok = v.previous(); ok {
				atMost(v)
			}
		case AtMost:
			atMost(v)
		case Above:
			if v, ok = v.next(); ok {
				atLeast(v)
			}
		case AtLeast:
			atLeast(v)
		case Exactly:
			atLeast(v)
			atMost(v)
		case Except:
			s.without = append(s.without, v)
		}
		if !ok {
			return span{}, false
		}
	}
	slices.SortStableFunc(s.without, Version.Compare)
	s.without = slices.CompactFunc(s.without, Version.Equal)
	s.without = slices.DeleteFunc(s.without, func(v Version) bool {
		return v.Compare(s.low) < 0 || s.high != nil && v.Compare(*s.high) > 0
	})
	return s, s.high == nil || s.low.Compare(*s.high) <= 0
}
