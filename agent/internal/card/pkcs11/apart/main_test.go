package apart

import (
	"fmt"
	"os"
	"testing"

	"github.com/lanyard-id/lanyard/test/cards"
)

// TestMain makes the test's own program the child, as the agent is, and gives the
// tests with cards their namespaces.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == Verb {
		if err := Serve(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(cards.Main(m))
}
