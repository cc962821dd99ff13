package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// toFile writes a file beside its place and moves it there, so that a full disk or a
// killed program leaves no half of it, and who collects files never reads one. A device
// or a pipe is written to, never replaced.
func toFile(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return command.Plainer(os.WriteFile(name, b.Bytes(), 0o600))
	}
	half := fmt.Sprintf("%s.%d.part", name, os.Getpid())
	err := os.WriteFile(half, b.Bytes(), 0o600)
	if err == nil {
		err = os.Rename(half, name)
	}
	if err != nil {
		os.Remove(half)
		return command.Plainer(err)
	}
	return nil
}
