package notice_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// page is the reference of the language. What stands in its blocks is promised to
// those who write notices, so each block is tried here. The words behind ``` say
// of what kind it is.
const page = "../docs/notice.md"

// block is one fenced block of the page.
type block struct {
	kind string // such as "yaml notice"
	line int    // of its first line
	text string
}

func readPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func readBlocks(t *testing.T) []block {
	t.Helper()
	var blocks []block
	var open *block
	for i, line := range strings.SplitAfter(readPage(t), "\n") {
		kind, isFence := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "```")
		switch {
		case isFence && open == nil:
			open = &block{kind: kind, line: i + 2}
		case isFence:
			blocks = append(blocks, *open)
			open = nil
		case open != nil:
			open.text += line
		}
	}
	if open != nil {
		t.Fatalf("%s:%d: the block does not end", page, open.line)
	}
	return blocks
}

// all returns the blocks of a kind, of which there must be so many.
func all(t *testing.T, kind string, count int) []block {
	t.Helper()
	var found []block
	for _, b := range readBlocks(t) {
		if b.kind == kind {
			found = append(found, b)
		}
	}
	if len(found) != count {
		t.Fatalf("%s has %d blocks of the kind %q; this test knows %d: change it with the page", page, len(found), kind, count)
	}
	return found
}

// TestEveryBlockIsTried keeps a block of a new kind from standing on the page
// without a test.
func TestEveryBlockIsTried(t *testing.T) {
	tried := []string{
		"yaml notice", "yaml excerpt", "yaml exemptions", "yaml pauses", "yaml tests",
		"cel", "cel refused", "json sign-in", "json answer", "json check",
	}
	for _, b := range readBlocks(t) {
		if !slices.Contains(tried, b.kind) {
			t.Errorf("%s:%d: no test knows blocks of the kind %q", page, b.line, b.kind)
		}
	}
}

// TestWholeNotice holds the notice of the page to have no error, and the one
// warning that it is meant to have: of what no sign-in can know.
func TestWholeNotice(t *testing.T) {
	b := all(t, "yaml notice", 1)[0]
	n, problems := notice.Parse(page, []byte(b.text))
	if n == nil {
		t.Fatal(problems)
	}
	if len(problems) != 1 || problems[0].Severity != notice.Warning || !strings.Contains(problems[0].What, "no sign-in shows") {
		t.Errorf("want one warning, of what no sign-in shows; got %v", problems)
	}
}

func wholeNotice(t *testing.T) *notice.Notice {
	t.Helper()
	n, problems := notice.Parse(page, []byte(all(t, "yaml notice", 1)[0].text))
	if n == nil {
		t.Fatal(problems)
	}
	return n
}

// skeleton has the keys without which an excerpt is no notice.
var skeleton = []struct{ key, text string }{
	{"language", "language: 1\n"},
	{"notice", "notice: excerpt\n"},
	{"revision", "revision: 1\n"},
	{"published", "published: 2025-06\n"},
	{"zone", "zone: Europe/London\n"},
	{"requirements", "requirements: [{id: nothing, of: card, met: card.series > 0, remedy: {do: nothing, say: Nothing.}}]\n"},
	{"catalogue", "catalogue: {identity-agent: {kind: client}, oberthur-middleware: {kind: middleware}}\n"},
}

// complete adds to an excerpt the keys that it leaves out.
func complete(excerpt string) []byte {
	for _, s := range skeleton {
		if !regexp.MustCompile(`(?m)^` + s.key + `:`).MatchString(excerpt) {
			excerpt += s.text
		}
	}
	return []byte(excerpt)
}

func TestExcerpts(t *testing.T) {
	for _, b := range all(t, "yaml excerpt", 3) {
		if _, problems := notice.Parse(page, complete(b.text)); len(problems) > 0 {
			t.Errorf("%s:%d: %v", page, b.line, problems)
		}
	}
}

func TestConditions(t *testing.T) {
	parse := func(condition string) (*notice.Notice, notice.Problems) {
		quoted := "'" + strings.ReplaceAll(condition, "'", "''") + "'"
		return notice.Parse(page, complete("requirements: [{id: one, of: card, met: "+quoted+"}]\n"))
	}
	for _, condition := range strings.Split(strings.TrimSpace(all(t, "cel", 1)[0].text), "\n") {
		if n, problems := parse(condition); n == nil {
			t.Errorf("%s: %v", condition, problems)
		}
	}
	for _, condition := range strings.Split(strings.TrimSpace(all(t, "cel refused", 1)[0].text), "\n") {
		if n, _ := parse(condition); n != nil {
			t.Errorf("%s compiles", condition)
		}
	}
}

