package notice

import (
	"regexp"
	"strings"
	"testing"
)

const digested = `language: 1
notice: n
revision: 1
title: A title
published: 2025-06
zone: Europe/London
requirements:
  - {id: x, of: card, met: card.series >= 8, phases: [{id: a, action: warn}, {from: 2025-07, action: block, during: w}]}
  - {id: y, of: card, met: card.series >= 8, use: [sign]}
windows:
  w:
    - {date: 2025-07-08, from: "10:00", until: "11:00"}
    - {date: 2025-07-09, from: "10:00", until: "11:00"}
  v: [{date: 2025-07-10, from: "10:00", until: "11:00"}]
no-block: [{date: 2025-08-06, why: changeover}]
catalogue: {a: {kind: client, names: [A]}, b: {}}
`

func digestOf(t *testing.T, src string) string {
	t.Helper()
	return Digest([]*Notice{parsed(t, src)})
}

// TestDigestStays where only the writing changes.
func TestDigestStays(t *testing.T) {
	want := digestOf(t, digested)
	if !regexp.MustCompile(`^sha256:[0-9a-f]{64}$`).MatchString(want) {
		t.Errorf("the digest is %q", want)
	}
	for name, src := range map[string]string{
		"comments":               "# ours\n" + strings.ReplaceAll(digested, "revision: 1\n", "revision: 1 # the first\n"),
		"a byte order mark":      "\ufeff" + digested,
		"line ends":              strings.ReplaceAll(digested, "\n", "\r\n"),
		"quotes":                 strings.NewReplacer("title: A title", `"title": 'A title'`, "language: 1", `language: "1"`, "from: 2025-07", `from: "2025-07"`).Replace(digested),
		"a block":                strings.ReplaceAll(digested, "title: A title\n", "title: |-\n  A title\n"),
		"brackets":               strings.ReplaceAll(digested, "  - {id: y, of: card, met: card.series >= 8, use: [sign]}", "  - id: y\n    of: card\n    met: card.series >= 8\n    use:\n      - sign"),
		"the order of keys":      strings.NewReplacer("{id: x, of: card,", "{of: card, id: x,", "title: A title\npublished: 2025-06\n", "published: 2025-06\ntitle: A title\n").Replace(digested),
		"the order of products":  strings.ReplaceAll(digested, "{a: {kind: client, names: [A]}, b: {}}", "{b: {}, a: {names: [A], kind: client}}"),
		"the order of windows":   strings.ReplaceAll(strings.ReplaceAll(digested, "  v: [{date: 2025-07-10, from: \"10:00\", until: \"11:00\"}]\n", ""), "windows:\n", "windows:\n  v: [{date: 2025-07-10, from: \"10:00\", until: \"11:00\"}]\n"),
		"keys of one's own":      digested + "x-ours: {a: [b]}\n",
		"keys of one's own deep": strings.ReplaceAll(digested, "use: [sign]", "use: [sign], x-ours: a"),
		"a document marker":      "---\n" + digested + "...\n",
	} {
		if src == digested {
			t.Fatalf("%s: nothing is changed", name)
		}
		if got := digestOf(t, src); got != want {
			t.Errorf("%s change the digest", name)
		}
	}
}

