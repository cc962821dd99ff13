// Package text reads the files of the notice language: strict YAML whose every
// scalar is its text, with the place of each in the file.
//
// Parse decides whether the bytes are text in the language's part of YAML, and
// gives the tree of Nodes they hold. Anchors, aliases, merge keys, tags,
// directives, a second document, tabs as indentation, duplicate keys and keys that
// are not scalars are errors; quoting never changes meaning. Which keys there are
// and what they mean is decided elsewhere: the package shape checks the form of a
// tree.
//
// The walk of a file: characters.go refuses what is not text, parts.go what would
// grow too large, markers.go cuts the document out of its markers, compose.go has
// go.yaml.in/yaml/v4 build its nodes, tree.go turns them into Nodes and refuses
// what the language leaves out, prefix.go finds what still stands before a syntax
// error and syntax.go says in our words what the library found. at.go finds a
// character of a scalar's text in the file again.
//
// Lines count from 1; columns count code points from 1; a byte order mark at the
// start of the file counts as nothing. Offsets into a text count code points
// from 0.
//
// Files are not trusted: limits.go bounds what any of them may cost.
package text