// excuses reads the exemptions and pauses of the page.
func excuses(t *testing.T, zone *civil.Zone) notice.Options {
	t.Helper()
	exemptions, problems := notice.ParseExemptions(page, []byte(all(t, "yaml exemptions", 1)[0].text), zone)
	if len(problems) > 0 || len(exemptions) == 0 {
		t.Fatal(exemptions, problems)
	}
	pauses, problems := notice.ParsePauses(page, []byte(all(t, "yaml pauses", 1)[0].text), zone)
	if len(problems) > 0 || len(pauses) == 0 {
		t.Fatal(pauses, problems)
	}
	return notice.Options{Exemptions: exemptions, Pauses: pauses}
}

// TestTestsOfNotices runs the tests that the page shows: with the notice of the
// page, and with the further files that they name.
func TestTestsOfNotices(t *testing.T) {
	main := wholeNotice(t)
	for _, b := range all(t, "yaml tests", 2) {
		f, problems := notice.ParseCases(page, []byte(b.text))
		if f == nil || len(problems) > 0 {
			t.Fatalf("%s:%d: %v", page, b.line, problems)
		}
		notices := []*notice.Notice{main}
		for _, name := range f.Notices {
			src, err := os.ReadFile("../notices/" + name)
			if err != nil {
				t.Fatal(err)
			}
			n, problems := notice.Parse(name, src)
			if n == nil {
				t.Fatal(problems)
			}
			notices = append(notices, n)
		}
		var o notice.Options
		if len(f.Exemptions)+len(f.Pauses) > 0 {
			o = excuses(t, main.Zone)
		}
		set, problems := notice.NewSet(notices, o)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		report := f.Run(set, main)
		if report.Cases == 0 || len(report.Failures) > 0 {
			t.Errorf("%s:%d: %d cases: %v", page, b.line, report.Cases, report.Failures)
		}
	}
}

// decided judges a sign-in of the page by its notice.
func decided(t *testing.T, line string) (notice.Answer, *notice.SignIn) {
	t.Helper()
	set, problems := notice.NewSet([]*notice.Notice{wholeNotice(t)}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	var in notice.SignIn
	if err := in.Read([]byte(line), set.Zone()); err != nil {
		t.Fatal(err)
	}
	var v notice.Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	return set.Answer(&in, &v), &in
}

func TestSignIns(t *testing.T) {
	for _, b := range all(t, "json sign-in", 3) {
		if _, in := decided(t, b.text); len(in.Rejects) > 0 {
			t.Errorf("%s:%d: not read: %v", page, b.line, in.Rejects)
		}
	}
}

// TestAnswer holds the answer of the page to what is decided about its first
// sign-in. The code is drawn, why is words for people, and the page leaves out
// say, tell, contact and zones: these are looked at by themselves.
func TestAnswer(t *testing.T) {
	answer, _ := decided(t, all(t, "json sign-in", 3)[0].text)
	answer.Code = notice.NewCode(1)
	for _, f := range answer.Findings {
		if f.Why == "" || f.Say == "" || f.Tell == "" {
			t.Errorf("%s has no why, say or tell: %+v", f.Requirement, f)
		}
	}
	if answer.Zones != civil.DataVersion() {
		t.Errorf("the answer names zone data %q, the program has %q", answer.Zones, civil.DataVersion())
	}
	if c := answer.Findings[0].Contact; c == nil || *c != wholeNotice(t).Contact {
		t.Errorf("what is escalated to the contact names %v", c)
	}

	shown := all(t, "json answer", 1)[0].text
	want, got := comparable(t, []byte(shown)), comparable(t, answer.AppendJSON(nil))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-page +decided:\n%s", diff)
	}
	if code, _ := decodeObject(t, []byte(shown))["code"].(string); code == "" {
		t.Error("the answer of the page has no code")
	} else if _, err := notice.ParseCode(code); err != nil {
		t.Errorf("the code of the page, %s: %v", code, err)
	}
}

// comparable is an answer without what may differ.
func comparable(t *testing.T, answer []byte) map[string]any {
	t.Helper()
	a := decodeObject(t, answer)
	delete(a, "code")
	delete(a, "zones")
	findings, _ := a["findings"].([]any)
	for _, f := range findings {
		finding, _ := f.(map[string]any)
		for _, key := range []string{"why", "say", "tell", "contact"} {
			delete(finding, key)
		}
	}
	return a
}

func decodeObject(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return object
}

// excerpt is what the page shows of the answer about an estate, as far as it can
// be held to the notice.
type excerpt struct {
	At           time.Time
	Notices      []notice.Edition
	Requirements []struct {
		Notice, Requirement, Of string
		Action                  notice.Action
		Next                    *time.Time
	}
	Findings []struct {
		Subject, Requirement string
		Result               notice.Result
		Action               notice.Action
		Why, Do, Who, Say    string
	}
	Rejects []struct{ File, Column, Value string }
}

