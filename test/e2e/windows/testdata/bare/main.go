// Command bare prints what does not fit into a page, and does nothing else: what any
// program of Go holds that waits until its output is read.
package main

import (
	"os"
	"strings"
)

func main() {
	if _, err := os.Stdout.WriteString(strings.Repeat("nothing\n", 8<<10)); err != nil {
		os.Exit(1)
	}
}