// TestDigestChanges with every other character.
func TestDigestChanges(t *testing.T) {
	seen := map[string]string{digestOf(t, digested): "nothing"}
	for _, change := range [][2]string{
		{"A title", "A  title"}, {"A title", "A Title"}, {"A title", "A titlé"}, {"revision: 1", "revision: 2"}, {"2025-06", "2025-06-01"},
		{"Europe/London", "Europe/Lisbon"}, {"series >= 8", "series >= 9"}, {"series >= 8", "series  >= 8"}, {"id: x", "id: z"}, {"{id: a, action", "{action"},
		{"{id: a, action", "{id: 1, action"}, {"action: warn", "action: observe"}, {"until: \"11:00\"", "until: \"11:01\""}, {"changeover", "holiday"}, {"names: [A]", "names: [A, A]"},
		{"names: [A]", "names: []"}, {"b: {}", "c: {}"}, {"use: [sign]", "use: [sign], remedy: {do: a}"}, {"use: [sign]", "use: [sign], remedy: {do: a, disruptive: at night}"}, {"use: [sign]", "use: [sign, sign-in]"}, {"use: [sign]", "use: [sign-in, sign]"},
		{"title: A title\n", ""}, {"published: 2025-06\n", "published: 2025-06\nsource: A title\n"}, {"kind: client, ", ""},
		{"    - {date: 2025-07-08, from: \"10:00\", until: \"11:00\"}\n    - {date: 2025-07-09, from: \"10:00\", until: \"11:00\"}\n", "    - {date: 2025-07-09, from: \"10:00\", until: \"11:00\"}\n    - {date: 2025-07-08, from: \"10:00\", until: \"11:00\"}\n"},
	} {
		src := strings.Replace(digested, change[0], change[1], 1)
		if src == digested {
			t.Fatalf("%q: nothing is changed", change)
		}
		got := digestOf(t, src)
		if before, again := seen[got]; again {
			t.Errorf("%q for %q does not change the digest from that of %s", change[1], change[0], before)
		}
		seen[got] = change[1]
	}
}

// TestDigestOfFiles is of a set of files, in no order, each once.
func TestDigestOfFiles(t *testing.T) {
	a, b := parsed(t, digested), parsed(t, strings.Replace(digested, "notice: n", "notice: m", 1))
	excuse := func(src string) *ExcuseFile {
		e, problems := ReadExcuses("e.yaml", []byte(src))
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		return e
	}
	x, y := excuse("exemptions: [{from: 2025-06, until: 2025-07}]\n"), excuse("pauses: []\n")
	if Digest([]*Notice{a, b}, x, y) != Digest([]*Notice{b, a}, y, x) {
		t.Error("the order of files changes the digest")
	}
	if Digest([]*Notice{a, a}, x, x) != Digest([]*Notice{a}, x) {
		t.Error("a file given twice changes the digest")
	}
	if Digest([]*Notice{a}, x) != Digest([]*Notice{a}, excuse("exemptions:\n  - from: 2025-06 # since\n    until: \"2025-07\"\n    x-a: b\n")) {
		t.Error("the writing of exemptions changes the digest")
	}
	seen := map[string]int{}
	for i, d := range []string{
		Digest(nil), Digest([]*Notice{a}), Digest([]*Notice{b}), Digest([]*Notice{a, b}), Digest([]*Notice{a}, x), Digest([]*Notice{a}, y), Digest([]*Notice{a}, x, y), Digest(nil, x),
		Digest([]*Notice{a}, excuse("exemptions: []\n")), Digest([]*Notice{a}, excuse("exemptions: [{from: 2025-06, until: 2025-08}]\n")),
	} {
		if before, again := seen[d]; again {
			t.Errorf("sets %d and %d have one digest", before, i)
		}
		seen[d] = i
	}
	if e, problems := ReadExcuses("e.yaml", []byte("pauses: [")); e != nil || !problems.HasErrors() {
		t.Error("half a file is digested")
	}
}

// TestDigestOfInstants changes where the same words mean other instants.
func TestDigestOfInstants(t *testing.T) {
	a, b := parsed(t, digested), parsed(t, digested)
	b.Windows[0].Spans[0].start++ // as other zone data would
	c := parsed(t, digested)
	c.Requirements[0].Phases[1].from++
	if d := Digest([]*Notice{a}); d == Digest([]*Notice{b}) || d == Digest([]*Notice{c}) || d != Digest([]*Notice{parsed(t, digested)}) {
		t.Error("zone data that moves a window or a phase leaves the digest")
	}
}
