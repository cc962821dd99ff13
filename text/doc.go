// Package text reads the files of the notice language: strict YAML whose every
// scalar is its text, with the place of each in the file.
//
// It decides three things, and nothing about meaning:
//
//   - Parse: whether the bytes are text in the language's part of YAML, and the
//     tree of Nodes they hold. Anchors, aliases, merge keys, tags, directives, a
//     second document, tabs as indentation, duplicate keys and keys that are not
//     scalars are errors; quoting never changes meaning.
//   - Check: whether a tree has the form that a Shape describes: known keys, the
//     right kinds, required keys, text that fits its pattern.
//   - Schema: the same Shape as JSON Schema (draft 2020-12), for editors.
//
// The walk of a file: characters.go refuses what is not text, parts.go what would
// grow too large, markers.go cuts the document out of its markers, compose.go has
// go.yaml.in/yaml/v4 build its nodes, tree.go turns them into Nodes and refuses
// what the language leaves out, prefix.go finds what still stands before a syntax
// error and syntax.go says in our words what the library found. at.go finds a
// character of a scalar's text in the file again. shape.go is what check.go and
// schema.go go by.
//
// Lines count from 1; columns count code points from 1; a byte order mark at the
// start of the file counts as nothing. Offsets into a text count code points
// from 0.
//
// Files are not trusted: limits.go bounds what any of them may cost.
package text
