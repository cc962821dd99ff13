package laws

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// program is one of ours: help gives what it prints when it is asked about a verb,
// the words and then -h.
type program struct {
	name string
	help func(verb []string) string
}

// TestCommands holds every command of our programs in a Markdown file to the program:
// its verb and its flags are those that the program's own help knows.
func TestCommands(t *testing.T) {
	programs := make(map[string]*program)
	for _, p := range readPages(t) {
		for _, c := range p.commands() {
			name, words, ok := ofOurs(c.words)
			if !ok {
				continue
			}
			if programs[name] == nil {
				programs[name] = build(t, name)
			}
			if breach := programs[name].breach(words); breach != "" {
				t.Errorf("%s:%d: %s %s: %s\nwhy this is a law: %s", p.path, c.number, name, strings.Join(words, " "), breach, docsWhy)
			}
		}
	}
}

// build builds the named program and returns a way to ask it, which asks each verb once.
func build(t *testing.T, name string) *program {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", "build", "-o", path, "./cmd/"+name)
	cmd.Dir = top
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program that the pages speak of: %v\n%s", err, out)
	}
	told := make(map[string]string)
	return &program{name, func(verb []string) string {
		key := strings.Join(verb, " ")
		if text, ok := told[key]; ok {
			return text
		}
		out, err := exec.Command(path, append(verb, "-h")...).CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatalf("running %s %s -h: %v", name, key, err)
		}
		told[key] = string(out)
		return told[key]
	}}
}

// ofOurs takes the program's name off a command that runs one of ours.
func ofOurs(words []string) (name string, rest []string, ok bool) {
	name = strings.TrimSuffix(words[0][strings.LastIndexAny(words[0], `/\`)+1:], ".exe")
	return name, words[1:], (name == "lanyard" || name == "lanyard-agent") && len(words) > 1
}

var (
	verbWord = regexp.MustCompile(`^[a-z][a-z-]*$`)
	flagWord = regexp.MustCompile(`^--?([a-z][a-z0-9-]*)`)
)

// breach says what of a command the program does not know, "" if it knows all.
func (p *program) breach(words []string) string {
	var verb []string
	for _, word := range words {
		if !verbWord.MatchString(word) || !p.knows(append(verb, word)) {
			break
		}
		verb = append(verb, word)
	}
	rest := words[len(verb):]
	if len(rest) > 0 && verbWord.MatchString(rest[0]) && (len(verb) == 0 || p.isGroup(verb)) {
		return "there is no verb " + rest[0]
	}
	for _, word := range rest {
		if m := flagWord.FindStringSubmatch(word); m != nil && m[1] != "h" && m[1] != "help" && !hasFlag(p.help(verb), m[1]) {
			return "it has no flag " + m[0]
		}
	}
	return ""
}

// knows tells whether the program's help about the verb speaks of that verb.
func (p *program) knows(verb []string) bool {
	return regexp.MustCompile(`\b` + p.name + ` ` + strings.Join(verb, " ") + `\b`).MatchString(p.help(verb))
}

// isGroup tells whether the verb's help lists verbs below it.
func (p *program) isGroup(verb []string) bool {
	return regexp.MustCompile(`(?m)^\s*` + p.name + ` ` + strings.Join(verb, " ") + ` [a-z]`).MatchString(p.help(verb))
}

func hasFlag(help, name string) bool {
	return regexp.MustCompile(fmt.Sprintf(`(?m)(^|[\s\[(|,])--?%s($|[\s\]),|=.:])`, regexp.QuoteMeta(name))).MatchString(help)
}

func TestCommandsCatch(t *testing.T) {
	fakes := map[string]*program{"lanyard": {"lanyard", func(verb []string) string {
		return map[string]string{
			"decide":         "usage: lanyard decide --notice FILE [--json]\n  --notice FILE  judge by it\n",
			"notice":         "lanyard notice explain FILE\nlanyard notice check FILE\n",
			"notice explain": "usage: lanyard notice explain FILE [--at T] [--svg FILE]\n",
		}[strings.Join(verb, " ")]
	}}, "lanyard-agent": {"lanyard-agent", func(verb []string) string {
		return map[string]string{
			"":      "  lanyard-agent check             Look at this device\n",
			"check": "lanyard-agent check [--json FILE]\n",
		}[strings.Join(verb, " ")]
	}}}
	tests := []struct{ page, breach string }{
		{"```\n$ lanyard decide --notice notices/a.yaml < signins.jsonl\n```", ""},
		{"```\ncat signins.jsonl | ./out/lanyard decide -json --notice=a.yaml   # all of them\n```", ""},
		{"```\nlanyard notice explain a.yaml \\\n  --at 2025-07-08T10:30:00+01:00 --svg out/a.svg\n```", ""},
		{"```\nC:\\share\\lanyard.exe decide --notice a.yaml\n```", ""},
		{"`lanyard notice explain` and `lanyard` and `lanyard-agent check --json a.json`", ""},
		{"```bat\n\"%ProgramFiles%\\Lanyard\\lanyard-agent.exe\" check --jsn a.json\n```", "it has no flag --jsn"},
		{"`lanyard-agent run`", "there is no verb run"},
		{"```\nlanyard decided\n```", "there is no verb decided"},
		{"`lanyard notice explian a.yaml`", "there is no verb explian"},
		{"`lanyard notice explain a.yaml --when now`", "it has no flag --when"},
		{"`lanyard decide --note a.yaml`", "it has no flag --note"},
	}
	for _, test := range tests {
		got := ""
		for _, c := range parsePage("README.md", test.page).commands() {
			if name, words, ok := ofOurs(c.words); ok && got == "" {
				got = fakes[name].breach(words)
			}
		}
		if got != test.breach {
			t.Errorf("%s\ngot %q, want %q", test.page, got, test.breach)
		}
	}
}
