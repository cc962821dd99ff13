package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

func TestJSON(t *testing.T) {
	for name, r := range map[string]*readiness.Report{"small.json": small(), "empty.json": empty()} {
		var out bytes.Buffer
		if err := JSON(&out, r); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
}

// TestJSONIsTheReport reads the answer back into the struct that it was made of.
func TestJSONIsTheReport(t *testing.T) {
	want := small()
	var out bytes.Buffer
	if err := JSON(&out, want); err != nil {
		t.Fatal(err)
	}
	var got struct {
		readiness.Report
		Findings []readiness.Finding `json:"findings"`
	}
	in := json.NewDecoder(&out)
	in.DisallowUnknownFields()
	if err := in.Decode(&got); err != nil {
		t.Fatal(err)
	}
	var findings []readiness.Finding
	for f := range want.Findings {
		findings = append(findings, f)
	}
	if diff := cmp.Diff(findings, got.Findings); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	want.Findings = nil
	// A list that was not given is written as an empty one.
	nilIsEmpty := cmp.FilterValues(func(a, b any) bool {
		x, y := reflect.ValueOf(a), reflect.ValueOf(b)
		return x.IsValid() && y.IsValid() && x.Kind() == reflect.Slice && x.Len() == 0 && y.Kind() == reflect.Slice && y.Len() == 0
	}, cmp.Ignore())
	if diff := cmp.Diff(want, &got.Report, nilIsEmpty); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
}

// TestJSONOfTheContract asks for the keys that other programs rely on.
func TestJSONOfTheContract(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, small()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		At            string
		Notices       []map[string]any
		Requirements  []map[string]any
		Organisations []struct {
			Organisation string
			Requirements []map[string]any
		}
		Findings, Rejects []map[string]any
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	keys := func(m map[string]any, names ...string) {
		t.Helper()
		for _, name := range names {
			if _, ok := m[name]; !ok {
				t.Errorf("there is no key %s in %v", name, m)
			}
		}
	}
	keys(got.Notices[0], "notice", "revision")
	counts := []string{"met", "unmet", "unknown", "exempt", "notApplicable"}
	keys(got.Requirements[0], append(counts, "notice", "requirement", "of", "action")...)
	keys(got.Organisations[0].Requirements[0], append(counts, "requirement")...)
	keys(got.Findings[0], "subject", "organisation", "requirement", "result", "action", "why", "do", "who", "say")
	keys(got.Rejects[0], "file", "line", "column", "value", "error", "scope")
	if _, ok := got.Requirements[0]["next"]; ok {
		t.Error("a requirement whose action does not change has a key next")
	}
	if _, ok := got.Findings[0]["dormant"]; ok {
		t.Error("a finding that is not dormant says so")
	}
}

func TestJSONOfHostileText(t *testing.T) {
	hostile := "\xff\x00\u2028</script>\"\\\n\ud7ff\U0010ffff"
	r := small()
	r.Files[0].Name = hostile
	r.Findings = each([]readiness.Finding{{Subject: "device:" + hostile, Requirement: "tls", Result: notice.Unmet}})
	var out bytes.Buffer
	if err := JSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var got struct{ Findings []readiness.Finding }
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if want := "device:" + strings.ToValidUTF8(hostile, "\ufffd"); got.Findings[0].Subject != want {
		t.Errorf("the subject is %q, want %q", got.Findings[0].Subject, want)
	}
	if n := bytes.Count(out.Bytes(), []byte("\n")); n != bytes.Count(out.Bytes(), []byte(",\n"))+bytes.Count(out.Bytes(), []byte("[\n"))+1 {
		t.Error("a line ends inside an item")
	}
}

// TestJSONHoldsNoFindings lets the iterator see what was written before it goes
// on: an answer of 20 MB must not be gathered first.
func TestJSONHoldsNoFindings(t *testing.T) {
	written := counter(0)
	most, given := 0, 0
	r := empty()
	r.Findings = func(yield func(readiness.Finding) bool) {
		for f := range many(100_000) {
			if !yield(f) {
				return
			}
			given += 200 // less than a finding takes
			most = max(most, given-int(written))
		}
	}
	if err := JSON(&written, r); err != nil {
		t.Fatal(err)
	}
	if most > 1<<20 {
		t.Errorf("%d bytes were held back", most)
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func BenchmarkJSON(b *testing.B) { benchmark(b, JSON) }
func BenchmarkCSV(b *testing.B)  { benchmark(b, CSV) }
func BenchmarkXLSX(b *testing.B) { benchmark(b, XLSX) }
func BenchmarkTable(b *testing.B) {
	benchmark(b, func(w io.Writer, r *readiness.Report) error { return Table(w, r, TableOptions{}) })
}

func benchmark(b *testing.B, write func(io.Writer, *readiness.Report) error) {
	r := national()
	r.Findings = many(100_000)
	var n counter
	if err := write(&n, r); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		if err := write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleJSON() {
	report := &readiness.Report{
		At: "2025-07-09T09:00:00+01:00",
		Findings: func(yield func(readiness.Finding) bool) {
			yield(readiness.Finding{Subject: "card:0612345678", Requirement: "card-series", Result: notice.Unmet, Action: notice.Warn, Why: "the card's series is 6, and must be 8 or above"})
		},
	}
	var out bytes.Buffer
	if err := JSON(&out, report); err != nil {
		fmt.Println(err)
		return
	}
	lines := strings.Split(out.String(), "\n")
	fmt.Println(lines[0])
	fmt.Println(lines[len(lines)-2])
	// Output:
	// {"at":"2025-07-09T09:00:00+01:00",
	// {"subject":"card:0612345678","requirement":"card-series","result":"unmet","action":"warn","why":"the card's series is 6, and must be 8 or above"}]}
}
