package settings

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/lanyard-id/lanyard/text"
)

// shape is that of a settings file, by the table of keys. What a value must be is
// said by its form.
var shape = func() text.MapShape {
	s := text.MapShape{Name: "the agent's settings", Doc: "What is set for the agent on this machine. Every key may be left out."}
	for _, k := range keys {
		s.Keys = append(s.Keys, text.Key{Name: k.name, Doc: k.doc, Shape: text.ScalarShape{}})
	}
	return s
}()

// Parse reads a settings file of a system (as GOOS names it). With an error among the
// problems nothing is set. A file of comments alone sets nothing, and is right.
func Parse(file string, src []byte, system string) (Settings, text.Problems) {
	if onlyComments(string(src)) {
		return Settings{}, nil
	}
	root, problems := text.Parse(file, src)
	if root == nil {
		return Settings{}, problems
	}
	problems = append(problems, text.Check(root, shape)...)
	if problems.HasErrors() {
		return Settings{}, problems
	}
	var s Settings
	for _, k := range keys {
		n := root.Get(k.name)
		if n == nil {
			continue
		}
		if err := k.check(n.Text, system); err != nil {
			problems = append(problems, n.Error(k.name+": "+err.Error(), ""))
			continue
		}
		*k.of(&s) = Setting{n.Text, FromFile}
	}
	if problems.HasErrors() {
		return Settings{}, problems
	}
	return s, problems
}

func onlyComments(src string) bool {
	for line := range strings.Lines(src) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// ReadFile reads the named settings file instead of what is set on this machine.
func ReadFile(name string) (Settings, error) { return readFile(name, runtime.GOOS) }

func readFile(name, system string) (Settings, error) {
	f, err := os.Open(name)
	if err != nil {
		return Settings{}, fmt.Errorf("reading the agent's settings: %w", err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return Settings{}, fmt.Errorf("reading the agent's settings: %w", err)
	}
	if len(src) > maxFileBytes {
		return Settings{}, fmt.Errorf("%s has more than %d bytes; the agent's settings are a few lines: mend or remove it", name, maxFileBytes)
	}
	s, problems := Parse(name, src, system)
	var wrong []error
	for _, p := range problems {
		if p.Severity == text.Error {
			wrong = append(wrong, errors.New(p.String()))
		}
	}
	return s, errors.Join(wrong...)
}
