package text

// Kind is what a Node is.
type Kind uint8

const (
	// Scalar is a text.
	Scalar Kind = iota
	// List is a sequence of nodes.
	List
	// Map is a sequence of keys, each with its value.
	Map
)

func (k Kind) String() string {
	switch k {
	case List:
		return "a list"
	case Map:
		return "a map"
	default:
		return "a text"
	}
}

// style is how a scalar is written in the file.
type style uint8

const (
	plain style = iota
	single
	double
	literal
	folded
)

// Node is a scalar, a list or a map at its place in a file. The methods of a
// nil Node are those of one that is not there.
type Node struct {
	Kind Kind
	// style is that of a scalar. open marks what may hold more than was read: the
	// last node before a syntax error and all around it, and what is refused as a
	// whole.
	style style
	open  bool
	// Pos is where the node begins: at the quote of a quoted scalar, at the | or
	// > of a block.
	Pos
	// Text is that of a scalar: what it says, whatever its quotes.
	Text string
	// Items are those of a list.
	Items []*Node
	// Keys and Values are those of a map, in the order of the file. The keys are
	// scalars, no two with the same text.
	Keys, Values []*Node

	source *source
}

// Get is the value of a key of a map; nil if there is none.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Values[i]
		}
	}
	return nil
}

// Key is the key of a map with the given text; nil if there is none.
func (n *Node) Key(key string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Keys {
		if k.Text == key {
			return k
		}
	}
	return nil
}

// String is the text of a scalar, and empty for all else.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	return n.Text
}

// IsZero reports whether nothing is written: no node at all, a key without a
// value, an empty text, list or map.
func (n *Node) IsZero() bool {
	return n == nil || n.Text == "" && len(n.Items) == 0 && len(n.Keys) == 0
}

// Truncated reports whether more may be written in this node than could be read:
// it is the last before a syntax error or around that one, or it stands for an
// alias. What such a node lacks is not known to be missing.
func (n *Node) Truncated() bool { return n != nil && n.open }

// File is the name of the file the node stands in.
func (n *Node) File() string {
	if n == nil || n.source == nil {
		return ""
	}
	return n.source.file
}

// Error is an error at the place of the node.
func (n *Node) Error(what, mend string) Problem {
	p := Problem{File: n.File(), What: what, Mend: mend}
	if n != nil {
		p.Pos = n.Pos
	}
	return p
}

// Warning is a warning at the place of the node.
func (n *Node) Warning(what, mend string) Problem {
	p := n.Error(what, mend)
	p.Severity = Warning
	return p
}
