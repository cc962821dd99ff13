package format

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

func answerOf(t testing.TB, r *readiness.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := JSON(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadBaseline(t *testing.T) {
	rule := func(requirement string) readiness.RuleName {
		return readiness.RuleName{Notice: "care-identity-2025", Requirement: requirement}
	}
	want := &readiness.Earlier{
		At: time.Date(2025, 7, 8, 8, 0, 0, 0, time.UTC),
		Open: map[readiness.RuleName][]string{
			rule("card-series"):         {"card:0612345678", "card:0500000001", "card:0400000001"},
			rule("oberthur-middleware"): {"device:=cmd|' /C calc'!A0"},
			rule("identity-agent"):      {"client:PC-0002/identity-agent"},
			rule("tls"):                 {"device:PC-0002"},
			rule("no-remedy"):           {"application:APP1"},
		},
		Closed: map[readiness.RuleName][]string{{Requirement: "tls"}: {"device:PC-0009"}},
	}
	text := answerOf(t, small())
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"as written":               text,
		"with a byte order mark":   append([]byte("\ufeff"), text...),
		"redirected by PowerShell": utf16,
		"in one line":              bytes.ReplaceAll(text, []byte("\n"), nil),
	} {
		got, err := ReadBaseline(bytes.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReadBaselineRefuses(t *testing.T) {
	begin := `{"at":"2025-07-09T09:00:00+01:00","notices":[],"requirements":[],`
	tests := []struct{ file, want string }{
		{"", "it ends too early"},
		{"device,organisation\nPC-0001,ZZ001\n", "invalid character 'd'"},
		{"[]", "an object was expected, not ["},
		{"{}", `it has no "at"`},
		{`{"at":"2025-07-09T09:00:00+01:00","findings":[]}`, `it has no "notices"`},
		{`{"at":"tomorrow"}`, `"tomorrow" is not an instant`},
		{`{"at":7}`, `"at" is not a text`},
		{begin + `"findings":{}}`, `"findings" as a list was expected, not {`},
		{begin + `"findings":[1]}`, "an object was expected, not number"},
		{begin + `"findings":[{"subject":"PC-0001","requirement":"tls","result":"unmet"}]}`, `"PC-0001" is not a subject`},
		{begin + `"findings":[{"subject":"device:","requirement":"tls","result":"unmet"}]}`, `"device:" is not a subject`},
		{begin + `"findings":[{"subject":"device:PC-0001","result":"unmet"}]}`, "names no requirement"},
		{begin + `"findings":[{"subject":"device:PC-0001","requirement":"tls","result":"met"}]}`, `has the result "met"`},
		{begin + `"findings":[{"subject":"device:PC-0001","requirement":"tls"}]}`, `has the result ""`},
		{begin + `"findings":[{"subject":["device:PC-0001"],"requirement":"tls","result":"unmet"}]}`, `"subject" is not a text`},
		{begin + `"findings":[],"findings":[]}`, "duplicate"},
		{begin + `"findings":[{"subject":"device:PC-0001"`, "it ends too early"},
		{begin + `"findings":[]} {}`, "something stands behind it"},
		{begin + `"findings":[],"change":{"list":[{"subject":"x","requirement":"tls","what":"closed"}]}}`, `"x" is not a subject`},
		{begin + `"findings":[{"subject":"` + strings.Repeat("x", 4*maxToken) + `"}]}`, "longer than 1048576 bytes"},
		{begin + `"x":"` + strings.Repeat("x", 4*maxToken) + `","findings":[]}`, "longer than 1048576 bytes"},
		{begin + `"findings":[` + strings.Repeat("[", 100_000), "an object was expected"},
		{begin + `"x":` + strings.Repeat("[", 100_000), "depth"},
	}
	for _, test := range tests {
		got, err := ReadBaseline(strings.NewReader(test.file))
		if err == nil {
			t.Errorf("%.80q was read: %+v", test.file, got)
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "give the file that an earlier run wrote") {
			t.Errorf("%.80q: %v; want it to say %q", test.file, err, test.want)
		}
	}
}

// TestReadBaselineKeepsLittle reads an answer as it is made, so that only what
// the baseline keeps is held: below 200 bytes a finding.
func TestReadBaselineKeepsLittle(t *testing.T) {
	const findings = 200_000
	r := small()
	r.Findings = many(findings)
	in, out := io.Pipe()
	go func() { out.CloseWithError(JSON(out, r)) }()
	before := heap()
	b, err := ReadBaseline(in)
	if err != nil {
		t.Fatal(err)
	}
	perFinding := float64(heap()-before) / findings
	if n := len(b.Open[readiness.RuleName{Notice: "care-identity-2025", Requirement: "oberthur-middleware"}]); n != findings {
		t.Errorf("%d findings, want %d", n, findings)
	}
	if perFinding > 100 {
		t.Errorf("%.0f bytes a finding are held, want at most 100", perFinding)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func FuzzReadBaseline(f *testing.F) {
	f.Add(answerOf(f, small()))
	f.Add(answerOf(f, empty()))
	f.Add([]byte(`{"at":"2025-07-09T09:00:00Z","notices":[],"requirements":[],"findings":[{"subject":"card:1","requirement":"a","result":"unknown"}],"change":{"list":[{"subject":"card:2","requirement":"a","what":"closed"}]}}`))
	f.Add([]byte("\xff\xfe{\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := ReadBaseline(bytes.NewReader(file))
		if err != nil {
			return
		}
		// What was read can be written and is read as the same.
		r := &readiness.Report{At: b.At.Format(time.RFC3339), Change: &readiness.Change{}}
		var open []readiness.Finding
		for rule, subjects := range b.Open {
			for _, subject := range subjects {
				open = append(open, readiness.Finding{Subject: subject, Notice: rule.Notice, Requirement: rule.Requirement, Result: notice.Unmet})
			}
		}
		r.Findings = each(open)
		for rule, subjects := range b.Closed {
			for _, subject := range subjects {
				r.Change.List = append(r.Change.List, readiness.Moved{Subject: subject, Requirement: rule.Requirement, What: "closed"})
			}
		}
		again, err := ReadBaseline(bytes.NewReader(answerOf(t, r)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b.Open, again.Open); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(b.Closed, again.Closed); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkReadBaseline(b *testing.B) {
	r := small()
	r.Findings = many(100_000)
	file := answerOf(b, r)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := ReadBaseline(bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleReadBaseline() {
	b, err := ReadBaseline(strings.NewReader(`{"at":"2025-07-09T09:00:00+01:00","notices":[],"requirements":[],
"findings":[{"subject":"card:0612345678","notice":"care-identity-2025","requirement":"card-series","result":"unmet"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Open[readiness.RuleName{Notice: "care-identity-2025", Requirement: "card-series"}])
	// Output: [card:0612345678]
}
