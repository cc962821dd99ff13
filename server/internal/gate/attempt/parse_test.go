package attempt

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParseRefuses has one mistake each in otherwise right files, and all that is
// said of it.
func TestParseRefuses(t *testing.T) {
	const head = "language: 1\nextractor: own\n"
	const begins = head + "begins: [{path: /in}]\n"
	for _, test := range []struct{ name, src, want string }{
		{"nothing", "", "f:1:1: the file is empty; write its keys, one `key: value` on a line"},
		{"no YAML", "begins: [", "f:1:10: "},
		{"a newer language", "language: 2\nextractor: own\nbegins: {}\n", "f:1:11: the file is written in language 2, and this program reads language 1; take a newer program"},
		{"no entrance and no rule", head, "f:1:1: an extractor has none of begins, agents, handshakes; add begins, agents or handshakes"},
		{"an unknown key", begins + "begin: 1\n", "f:4:1: \"begin\" is not a key of an extractor; did you mean begins? Keys of your own begin with x-"},
		{"an unknown fact", begins + "facts: {person.name: x}\n", "f:4:9: \"person.name\" is not a key of a table of facts; its keys are join, person.id, "},
		{"a key twice", begins + "begins: [{path: /x}]\n", "f:4:1: the key \"begins\" is in this map already, on line 3; keep one of them"},
		{"facts and nobody's", head + "agents: [{match: x, client: y}]\nfacts: {join: x}\n", "f:4:1: an extractor has facts without begins; add begins"},
		{"nothing begins", head + "begins: []\n", "f:3:9: this list is empty; write an entrance in it, or take it out"},
		{"no path", head + "begins: [{methods: [POST]}]\n", "f:3:10: an entrance needs the key path; add `path:` with a path"},
		{"a relative path", head + "begins: [{path: in}]\n", "f:3:17: \"in\" is not a path; write a path in ASCII that begins with / or *, without a slash at its end, such as /login/authactivate or */authorize"},
		{"a slash at the end", head + "begins: [{path: /in/}]\n", "f:3:17: \"/in/\" is not a path; write a path"},
		{"a path that is not normal", head + "begins: [{path: /a/../%69n;x}]\n", "f:3:17: no path that is looked at has /../ in it; write the path as it is when it is decoded and normalised\nf:3:17: no path that is looked at has ; in it; write the path as it is when it is decoded and normalised\nf:3:17: no path that is looked at has % in it; write the path as it is when it is decoded and normalised"},
		{"every path", head + "begins: [{path: /*}]\n", "f:3:17: \"/*\" fits every path; write more of the path"},
		{"a path twice", head + "begins: [{path: /in}, {path: /in, needs: [{query: x}]}]\n", "f:3:30: \"/in\" stands twice, and whatever fits the second fits the first; take one of them out"},
		{"a method in small letters", head + "begins: [{path: /in, methods: [post]}]\n", "f:3:32: \"post\" is not a method; write a method of HTTP in capitals, such as POST"},
		{"joins without join", begins + "joins: [{path: /x}]\n", "f:4:1: requests join an attempt, and nothing says which; say in facts what joins them: join"},
		{"two places", begins + "facts: {person.id: {query: x, form: x}}\n", "f:4:31: a place has both query and form; keep one of them"},
		{"no place", begins + "facts: {person.id: {match: (x)}}\n", "f:4:20: a place has none of header, query, form, parameter, gpobject; add header, query, form, parameter or gpobject"},
		{"a field of nothing", begins + "facts: {person.id: {query: x, field: y}}\n", "f:4:31: a place has field without header; add header"},
		{"no body is looked at", begins + "body: 0\nfacts: {person.id: {form: x}}\n", "f:4:7: no byte of a body is looked at, and values stand in it; write how many bytes are looked at, or leave it out"},
		{"too much of a body", begins + "body: 300000\n", "f:4:7: 300000 bytes of each body would be held in memory; write at most 262144"},
		{"a broken pattern", begins + "facts: {person.id: {query: x, match: '(a'}}\n", "f:4:38: the pattern cannot be read: missing closing ): `(a`; see the syntax of RE2 for how patterns are written"},
		{"a pattern that reads nothing", begins + "facts: {person.id: {query: x, match: 'a'}}\n", "f:4:38: the pattern has no group; put the value in parentheses"},
		{"a pattern that reads two", begins + "facts: {person.id: {query: x, match: '(a)(b)'}}\n", "f:4:38: the pattern has 2 groups, and one is read; keep the group of the value, and write (?:…) for others"},
		{"a long pattern", begins + "facts: {person.id: {query: x, match: '(" + strings.Repeat("a", 500) + ")'}}\n", "f:4:38: the pattern has 502 bytes, at most 500 are read; write a shorter one"},
		{"a pattern that fits all", head + "agents: [{match: 'x*', client: y}]\n", "f:3:18: the pattern fits every User-Agent, an empty one too; write what the header holds"},
		{"a group that nobody reads", head + "handshakes: [{user-agent: '(x)', offers: '>1.0'}]\n", "f:3:27: the pattern has a group, and nothing is read by it; write (?:…) for a group"},
		{"a range that is none", head + "handshakes: [{client: x, versions: 2.4, offers: '>1.0'}]\n", "f:3:36: \"2.4\": not a range of versions: each term begins with one of < <= > >= = !=, like >=2.4.5.0; write comparisons joined by commas, such as >=2.4.5.0,<2.4.10.0"},
		{"an empty range", head + "handshakes: [{client: x, versions: '<2,>3', offers: '>1.0'}]\n", "f:3:36: no version is in \"<2,>3\"; write a range that some version is in"},
		{"versions of an agent", head + "handshakes: [{user-agent: x, versions: '<2', offers: '>1.0'}]\n", "f:3:30: a handshake has versions without client; add client"},
		{"an offer that is none", head + "handshakes: [{client: x, offers: '1.2'}]\n", "f:3:34: \"1.2\" is not a comparison with a TLS version; write an operator and a version, such as >=1.2"},
		{"a fingerprint that is none", head + "handshakes: [{client: x, ja4: ['*']}]\n", "f:3:32: \"*\" is not a JA4; write a fingerprint such as t13d1516h2_8daaf6152771_02713d6af862, or its beginning and a *"},
		{"nothing shown", head + "handshakes: [{client: x}]\n", "f:3:14: a handshake has none of offers, ja4; add offers or ja4"},
		{"two products", head + "agents: [{match: x, client: y, software: z}]\n", "f:3:32: an agent has both client and software; keep one of them"},
		{"an outcome without answers", begins + "outcome: {body: 1}\n", "f:4:10: an outcome has none of accepted, denied; add accepted or denied"},
		{"an answer that is any", begins + "outcome: {accepted: [{}]}\n", "f:4:22: an answer has none of status, location, gpobject, header; add status, location, gpobject or header"},
		{"a refusal that carries no words", begins + "refusal: {status: 302}\n", "f:4:19: \"302\" is not a refusal's status; write 200, or 400 to 599: a redirect or an empty answer cannot carry words"},
		{"a form that is none", begins + "refusal: {form: soap}\n", "f:4:17: \"soap\" is not a form; write page, problem, gpobject, text or accept"},
		{"a constant that cannot be kept", begins + "facts: {person.id: \"a\\u202eb\"}\n", "f:4:20: the value cannot be kept: it holds a character that turns the direction of writing; write a text of at most 256 bytes"},
		{"too many names", begins + "detail:\n" + numbered(40, "  d%d: {query: q%d}\n"), "f:37:16: more than 32 such names are looked for; leave some out"},
		{"too many entrances", head + "begins:\n" + numbered(40, "  - {path: /p%d/%d}\n"), "f:36:5: there are more than 32; join them by a * in their paths"},
		{"too many agents", head + "agents:\n" + numbered(201, "  - {match: a%d, client: a%d}\n"), "f:204:5: there are more than 200; leave some out"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, problems := Parse("f", []byte(test.src))
			var lines []string
			for _, p := range problems {
				lines = append(lines, p.String())
			}
			got := strings.Join(lines, "\n")
			if e != nil {
				t.Error("it is read all the same")
			}
			if !strings.HasPrefix(got, test.want) {
				t.Errorf("it says\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i, i)
	}
	return b.String()
}

// TestParseFillsIn is what a file says that says least.
func TestParseFillsIn(t *testing.T) {
	e := parsed(t, "own.yaml", "language: 1\nextractor: own\nbegins: [{path: /in}]\nx-note: mine\ndetail: {x-note: mine, a: b}\n")
	type told struct {
		ID, File, Use, Warn string
		Refusal             Refusal
		Body, Answer        int
		Details             int
	}
	got := told{e.ID, e.File, e.Use, e.Warn, e.Refusal, e.body, e.answers.body, len(e.detail)}
	want := told{"own", "own.yaml", "sign-in", WarnHeader, Refusal{FormAccepted, 403}, 0, 0, 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !e.HasEntrance() || parsed(t, "x.yaml", "language: 1\nextractor: x\nagents: [{match: a, client: b}]\n").HasEntrance() {
		t.Error("whether a file has an entrance is told wrongly")
	}
}

// TestUnderTwoNames holds that a name counts once, whoever asks for it.
func TestUnderTwoNames(t *testing.T) {
	e := parsed(t, "own.yaml", strings.TrimLeft(`
language: 1
extractor: own
begins: [{path: /in, needs: [{parameter: Kind}]}]
facts: {person.id: {query: kind}, card.number: {form: KIND}, device.id: {header: x-d}, join: {header: X-D, field: a}}
detail: {a: {header: X-d, match: '(a)'}, b: {header: x-D, field: A}}
`, "\n"))
	want := names{headers: []string{"X-D"}, parameters: []string{"Kind"}, fielded: []fielded{{"X-D", []string{"a"}}}}
	if diff := cmp.Diff(want, e.names, cmp.AllowUnexported(names{}, fielded{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
