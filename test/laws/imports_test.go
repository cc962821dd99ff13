package laws

import (
	"slices"
	"strings"
)

// imports makes a law's test of who may import what: breach gives the words for
// an import that the law forbids to f, or "".
func imports(breach func(f file, imported string) string) func(tree) []string {
	return func(t tree) []string {
		var found []string
		for _, f := range t.files {
			for imported, pos := range f.imports() {
				if words := breach(f, imported); words != "" {
					found = append(found, t.breach(pos, "%s", words))
				}
			}
		}
		return found
	}
}

// agentAndServer keeps the two programs apart.
var agentAndServer = law{
	name: "agent and server do not import each other",
	why:  "they are released apart and run on machines of different owners; what both need is notice, fact and the wire between them",
	breaches: imports(func(f file, imported string) string {
		for _, pair := range [][2]string{{"agent", "server"}, {"server", "agent"}} {
			if under(f.path, pair[0]) && under(imported, module+"/"+pair[1]) {
				return pair[0] + " imports " + imported
			}
		}
		return ""
	}),
	broken: []map[string]string{
		{"agent/internal/card/card.go": `package card; import _ "github.com/lanyard-id/lanyard/server/internal/gate"`},
		{"server/internal/gate/gate_test.go": `package gate; import _ "github.com/lanyard-id/lanyard/agent"`},
	},
	kept: []map[string]string{
		{"server/internal/gate/gate.go": `package gate; import _ "github.com/lanyard-id/lanyard/notice"`},
		{"cmd/lanyard/main.go": `package main; import _ "github.com/lanyard-id/lanyard/server"`},
	},
}

// only makes the law's test that one folder alone imports a module.
func only(folder, imported string) func(tree) []string {
	return imports(func(f file, name string) string {
		if under(name, imported) && f.dir() != folder {
			return "imports " + name + ", which only " + folder + " may"
		}
		return ""
	})
}

// outsideTests holds a law for what becomes part of a program.
func outsideTests(law func(tree) []string) func(tree) []string {
	return func(t tree) []string {
		t.files = slices.DeleteFunc(slices.Clone(t.files), file.isTest)
		return law(t)
	}
}

var onlyOneImportsCEL = law{
	name:     "only notice/internal/predicate imports CEL",
	why:      "the three values depend on how CEL is bent; one package, guarded by its table of meanings, must be all that an upgrade can break",
	breaches: only("notice/internal/predicate", "cel.dev/cel-go"),
	broken: []map[string]string{
		{"notice/notice.go": `package notice; import _ "cel.dev/cel-go/cel"`},
		{"notice/internal/predicate/sub/a.go": `package sub; import _ "cel.dev/cel-go/cel"`},
	},
	kept: []map[string]string{
		{"notice/internal/predicate/env.go": `package predicate; import _ "cel.dev/cel-go/cel"`},
		{"notice/notice.go": `package notice; import _ "cel.dev/cel-golang"`},
	},
}

var onlyOneImportsYAML = law{
	name:     "only text imports YAML",
	why:      "a notice is its text: anchors, duplicate keys and words that turn into numbers are refused in one place; a second reader would forget one of them",
	breaches: outsideTests(only("text", "go.yaml.in/yaml")),
	broken: []map[string]string{
		{"server/internal/importing/read.go": `package importing; import _ "go.yaml.in/yaml/v4"`},
	},
	kept: []map[string]string{
		{"text/read.go": `package text; import _ "go.yaml.in/yaml/v4"`},
		// A test may read as an editor would, to compare.
		{"notice/schema_test.go": `package notice; import _ "go.yaml.in/yaml/v4"`},
	},
}

// plumbing is what rooms share below server/internal: it knows no room. evidence
// is the form of a kept decision: the rooms that decide write it, those that tell
// and report read it, and a form that each had of its own would drift apart. cells
// is how rooms write CSV: a second way to keep formulas out would forget some. disk
// is locks and flushes of files, by operating system. octets reads what strangers
// sent; clienthello is for the door, which masks what is kept, and for whoever tells
// it again.
var plumbing = []string{"db", "web", "obs", "evidence", "cells", "disk", "octets", "clienthello"}

var roomsApart = law{
	name: "rooms of the server do not import each other",
	why:  "a room that needs something of another asks for it with a small interface of its own, and package server wires them; else no room can be read, tested or changed alone",
	breaches: imports(func(f file, imported string) string {
		const rooms = "server/internal/"
		from, inRoom := strings.CutPrefix(f.path, rooms)
		to, aRoom := strings.CutPrefix(imported, module+"/"+rooms)
		if !inRoom || !aRoom {
			return ""
		}
		from, _, _ = strings.Cut(from, "/")
		to, _, _ = strings.Cut(to, "/")
		for _, shared := range plumbing {
			if to == shared && from != shared {
				return ""
			}
		}
		if from == to {
			return ""
		}
		return "room " + from + " imports room " + to
	}),
	broken: []map[string]string{
		{"server/internal/gate/gate.go": `package gate; import _ "github.com/lanyard-id/lanyard/server/internal/desk"`},
		{"server/internal/db/db.go": `package db; import _ "github.com/lanyard-id/lanyard/server/internal/desk"`},
		{"server/internal/evidence/kept.go": `package evidence; import _ "github.com/lanyard-id/lanyard/server/internal/gate/decision"`},
		{"server/internal/signin/oidc/a.go": `package oidc; import _ "github.com/lanyard-id/lanyard/server/internal/ra/ca"`},
	},
	kept: []map[string]string{
		{"server/internal/gate/gate.go": `package gate; import _ "github.com/lanyard-id/lanyard/server/internal/db"`},
		{"server/internal/decide/run.go": `package decide; import _ "github.com/lanyard-id/lanyard/server/internal/evidence"`},
		{"server/internal/ra/ra.go": `package ra; import _ "github.com/lanyard-id/lanyard/server/internal/ra/ca"`},
		{"server/server.go": `package server; import _ "github.com/lanyard-id/lanyard/server/internal/gate"`},
	},
}

var noCgo = law{
	name: "no cgo",
	why:  "both programs are one static file for every platform, cross-compiled from one machine",
	breaches: imports(func(_ file, imported string) string {
		if imported == "C" {
			return "imports C"
		}
		return ""
	}),
	broken: []map[string]string{{"agent/internal/card/pcsc/pcsc.go": `package pcsc; import "C"`}},
	kept:   []map[string]string{{"agent/internal/card/pcsc/pcsc.go": `package pcsc; import _ "unsafe"`}},
}
