package text

import (
	"regexp"
	"strings"
)

// Shape is the form that a node must have. One table of shapes is both what
// Check holds a file to and what Schema writes down for editors.
//
// It is a ScalarShape, ListShape, MapShape, DictShape or EitherShape.
type Shape interface {
	// words names one such node, with its article: "a date".
	words() string
	check(n *Node, c *checker)
	schema(d definitions) object
}

// ScalarShape is a text of a certain form. The zero ScalarShape is any text that
// is not empty.
type ScalarShape struct {
	// Name with its article, such as "a date"; Doc says what it is.
	Name, Doc string
	// Pattern is what the text matches, in the part of regular expressions that
	// RE2 and ECMA-262 share, and anchored; nil for any text.
	Pattern *regexp.Regexp
	// Enum lists all such texts; nil where there are more.
	Enum []string
	// Mend says how to write one: "write a day, such as 2025-06-30".
	Mend string
	// Plain lists the JSON types besides string that editors may take such a text
	// for when it is not quoted: integer, number, boolean. Numbers lie from Min
	// to Max; both zero is no bound.
	Plain    []string
	Min, Max float64
	// Empty allows the empty text.
	Empty bool
	// Elsewhere is set where whoever reads such a text says what is wrong with
	// it: Check only asks for one, Fits and Schema for one of this form.
	Elsewhere bool
}

// ListShape is a list of nodes of one shape, of Min at least.
type ListShape struct {
	Of  Shape
	Min int
}

// MapShape is a map with known keys. Keys that begin with x- are allowed beside
// them, with any value.
type MapShape struct {
	// Name with its article, such as "a phase"; Doc says what it is.
	Name, Doc string
	Keys      []Key
	Rules     []Rule
}

// Key is one of the keys of a MapShape.
type Key struct {
	Name     string
	Required bool
	Shape    Shape
	// Doc says what the value means, in whole sentences.
	Doc string
}

// Rule says which keys of a map go together. If is a key with which those of
// Needs must stand and those of Excludes must not. Of OneOf exactly one must
// stand, of AnyOf one or more.
type Rule struct {
	If              string
	Needs, Excludes []string
	OneOf, AnyOf    []string
	// Elsewhere is set where whoever reads the map says so: Fits and Schema know
	// the rule, Check is silent.
	Elsewhere bool
}

// DictShape is a map whose keys are names, each with a value of one shape. Keys
// that begin with x- are allowed beside them, with any value.
type DictShape struct {
	Name, Doc string
	Keys      ScalarShape
	Of        Shape
}

// EitherShape is a scalar, a list or a map, each of its own shape; nil for those
// it cannot be.
type EitherShape struct {
	Scalar, List, Map Shape
}

func (s ScalarShape) words() string {
	if s.Name == "" {
		return "a text"
	}
	return s.Name
}

func (s ListShape) words() string { return "a list" }
func (s MapShape) words() string  { return s.Name }
func (s DictShape) words() string { return s.Name }

func (s EitherShape) words() string {
	var words []string
	for _, shape := range s.shapes() {
		words = append(words, shape.words())
	}
	return strings.Join(words, " or ")
}

func (s EitherShape) shapes() []Shape {
	var shapes []Shape
	for _, shape := range []Shape{s.Scalar, s.List, s.Map} {
		if shape != nil {
			shapes = append(shapes, shape)
		}
	}
	return shapes
}

// extension reports whether a key is none of the language's: authors may keep
// what they like under it.
func extension(key string) bool { return strings.HasPrefix(key, "x-") }
