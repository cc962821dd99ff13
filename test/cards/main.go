package cards

import (
	"flag"
	"os"
	"testing"
)

// insideName marks the test binary that runs in namespaces of its own.
const insideName = "LANYARD_TEST_CARDS_INSIDE"

// notInside is why this process has no namespaces of its own; nil: it has.
var notInside error

// Main runs the tests of a package in namespaces of their own and returns the exit
// code. Where there can be none it runs them as they are; those that call Start then
// say what is missing. Fuzzing runs as it is, too: it needs no cards, and its
// workers are started by rules of their own.
func Main(m *testing.M) int {
	if os.Getenv(insideName) != "" {
		notInside = settle()
		return m.Run()
	}
	if fuzzing() {
		notInside = errFuzzing
		return m.Run()
	}
	code, err := again()
	if err != nil {
		notInside = err
		return m.Run()
	}
	return code
}

type plain string

func (p plain) Error() string { return string(p) }

const (
	errFuzzing = plain("cards are not there while fuzzing")
	errNoMain  = plain("the package needs func TestMain(m *testing.M) { os.Exit(cards.Main(m)) }")
)

func fuzzing() bool {
	if !flag.Parsed() {
		flag.Parse()
	}
	for _, name := range []string{"test.fuzz", "test.fuzzworker"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" && f.Value.String() != "false" {
			return true
		}
	}
	return false
}
