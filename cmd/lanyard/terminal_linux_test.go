package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// TestFormsForAScreen asks on a terminal for what only other programs can read.
func TestFormsForAScreen(t *testing.T) {
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close()
	for _, args := range [][]string{
		{"check", "none.csv", "--format", "html"}, {"check", "none.csv", "--format", "xlsx"}, {"whatif", "none.csv", "--format", "svg"},
	} {
		var said bytes.Buffer
		code := run(args, command.Streams{In: strings.NewReader(""), Out: screen, Err: &said})
		if want := "--format " + args[3] + " is not for the screen; write it to a file: --out answer." + args[3]; code != command.Usage || !strings.Contains(said.String(), want) {
			t.Errorf("%v: exit %d\n%s", args, code, said.String())
		}
	}
}
