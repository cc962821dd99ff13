package laws

import (
	"go/ast"
	"slices"
	"strings"
)

// isPure tells whether f is of the packages whose answers depend on arguments alone.
func isPure(f file) bool {
	for _, folder := range pureFolders {
		if under(f.path, folder) {
			return !f.isTest()
		}
	}
	return false
}

// pureFolders are the packages at the top whose answers depend on arguments alone.
var pureFolders = []string{"notice", "fact", "civil", "estate", "readiness", "svg", "text"}

// impure is what reaches outside the arguments, with everything below it.
// net/url, net/netip and net/mail only read text.
var impure = []string{"os", "io/ioutil", "net/http", "net/rpc", "net/smtp", "syscall", "time/tzdata", "math/rand", "crypto/rand", "path/filepath", "log"}

const pureWhy = "the same notice, facts and instant must give the same answer in the agent, the gate, a check and a what-if, on any machine and in any year; clocks, chance, files and zone data are arguments"

var pureImports = law{
	name: "pure packages import nothing that reaches outside",
	why:  pureWhy,
	breaches: imports(func(f file, imported string) string {
		if !isPure(f) {
			return ""
		}
		for _, name := range impure {
			if under(imported, name) || imported == "net" {
				return "a pure package imports " + imported
			}
		}
		return ""
	}),
	broken: []map[string]string{
		{"notice/read.go": `package notice; import _ "os"`},
		{"fact/a.go": `package fact; import _ "math/rand/v2"`},
		{"civil/zone.go": `package civil; import _ "time/tzdata"`},
		{"notice/internal/window/a.go": `package window; import _ "net/http"`},
	},
	kept: []map[string]string{
		{"notice/read_test.go": `package notice; import _ "os"`},
		{"notices/notices.go": `package notices; import _ "os"`},
		{"civil/zone.go": `package civil; import _ "time"`},
		{"civil/generate.go": "//go:build ignore\n\npackage main; import _ \"os\""},
	},
}

// rehearsal is the program that shows the gate at work, with the stand-ins of tests.
const rehearsal = "build/rehearsal"

// onlyInTests is what no program may contain.
var onlyInTests = []string{"testing", "pgregory.net/rapid", "github.com/rogpeppe/go-internal", "github.com/google/go-cmp", module + "/test"}

var pureRooms = law{
	name: "pure packages import only pure packages of the project",
	why:  pureWhy + "; what is impure two imports away is impure all the same",
	breaches: imports(func(f file, imported string) string {
		own, isOwn := strings.CutPrefix(imported, module+"/")
		if !isPure(f) || !isOwn {
			return ""
		}
		for _, folder := range pureFolders {
			if under(own, folder) {
				return ""
			}
		}
		return "a pure package imports " + own
	}),
	broken: []map[string]string{
		{"notice/calendar/a.go": `package calendar; import _ "github.com/lanyard-id/lanyard/server"`},
		{"fact/a.go": `package fact; import _ "github.com/lanyard-id/lanyard/notices"`},
		{"estate/a.go": `package estate; import _ "github.com/lanyard-id/lanyard/server"`},
	},
	kept: []map[string]string{
		{"notice/calendar/a.go": `package calendar; import _ "github.com/lanyard-id/lanyard/civil"`},
		{"readiness/a.go": `package readiness; import _ "github.com/lanyard-id/lanyard/estate"`},
		{"notice/calendar/a_test.go": `package calendar; import _ "github.com/lanyard-id/lanyard/notices"`},
	},
}

