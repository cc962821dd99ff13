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

// program gives what the program prints when it is asked about a verb: the words
// and then -h.
type program func(verb []string) string

// TestCommands holds every lanyard command in a Markdown file to the program: its
// verb and its flags are those that the program's own help knows.
func TestCommands(t *testing.T) {
	var lanyard program
	for _, p := range readPages(t) {
		for _, c := range p.commands() {
			words, ok := ofLanyard(c.words)
			if !ok {
				continue
			}
			if lanyard == nil {
				lanyard = build(t)
			}
			if breach := lanyard.breach(words); breach != "" {
				t.Errorf("%s:%d: lanyard %s: %s\nwhy this is a law: %s", p.path, c.number, strings.Join(words, " "), breach, docsWhy)
			}
		}
	}
}

// build builds the program and returns a way to ask it, which asks each verb once.
func build(t *testing.T) program {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lanyard")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/lanyard")
	cmd.Dir = top
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program that the pages speak of: %v\n%s", err, out)
	}
	told := make(map[string]string)
	return func(verb []string) string {
		key := strings.Join(verb, " ")
		if text, ok := told[key]; ok {
			return text
		}
		out, err := exec.Command(path, append(verb, "-h")...).CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatalf("running lanyard %s -h: %v", key, err)
		}
		told[key] = string(out)
		return told[key]
	}
}

// ofLanyard takes the program's name off a command that runs it.
func ofLanyard(words []string) ([]string, bool) {
	name := strings.TrimSuffix(words[0][strings.LastIndexAny(words[0], `/\`)+1:], ".exe")
	return words[1:], name == "lanyard" && len(words) > 1
}

var (
	verbWord = regexp.MustCompile(`^[a-z][a-z-]*$`)
	flagWord = regexp.MustCompile(`^--?([a-z][a-z0-9-]*)`)
)

// breach says what of a command the program does not know, "" if it knows all.
func (ask program) breach(words []string) string {
	var verb []string
	for _, word := range words {
		if !verbWord.MatchString(word) || !ask.knows(append(verb, word)) {
			break
		}
		verb = append(verb, word)
	}
	rest := words[len(verb):]
	if len(rest) > 0 && verbWord.MatchString(rest[0]) && (len(verb) == 0 || ask.isGroup(verb)) {
		return "there is no verb " + rest[0]
	}
	for _, word := range rest {
		if m := flagWord.FindStringSubmatch(word); m != nil && m[1] != "h" && m[1] != "help" && !hasFlag(ask(verb), m[1]) {
			return "it has no flag " + m[0]
		}
	}
	return ""
}

// knows tells whether the program's help about the verb speaks of that verb.
func (ask program) knows(verb []string) bool {
	return regexp.MustCompile(`\blanyard ` + strings.Join(verb, " ") + `\b`).MatchString(ask(verb))
}

// isGroup tells whether the verb's help lists verbs below it.
func (ask program) isGroup(verb []string) bool {
	return regexp.MustCompile(`(?m)^\s*lanyard ` + strings.Join(verb, " ") + ` [a-z]`).MatchString(ask(verb))
}

func hasFlag(help, name string) bool {
	return regexp.MustCompile(fmt.Sprintf(`(?m)(^|[\s\[(|,])--?%s($|[\s\]),|=.:])`, regexp.QuoteMeta(name))).MatchString(help)
}

func TestCommandsCatch(t *testing.T) {
	var fake program = func(verb []string) string {
		return map[string]string{
			"decide":         "usage: lanyard decide --notice FILE [--json]\n  --notice FILE  judge by it\n",
			"notice":         "lanyard notice explain FILE\nlanyard notice check FILE\n",
			"notice explain": "usage: lanyard notice explain FILE [--at T] [--svg FILE]\n",
		}[strings.Join(verb, " ")]
	}
	tests := []struct{ page, breach string }{
		{"```\n$ lanyard decide --notice notices/a.yaml < signins.jsonl\n```", ""},
		{"```\ncat signins.jsonl | ./out/lanyard decide -json --notice=a.yaml   # all of them\n```", ""},
		{"```\nlanyard notice explain a.yaml \\\n  --at 2025-07-08T10:30:00+01:00 --svg out/a.svg\n```", ""},
		{"```\nC:\\share\\lanyard.exe decide --notice a.yaml\n```", ""},
		{"`lanyard notice explain` and `lanyard` and `lanyard-agent run`", ""},
		{"```\nlanyard decided\n```", "there is no verb decided"},
		{"`lanyard notice explian a.yaml`", "there is no verb explian"},
		{"`lanyard notice explain a.yaml --when now`", "it has no flag --when"},
		{"`lanyard decide --note a.yaml`", "it has no flag --note"},
	}
	for _, test := range tests {
		got := ""
		for _, c := range parsePage("README.md", test.page).commands() {
			if words, ok := ofLanyard(c.words); ok && got == "" {
				got = fake.breach(words)
			}
		}
		if got != test.breach {
			t.Errorf("%s\ngot %q, want %q", test.page, got, test.breach)
		}
	}
}
