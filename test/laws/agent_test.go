package laws

import (
	"slices"
	"strings"
)

// knows are the rooms of the agent that know others, and which. card, host and network
// each look at one part of the machine, and device gathers them. Of what was gathered
// checks and asked judge, sample invents, and mend changes what host saw. What they
// need is the words for it, so none of them knows card, through which something could
// be done to one. All others know no room.
var knows = map[string][]string{
	"device": {"card", "host", "network"},
	"checks": {"device", "host", "network"},
	"asked":  {"checks", "device"},
	"sample": {"device", "host", "network"},
	"mend":   {"host"},
}

const agentRoomsFolder = "agent/internal/"

// agentRoom is the room below agent/internal that a path of the project is in; "" =
// none.
func agentRoom(path string) string {
	below, inRoom := strings.CutPrefix(path, agentRoomsFolder)
	if !inRoom {
		return ""
	}
	room, _, _ := strings.Cut(below, "/")
	return room
}

var agentRoomsApart = law{
	name: "rooms of the agent know only what is listed",
	why:  "what looks at a part of a machine must be usable without the others, what judges must not be able to look or to change, and package agent wires them; a new way between two rooms is a decision, with its reason in this table",
	breaches: outsideTests(imports(func(f file, imported string) string {
		from, to := agentRoom(f.path), agentRoom(strings.TrimPrefix(imported, module+"/"))
		if from == "" || to == "" || from == to || slices.Contains(knows[from], to) {
			return ""
		}
		return "room " + from + " imports room " + to
	})),
	broken: []map[string]string{
		{"agent/internal/host/look.go": `package host; import _ "github.com/lanyard-id/lanyard/agent/internal/network"`},
		{"agent/internal/card/piv.go": `package card; import _ "github.com/lanyard-id/lanyard/agent/internal/device"`},
		{"agent/internal/checks/card_pin.go": `package checks; import _ "github.com/lanyard-id/lanyard/agent/internal/card/pcsc"`},
		{"agent/internal/page/html.go": `package page; import _ "github.com/lanyard-id/lanyard/agent/internal/checks"`},
		{"agent/internal/mend/apply.go": `package mend; import _ "github.com/lanyard-id/lanyard/agent/internal/checks"`},
		{"agent/internal/signing/sign.go": `package signing; import _ "github.com/lanyard-id/lanyard/agent/internal/card"`},
	},
	kept: []map[string]string{
		{"agent/internal/device/look.go": `package device; import _ "github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"`},
		{"agent/internal/card/pcsc/reader.go": `package pcsc; import _ "github.com/lanyard-id/lanyard/agent/internal/card"`},
		{"agent/internal/checks/os_build.go": `package checks; import _ "github.com/lanyard-id/lanyard/agent/internal/host"`},
		{"agent/internal/page/page.go": `package page; import _ "github.com/lanyard-id/lanyard/wire"`},
		{"agent/check.go": `package agent; import _ "github.com/lanyard-id/lanyard/agent/internal/page"`},
		// A test may put rooms together, to hold one to the other.
		{"agent/internal/sample/sample_test.go": `package sample_test; import _ "github.com/lanyard-id/lanyard/agent/internal/checks"`},
	},
}

// unseeing are the rooms of the agent that judge and tell what was seen.
var unseeing = []string{"checks", "asked", "page", "symptom"}

// judgesDevices tells whether f is of those, or of the bundle that they make.
func judgesDevices(f file) bool {
	return !f.isTest() && (slices.Contains(unseeing, agentRoom(f.path)) || under(f.path, "wire"))
}

var agentJudgesUnseeing = law{
	name: "what judges a device does not look at the machine",
	why:  "a recording must give the same findings on every machine and on every day as it gave on its own; else it proves nothing, and no check could be tested without the machine that it is about",
	breaches: func(t tree) []string {
		found := imports(func(f file, imported string) string {
			if !judgesDevices(f) {
				return ""
			}
			for _, name := range impure {
				if under(imported, name) || imported == "net" {
					return "what judges a device imports " + imported
				}
			}
			return ""
		})(t)
		for _, f := range t.files {
			if judgesDevices(f) {
				found = append(found, readsMachineTime(t, f)...)
			}
		}
		return found
	},
	broken: []map[string]string{
		{"agent/internal/checks/disk_room.go": `package checks; import _ "os"`},
		{"agent/internal/asked/judge.go": `package asked; import "time"; var now = time.Now()`},
		{"agent/internal/page/text.go": `package page; import "time"; func f(t time.Time) time.Time { return t.Local() }`},
		{"wire/json.go": `package wire; import _ "path/filepath"`},
	},
	kept: []map[string]string{
		{"agent/internal/host/look.go": `package host; import "os"; import "time"; var now = time.Now`},
		{"agent/internal/checks/disk_room.go": `package checks; import "time"; func f(t time.Time) time.Time { return t.UTC() }`},
		{"agent/internal/checks/docs_test.go": `package checks; import _ "os"`},
		{"agent/check.go": `package agent; import "time"; var now = time.Now`},
	},
}