// TestCheckExcerpt holds the excerpt to what the notice says by itself: no
// program reads an estate yet.
func TestCheckExcerpt(t *testing.T) {
	var shown excerpt
	if err := json.Unmarshal([]byte(all(t, "json check", 1)[0].text), &shown); err != nil {
		t.Fatal(err)
	}
	n := wholeNotice(t)
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(set.Editions(shown.At), shown.Notices); diff != "" {
		t.Errorf("the notices in force -judged +page:\n%s", diff)
	}
	if len(shown.Requirements) == 0 || len(shown.Findings) == 0 || len(shown.Rejects) == 0 {
		t.Fatalf("the excerpt shows too little: %+v", shown)
	}
	for _, r := range shown.Requirements {
		q := n.Requirement(r.Requirement)
		if q == nil {
			t.Fatalf("the notice has no requirement %s", r.Requirement)
		}
		now, next := n.StandingAt(q, shown.At)
		if q.Of != r.Of || n.ID != r.Notice || now.Action != r.Action || (r.Next == nil) != next.IsZero() {
			t.Errorf("%s: of %s, %s, next %v; the page has %+v", q.ID, q.Of, now.Action, next, r)
		}
	}
	for _, f := range shown.Findings {
		q := n.Requirement(f.Requirement)
		if q == nil {
			t.Fatalf("the notice has no requirement %s", f.Requirement)
		}
		if q.Remedy.Do != f.Do || q.Remedy.Who != f.Who || q.Remedy.Say != f.Say {
			t.Errorf("the remedy of %s is %+v; the page has %+v", q.ID, q.Remedy, f)
		}
	}
	tryCard(t, shown)
	tryRejects(t, n, shown)
}

// tryCard judges the card of the excerpt's finding: in cards.csv the first two
// digits of its number say that it is of series 6.
func tryCard(t *testing.T, shown excerpt) {
	f := shown.Findings[0]
	if f.Subject != "card:0612345678" {
		t.Fatalf("the finding is of %s; this test knows card:0612345678", f.Subject)
	}
	answer, _ := decided(t, `{"at":"`+shown.At.Format(time.RFC3339)+`","card":{"number":"0612345678","series":6}}`)
	for _, told := range answer.Findings {
		if told.Requirement != f.Requirement {
			continue
		}
		if told.Result != f.Result || told.Action != f.Action {
			t.Errorf("%s is %s and asks to %s; the page has %s and %s", told.Requirement, told.Result, told.Action, f.Result, f.Action)
		}
		for _, part := range []string{"6", "8"} {
			if !strings.Contains(told.Why, part) || !strings.Contains(f.Why, part) {
				t.Errorf("why does not name %s: %q; the page has %q", part, told.Why, f.Why)
			}
		}
		return
	}
	t.Errorf("nothing is told of %s: %+v", f.Requirement, answer.Findings)
}

func tryRejects(t *testing.T, n *notice.Notice, shown excerpt) {
	for _, r := range shown.Rejects {
		object := strings.TrimSuffix(strings.TrimSuffix(r.File, ".csv"), "s")
		a, ok := fact.Lookup(object, r.Column)
		if !ok {
			t.Errorf("%s has no attribute for the column %s", object, r.Column)
			continue
		}
		if v, err := notice.ParseValue(&a, r.Value, n.Zone); err == nil {
			t.Errorf("%s of %s is read as %v", r.Value, r.Column, v)
		}
	}
}

// TestAttributeTable keeps the page's table equal to the program's.
func TestAttributeTable(t *testing.T) {
	var table bytes.Buffer
	if err := fact.WriteMarkdown(&table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(readPage(t), "\n\n"+table.String()+"\n") {
		t.Errorf("%s does not hold the table of attributes as the program writes it; put this in its place:\n%s", page, &table)
	}
}

// TestEveryKeyIsTold holds the page to name every key that the JSON Schemas know.
func TestEveryKeyIsTold(t *testing.T) {
	text := readPage(t)
	told := make(map[string]bool)
	for _, word := range regexp.MustCompile("[a-z_-]+").FindAllString(strings.Join(regexp.MustCompile("`[^`\n]+`").FindAllString(text, -1), " "), -1) {
		told[word] = true
	}
	for kind, schema := range map[string][]byte{
		"notice": notice.Schema(), "exemptions": notice.ExemptionsSchema(), "pauses": notice.PausesSchema(), "tests": notice.CasesSchema(),
	} {
		keys := keysOf(decodeObject(t, schema))
		if len(keys) == 0 {
			t.Errorf("the schema of %s has no keys", kind)
		}
		for _, key := range keys {
			if !told[key] {
				t.Errorf("%s does not tell of the key %s of %s", page, key, kind)
			}
		}
	}
}

// keysOf collects the names below every "properties" of a JSON Schema.
func keysOf(schema any) []string {
	var keys []string
	switch s := schema.(type) {
	case []any:
		for _, x := range s {
			keys = append(keys, keysOf(x)...)
		}
	case map[string]any:
		if properties, ok := s["properties"].(map[string]any); ok {
			for key := range properties {
				keys = append(keys, key)
			}
		}
		for _, x := range s {
			keys = append(keys, keysOf(x)...)
		}
	}
	return keys
}
