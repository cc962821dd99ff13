// Command look writes the recording of the machine it runs on, and after it on
// standard error how long that took and how much memory. The tests of host run it.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

func main() {
	began := time.Now()
	// The tests ask what is read, on machines that have other things to do.
	h := host.Look(context.Background(), host.Options{By: "look", PartTime: 30 * time.Second})
	took := time.Since(began)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if err := host.WriteRecording(os.Stdout, h); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "looked for %s, %d KiB from the system\n", took.Round(time.Millisecond), m.Sys>>10)
}
