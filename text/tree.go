package text

import (
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// builder turns the library's nodes into ours and refuses what the language
// leaves out of YAML.
type builder struct {
	source *source
	found  *Listing
	blocks []block
}

// block is the inside of a block scalar: what follows its first line and is
// indented by more than indent spaces.
type block struct {
	line, indent int
}

func (b *builder) refuse(y *yaml.Node, what, mend string) {
	b.found.Add(b.source.error(b.source.clamp(y.Line, y.Column), what, mend))
}

// build makes the Node of a library node. Depth counts the collections around
// it; indent is the column before that of the nearest, from 0, and -1 at the
// root: where a block scalar's text may begin. It takes the library's nodes apart
// on the way, so that both trees need not be held at once.
func (b *builder) build(y *yaml.Node, depth, indent int) *Node {
	n := &Node{Pos: b.source.clamp(y.Line, y.Column), source: b.source}
	b.refuseProperties(y)
	if depth >= maxDepth && len(y.Content) > 0 {
		b.refuse(y, fmt.Sprintf("lists and maps stand more than %d deep in each other", maxDepth), "write it flatter")
		y.Content, n.open = nil, true
	}
	if y.Style&yaml.FlowStyle == 0 && len(y.Content) > 0 {
		indent = y.Column - 1
	}
	switch y.Kind {
	case yaml.SequenceNode:
		n.Kind = List
		n.Items = make([]*Node, 0, len(y.Content))
		for i, item := range y.Content {
			n.Items = append(n.Items, b.build(item, depth+1, indent))
			y.Content[i] = nil
		}
	case yaml.MappingNode:
		n.Kind = Map
		b.buildMap(n, y, depth, indent)
	case yaml.AliasNode:
		b.refuse(y, fmt.Sprintf("the alias *%s is not part of the language", shorten(y.Value)), "write the value out where it is needed")
		n.open = true
	default:
		b.buildScalar(n, y, indent)
	}
	return n
}

// buildMap fills in the keys and values of a map. It leaves out keys that are
// refused, with their values.
func (b *builder) buildMap(n *Node, y *yaml.Node, depth, indent int) {
	n.Keys = make([]*Node, 0, len(y.Content)/2)
	n.Values = make([]*Node, 0, len(y.Content)/2)
	first := make(map[string]Pos, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		yk, yv := y.Content[i], y.Content[i+1]
		y.Content[i], y.Content[i+1] = nil, nil
		key, value := b.build(yk, depth+1, indent), b.build(yv, depth+1, indent)
		switch pos, again := first[key.Text]; {
		case yk.Kind == yaml.AliasNode:
			// Reported as an alias.
		case key.Kind != Scalar:
			b.refuse(yk, fmt.Sprintf("%s stands where a key belongs", key.Kind), "write a word as the key, and quote it if it has brackets")
		case key.Text == "<<":
			b.refuse(yk, "the merge key << is not part of the language", "write the keys out where they are needed")
		case again:
			b.refuse(yk, fmt.Sprintf("the key %s is in this map already, on line %d", Show(key.Text), pos.Line), "keep one of them")
		default:
			first[key.Text] = key.Pos
			n.Keys, n.Values = append(n.Keys, key), append(n.Values, value)
		}
	}
}

func (b *builder) buildScalar(n *Node, y *yaml.Node, indent int) {
	n.Text = y.Value
	switch {
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.style = single
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.style = double
	case y.Style&yaml.LiteralStyle != 0:
		n.style = literal
	case y.Style&yaml.FoldedStyle != 0:
		n.style = folded
	}
	if n.style == literal || n.style == folded {
		b.blocks = append(b.blocks, block{y.Line, indent})
	}
	// An escape can write what the file itself may not hold.
	for _, r := range n.Text {
		if r != '\t' && r != '\n' && !isText(r) {
			b.refuse(y, fmt.Sprintf("an escape in this text stands for the control character %U", r), "take it out")
			break
		}
	}
}

// refuseProperties refuses the anchor and the tag of a node.
func (b *builder) refuseProperties(y *yaml.Node) {
	if y.Anchor != "" {
		b.refuse(y, fmt.Sprintf("the anchor &%s is not part of the language", shorten(y.Anchor)), "take it out")
	}
	if y.Style&yaml.TaggedStyle != 0 || y.Tag == "!" {
		b.refuse(y, fmt.Sprintf("the tag %s is not part of the language", shorten(y.Tag)), "take it out: every value is its text")
	}
}

// isNothing reports whether a node is the empty one the library makes where
// nothing is written.
func isNothing(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Value == "" && y.Style == 0 && y.Tag == "!!null"
}

// openEnd marks the last node of a tree and all around it.
func (n *Node) openEnd() {
	n.open = true
	if i := len(n.Items); i > 0 {
		n.Items[i-1].openEnd()
	}
	if i := len(n.Values); i > 0 {
		n.Values[i-1].openEnd()
	}
}

// Show is a text as messages repeat it: quoted, and shortened to 40 characters.
func Show(text string) string {
	return fmt.Sprintf("%q", shorten(text))
}

func shorten(text string) string {
	if utf8.RuneCountInString(text) <= shownRunes {
		return text
	}
	return string([]rune(text)[:shownRunes]) + "…"
}
