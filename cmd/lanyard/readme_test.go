package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/need"
)

// TestReadme runs the tour of the README as a visitor would type it and compares
// what it shows. In the README … stands for anything: for the rest of a line, or
// on a line of its own for lines that are left out.
func TestReadme(t *testing.T) {
	shell := need.Program(t, "sh")
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := consoleCommands(string(page))
	if len(commands) < 10 {
		t.Fatalf("the README shows %d commands; a tour has ten at least", len(commands))
	}

	top := checkout(t)
	drawn := map[string]string{} // code in the README to code of this run
	for _, c := range commands {
		line := renamed(c.line, drawn)
		cmd := exec.Command(shell, "-c", line)
		cmd.Dir = top
		cmd.Env = append(os.Environ(), "PATH="+filepath.Join(top, "out")+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatalf("$ %s: %v", line, err)
		}
		printed := strings.ReplaceAll(string(out), "\r\n", "\n") // calendars end lines so
		if err := pairCodes(drawn, c.shown, printed); err != nil {
			t.Errorf("$ %s: %v", line, err)
		}
		if shown := renamed(c.shown, drawn); !pattern(shown).MatchString(printed) {
			t.Errorf("$ %s\nshown:\n%s\nprinted:\n%s", line, shown, printed)
		}
	}
}

// checkout is a folder like a checkout in which both programs were built, as far as
// what the pages tell to type needs it.
func checkout(t *testing.T) string {
	t.Helper()
	top := t.TempDir()
	if err := os.CopyFS(filepath.Join(top, "notices"), os.DirFS("../../notices")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(top, "out"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(top, "out"), ".", "../lanyard-agent").CombinedOutput(); err != nil {
		t.Fatalf("building the programs: %v\n%s", err, out)
	}
	return top
}

// consoleCommand is a line behind "$ " and what the page shows below it.
type consoleCommand struct{ line, shown string }

// consoleCommands gives the commands of all console blocks of a page, in order.
func consoleCommands(page string) []consoleCommand {
	var commands []consoleCommand
	inside := false
	for line := range strings.Lines(page) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console\n"
		case !inside:
		case isCommand:
			commands = append(commands, consoleCommand{line: strings.TrimSuffix(command, "\n")})
		default:
			last := &commands[len(commands)-1]
			if strings.HasSuffix(last.line, `\`) {
				last.line += "\n" + strings.TrimSuffix(line, "\n")
			} else {
				last.shown += line
			}
		}
	}
	return commands
}

var codes = regexp.MustCompile(`"code":"([0-9A-Z*~$=]{11})"`)

// pairCodes learns which code of this run stands for which of the page, since
// each is drawn anew. It fails if one of the page is none.
func pairCodes(drawn map[string]string, shown, printed string) error {
	page, run := codes.FindAllStringSubmatch(shown, -1), codes.FindAllStringSubmatch(printed, -1)
	for i := range min(len(page), len(run)) {
		if _, err := notice.ParseCode(page[i][1]); err != nil {
			return fmt.Errorf("%s: %w", page[i][1], err)
		}
		drawn[page[i][1]] = run[i][1]
	}
	return nil
}

func renamed(text string, drawn map[string]string) string {
	for page, run := range drawn {
		text = strings.ReplaceAll(text, page, run)
	}
	return text
}

// pattern matches what the page shows.
func pattern(shown string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for line := range strings.Lines(shown) {
		if line == "…\n" {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		for i, part := range strings.Split(line, "…") {
			if i > 0 {
				b.WriteString(`.*`)
			}
			b.WriteString(regexp.QuoteMeta(part))
		}
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

func TestPattern(t *testing.T) {
	const printed = "one\ntwo and three\nfour\n"
	for shown, want := range map[string]bool{
		"one\ntwo and three\nfour\n": true,
		"one\n…\n":                   true,
		"one\ntwo …\nfour\n":         true,
		"…\nfour\n":                  true,
		"":                           false,
		"one\n":                      false,
		"one\n…\nfive\n":             false,
		"one\ntwo … four\n":          false,
		"o.e\n…\n":                   false,
	} {
		if got := pattern(shown).MatchString(printed); got != want {
			t.Errorf("%q: %t, want %t", shown, got, want)
		}
	}
}
