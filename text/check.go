package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/text/spelling"
)

// Check says everything in which a tree does not have a shape, in the order of
// the file. It leaves to others what the shape says is told elsewhere, and does
// not ask for what may stand behind a syntax error.
func Check(n *Node, shape Shape) Problems {
	var c checker
	c.check(n, shape)
	return c.found.Problems()
}

// Fits reports whether a tree has a shape, by all that is in it.
func Fits(n *Node, shape Shape) bool {
	c := checker{strict: true}
	c.check(n, shape)
	return len(c.found.problems) == 0
}

type checker struct {
	strict bool // what is told elsewhere counts too
	found  Listing
}

func (c *checker) check(n *Node, shape Shape) {
	if n == nil {
		return
	}
	shape.check(n, c)
}

func (c *checker) wrong(n *Node, mend, what string, args ...any) {
	if !c.found.full() {
		what = fmt.Sprintf(what, args...)
	}
	c.found.Add(n.Error(what, mend))
}

// closest is the word that was most likely meant, if anybody will read of it.
func (c *checker) closest(written string, words []string) string {
	if c.found.full() {
		return ""
	}
	return spelling.Closest(written, words)
}

// wrongKind reports a node that is not of the kind a shape needs.
func (c *checker) wrongKind(n *Node, shape Shape) {
	if n.Kind == Scalar && n.Text == "" {
		if !n.open {
			c.wrong(n, "write "+shape.words()+", or take it out", "nothing is written here")
		}
		return
	}
	mend := "write " + shape.words()
	switch shape.(type) {
	case ListShape:
		mend = "write its items in brackets, or each on a line of its own behind \"- \""
	case MapShape, DictShape:
		mend = "write it as keys with values"
	}
	c.wrong(n, mend, "%s is needed here, and this is %s", shape.words(), n.Kind)
}

func (s ScalarShape) check(n *Node, c *checker) {
	switch {
	case n.Kind != Scalar:
		c.wrongKind(n, s)
	case n.Text == "":
		if !s.Empty {
			c.wrongKind(n, s)
		}
	case s.Elsewhere && !c.strict:
	case s.Enum != nil && !slices.Contains(s.Enum, n.Text):
		mend := "write " + oneOf(s.Enum)
		if near := c.closest(n.Text, s.Enum); near != "" {
			mend = fmt.Sprintf("did you mean %s? It is %s", near, oneOf(s.Enum))
		}
		c.wrong(n, mend, "%s is not %s", Show(n.Text), s.words())
	case s.Pattern != nil && !s.Pattern.MatchString(n.Text):
		mend := s.Mend
		if mend == "" {
			mend = "write " + s.words()
		}
		c.wrong(n, mend, "%s is not %s", Show(n.Text), s.words())
	}
}

func (s ListShape) check(n *Node, c *checker) {
	if n.Kind != List {
		c.wrongKind(n, s)
		return
	}
	if len(n.Items) < s.Min && !n.open {
		c.wrong(n, "write "+s.Of.words()+" in it, or take it out", "this list is empty")
	}
	for _, item := range n.Items {
		c.check(item, s.Of)
	}
}

func (s MapShape) check(n *Node, c *checker) {
	if n.Kind != Map {
		c.wrongKind(n, s)
		return
	}
	for i, key := range n.Keys {
		if at := slices.IndexFunc(s.Keys, func(k Key) bool { return k.Name == key.Text }); at >= 0 {
			c.check(n.Values[i], s.Keys[at].Shape)
		} else if !extension(key.Text) {
			c.wrong(key, s.mendKey(c, key.Text), "%s is not a key of %s", Show(key.Text), s.Name)
		}
	}
	if n.open {
		return
	}
	for _, k := range s.Keys {
		if k.Required && n.Get(k.Name) == nil {
			c.wrong(n, fmt.Sprintf("add `%s:` with %s", k.Name, k.Shape.words()), "%s needs the key %s", s.Name, k.Name)
		}
	}
	for _, r := range s.Rules {
		if c.strict || !r.Elsewhere {
			r.check(n, c, s.Name)
		}
	}
}

// mendKey says what to do about a key that is not known.
func (s MapShape) mendKey(c *checker, key string) string {
	var names []string
	for _, k := range s.Keys {
		names = append(names, k.Name)
	}
	if near := c.closest(key, names); near != "" {
		return fmt.Sprintf("did you mean %s? Keys of your own begin with x-", near)
	}
	return fmt.Sprintf("its keys are %s; keys of your own begin with x-", strings.Join(names, ", "))
}

func (r Rule) check(n *Node, c *checker, name string) {
	present := func(keys []string) []string {
		return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return n.Get(key) == nil })
	}
	if r.If != "" && n.Get(r.If) != nil {
		for _, key := range r.Needs {
			if n.Get(key) == nil {
				c.wrong(n.Key(r.If), "add "+key, "%s has %s without %s", name, r.If, key)
			}
		}
		for _, key := range present(r.Excludes) {
			c.wrong(n.Key(key), "keep one of them", "%s has both %s and %s", name, r.If, key)
		}
	}
	if len(r.OneOf) > 0 {
		switch stand := present(r.OneOf); {
		case len(stand) == 0:
			c.wrong(n, "add "+oneOf(r.OneOf), "%s has none of %s", name, strings.Join(r.OneOf, ", "))
		case len(stand) > 1:
			c.wrong(n.Key(stand[1]), "keep one of them", "%s has both %s and %s", name, stand[0], stand[1])
		}
	}
	if len(r.AnyOf) > 0 && len(present(r.AnyOf)) == 0 {
		c.wrong(n, "add "+oneOf(r.AnyOf), "%s has none of %s", name, strings.Join(r.AnyOf, ", "))
	}
}

func (s DictShape) check(n *Node, c *checker) {
	if n.Kind != Map {
		c.wrongKind(n, s)
		return
	}
	for i, key := range n.Keys {
		if extension(key.Text) {
			continue
		}
		c.check(key, s.Keys)
		c.check(n.Values[i], s.Of)
	}
}

func (s EitherShape) check(n *Node, c *checker) {
	shape := map[Kind]Shape{Scalar: s.Scalar, List: s.List, Map: s.Map}[n.Kind]
	if shape == nil {
		c.wrongKind(n, s)
		return
	}
	c.check(n, shape)
}

// oneOf lists words to choose from: "a, b or c".
func oneOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
