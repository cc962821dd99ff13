// Package config is what a gate is told to do: a strict file, whose keys are the
// flags of lanyard gate in groups.
//
// The table of keys (shape.go) is what the reader holds a file to, and what its
// JSON Schema is written from. Read (read.go) makes a Config of it; Check
// (check.go) says what does not go together, whether it came of a file or of
// flags. Paths in a file are relative to the file.
//
// It opens no file but the one that it reads, and starts nothing.
package config
