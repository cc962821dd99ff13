package text

import (
	"fmt"
	"runtime"
)

// Parse reads a file of the language. It gives the root of its tree and
// everything that is wrong with it as text, in the order of the file.
//
// After a YAML syntax error the tree is that of what stands before it: its nodes
// at the end are Truncated, and their children may be missing. The root is nil
// if nothing could be read, and then there is an Error among the problems. The
// text of a file that gives no Error is exactly what its author wrote.
//
// At most 1 MiB is read, with at most 150,000 parts and 32 levels, and 16,000
// commas, colons and the like in one list or map in brackets. Reading takes less
// than 64 MB of heap.
func Parse(file string, src []byte) (*Node, Problems) {
	s, unreadable := decode(file, src)
	if unreadable != nil {
		return nil, Problems{*unreadable}
	}
	if parts := countParts(s.text); parts > maxParts {
		return nil, Problems{s.error(Pos{},
			fmt.Sprintf("the file has about %d keys, values and comments, at most %d are read", parts, maxParts),
			"split it into several files")}
	}
	found := &Listing{}
	root := s.parse(s.document(found), found)
	return root, found.Problems()
}

func (s *source) parse(document string, found *Listing) *Node {
	node, err := compose(document)
	read := document
	if err != nil {
		broken := s.explain(err)
		if countParts(document) > bigParts {
			// What the failed reading left behind may be most of what the limits
			// allow for; it must not stand beside the next.
			runtime.GC()
		}
		node, read = s.composeBefore(document, &broken)
		found.Add(broken.problem)
	}
	switch empty := node == nil || isNothing(node); {
	case empty && err != nil:
		return nil
	case empty:
		found.Add(s.error(Pos{1, 1}, "the file is empty", "write its keys, one `key: value` on a line"))
		return nil
	}
	b := &builder{source: s, found: found}
	root := b.build(node, 0, -1)
	b.refuseTabs(read)
	if err != nil {
		root.openEnd()
	}
	return root
}