var testsApart = law{
	name: "programs contain nothing that is for tests",
	why:  "a test library in a program is code that nobody reviewed for the job, and flags that nobody asked for",
	breaches: imports(func(f file, imported string) string {
		if f.isTest() || under(f.path, "test") {
			return ""
		}
		if under(f.path, rehearsal) && imported == module+"/test/standin" {
			return "" // it is in no release, and plays on a stage what tests play: one stand-in, not two
		}
		for _, name := range onlyInTests {
			if under(imported, name) {
				return "imports " + imported + ", which is for tests"
			}
		}
		return ""
	}),
	broken: []map[string]string{
		{"notice/calendar/a.go": `package calendar; import _ "pgregory.net/rapid"`},
		{"server/a.go": `package server; import _ "github.com/lanyard-id/lanyard/test/need"`},
		{"build/dist/a.go": `package main; import _ "github.com/lanyard-id/lanyard/test/standin"`},
		{"build/rehearsal/a.go": `package main; import _ "github.com/lanyard-id/lanyard/test/need"`},
	},
	kept: []map[string]string{
		{"server/a_test.go": `package server; import _ "testing"`},
		{"build/rehearsal/a.go": `package main; import _ "github.com/lanyard-id/lanyard/test/standin"`},
	},
}

// machineTime is what of package time reads the machine's clock or zone. Parse is
// among it: it gives a time the machine's zone where the offsets agree; say
// ParseInLocation(layout, text, time.UTC).
var machineTime = []string{"Now", "Since", "Until", "Local", "LoadLocation", "Parse", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// machineZoned is what gives a time in the machine's zone, so that .UTC() or
// .In(zone) must follow at once.
var machineZoned = []string{"Unix", "UnixMilli", "UnixMicro"}

var pureClock = law{
	name: "pure packages read neither the machine's clock nor its zone",
	why:  pureWhy,
	breaches: func(t tree) []string {
		var found []string
		for _, f := range t.files {
			if isPure(f) {
				found = append(found, readsMachineTime(t, f)...)
			}
		}
		return found
	},
	broken: []map[string]string{
		{"notice/a.go": `package notice; import "time"; var t = time.Now()`},
		{"notice/a.go": `package notice; import clock "time"; var now = clock.Now`},
		{"civil/a.go": `package civil; import "time"; func f(t time.Time) time.Time { return t.In(time.Local) }`},
		{"civil/a.go": `package civil; import "time"; func f(t time.Time) time.Time { return t.Local() }`},
		{"civil/a.go": `package civil; import "time"; var zone, err = time.LoadLocation("Europe/London")`},
		{"fact/a.go": `package fact; import "time"; var t = time.Unix(0, 0)`},
		{"fact/a.go": `package fact; import "time"; var t, err = time.Parse(time.RFC3339, "")`},
	},
	kept: []map[string]string{
		{"notice/a.go": `package notice; import "time"; func f(now time.Time) time.Time { return now.Add(time.Hour) }`},
		{"fact/a.go": `package fact; import "time"; var a, b = time.Unix(0, 0).UTC(), time.Unix(0, 0).In(time.UTC)`},
		{"fact/a.go": `package fact; import "time"; var t, err = time.ParseInLocation(time.RFC3339, "", time.UTC)`},
		{"server/a.go": `package server; import "time"; var t = time.Now()`},
		{"fact/a_test.go": `package fact; import "time"; var t = time.Now()`},
	},
}

// readsMachineTime finds what of f depends on the machine's clock or zone.
func readsMachineTime(t tree, f file) []string {
	name := f.nameOf("time")
	ofTime := func(n ast.Node, names []string) string {
		if s, ok := n.(*ast.SelectorExpr); ok && name != "" && isName(s.X, name) && slices.Contains(names, s.Sel.Name) {
			return s.Sel.Name
		}
		return ""
	}
	var found []string
	zoned := make(map[ast.Node]bool) // calls whose zone is set at once
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && (s.Sel.Name == "UTC" || s.Sel.Name == "In") {
			zoned[s.X] = true
		}
		if word := ofTime(n, machineTime); word != "" {
			found = append(found, t.breach(n.Pos(), "reads the machine with time.%s", word))
		}
		if call, ok := n.(*ast.CallExpr); ok {
			if word := ofTime(call.Fun, machineZoned); word != "" && !zoned[call] {
				found = append(found, t.breach(n.Pos(), "time.%s gives the machine's zone; say .UTC() or .In(zone)", word))
			}
			if s, ok := call.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Local" && len(call.Args) == 0 {
				found = append(found, t.breach(n.Pos(), "reads the machine's zone with .Local()"))
			}
		}
		return true
	})
	return found
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
