package decide_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

const small = `
language: 1
notice: small
revision: 1
published: 2025-01
zone: Europe/London
requirements:
  - id: series
    of: card
    met: card.series >= 8
    remedy: {do: replace-card, who: registration-authority, say: Replace it., tell: Your card is too old.}
    phases:
      - {from: 2025-02, action: warn}
      - {from: 2025-07, until: 2025-07-02, action: block}
`

func smallSet(t testing.TB) *notice.Set {
	t.Helper()
	n, problems := notice.Parse("small.yaml", []byte(small))
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	return set
}

// counting is randomness that can be foreseen.
type counting struct{ n byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}

func answersOf(t *testing.T, d *decide.Decider, in string) ([]map[string]any, decide.Count) {
	t.Helper()
	var out bytes.Buffer
	count, err := d.Run(strings.NewReader(in), &out)
	if err != nil {
		t.Fatal(err)
	}
	var answers []map[string]any
	for line := range strings.Lines(out.String()) {
		var a map[string]any
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		answers = append(answers, a)
	}
	return answers, count
}

func TestEveryLineIsAnsweredInItsPlace(t *testing.T) {
	d := &decide.Decider{Set: smallSet(t), Random: &counting{}}
	long := `{"at":"2025-03-01T10:00:00Z","card":{"type":"` + strings.Repeat("x", 10<<20) + `"}}`
	in := strings.Join([]string{
		"\ufeff" + `{"at":"2025-07-01T10:00:00Z","card":{"series":6}}`, // as some pipes begin
		`not JSON`,
		``,
		`{"at":"2025-07-01T10:00:00Z","card":{"series":6},"card":{"series":8}}`,
		long,
		`{"at":"2025-07-01T10:00:00Z","colour":"red"}`,
		"   \t\r",
		`{"at":"2025-03-01T10:00:00Z","card":{"series":"abc"}}`,
		`{"at":"2025-03-01T10:00:00Z","card":{"series":8}}`, // no newline at the end
	}, "\n")
	answers, count := answersOf(t, d, in)
	var got []string
	for _, a := range answers {
		if e, ok := a["error"].(string); ok {
			got = append(got, fmt.Sprintf("line %v: %.24s", a["line"], e))
			continue
		}
		got = append(got, fmt.Sprint(a["decision"]))
	}
	want := []string{
		"block",
		"line 2: not JSON at byte 1: inva",
		"line 4: the key card stands twic",
		"line 5: the line has more than 5",
		`line 6: there is no key "colour"`,
		"warn", // the series could not be read, so it is not known
		"allow",
	}
	for i := range want {
		want[i] = fmt.Sprintf("%.32s", want[i])
	}
	if fmt.Sprint(shorter(got)) != fmt.Sprint(shorter(want)) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if count != (decide.Count{Answered: 3, Errors: 4}) {
		t.Errorf("count %+v", count)
	}
	if rejects, ok := answers[5]["rejects"].([]any); !ok || len(rejects) != 1 {
		t.Errorf("what could not be read is not listed: %v", answers[5])
	}
}

func shorter(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = fmt.Sprintf("%.26s", s)
	}
	return out
}

// TestAnswersComeWithTheirLine holds a conversation: each line must be answered
// before the next is written.
func TestAnswersComeWithTheirLine(t *testing.T) {
	d := &decide.Decider{Set: smallSet(t), Random: &counting{}}
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := d.Run(inR, outW)
		outW.Close()
		done <- err
	}()
	answers := json.NewDecoder(outR)
	for _, series := range []int{6, 8, 6} {
		fmt.Fprintf(inW, `{"at":"2025-07-01T10:00:00Z","card":{"series":%d}}`+"\n", series)
		var a notice.Answer
		if err := answers.Decode(&a); err != nil {
			t.Fatal(err)
		}
		want := map[int]string{6: "block", 8: "allow"}[series]
		if a.Decision != want {
			t.Errorf("series %d: %s, want %s", series, a.Decision, want)
		}
		if _, err := notice.ParseCode(a.Code); err != nil {
			t.Errorf("code %q: %v", a.Code, err)
		}
	}
	inW.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// order records what happened first: keeping or saying.
type order struct{ events []string }

func (o *order) Write(p []byte) (int, error) {
	o.events = append(o.events, "said")
	return len(p), nil
}

func TestKeptBeforeSaid(t *testing.T) {
	o := &order{}
	var kept [][]byte
	d := &decide.Decider{Set: smallSet(t), Random: &counting{}, Digest: "sha256:x", Keep: func(records []decide.Record) error {
		o.events = append(o.events, "kept")
		for _, r := range records {
			kept = append(kept, bytes.Clone(r.JSON))
			if len(r.Code) != notice.CodeLength {
				t.Errorf("code %q", r.Code)
			}
		}
		return nil
	}}
	if _, err := d.Run(strings.NewReader(`{"at":"2025-07-01T10:00:00Z","card":{"series":6}}`+"\n"), o); err != nil {
		t.Fatal(err)
	}
	if strings.Join(o.events, " ") != "kept said" {
		t.Errorf("order: %v", o.events)
	}
	var out bytes.Buffer
	entries := []decide.Entry{{Record: kept[0], At: time.Date(2025, 7, 1, 10, 0, 1, 0, time.UTC)}}
	if err := decide.Retell(&out, "K7Q2M9XD4T6", entries); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"For the person", "You could not sign in", "Your card is too old.",
		"For the IT team", "the card's series is 6, and must be 8 or above", "Replace it.",
		"For the national desk", "By small, revision 1", "sha256:x",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not told:\n%s", want, out.String())
		}
	}
}

func TestNothingIsSaidThatIsNotKept(t *testing.T) {
	full := errors.New("no space left")
	var out bytes.Buffer
	d := &decide.Decider{Set: smallSet(t), Random: &counting{}, Keep: func([]decide.Record) error { return full }}
	_, err := d.Run(strings.NewReader(`{"at":"2025-07-01T10:00:00Z","card":{"series":6}}`+"\n"), &out)
	if !errors.Is(err, full) || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v", err)
	}
	if out.Len() > 0 {
		t.Errorf("said: %s", out.String())
	}
}

func TestBrokenStreams(t *testing.T) {
	d := &decide.Decider{Set: smallSet(t), Random: &counting{}}
	line := `{"at":"2025-07-01T10:00:00Z","card":{"series":6}}` + "\n"
	if _, err := d.Run(io.MultiReader(strings.NewReader(line), failing{}), io.Discard); !errors.Is(err, os.ErrClosed) {
		t.Errorf("reading: %v", err)
	}
	r, w := io.Pipe()
	r.CloseWithError(os.ErrClosed)
	if _, err := d.Run(strings.NewReader(line), w); !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing: %v", err)
	}
	d.Random = failing{}
	if _, err := d.Run(strings.NewReader(line), io.Discard); !errors.Is(err, os.ErrClosed) {
		t.Errorf("drawing: %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrClosed }

// FuzzRun feeds any bytes: as many answers as lines that are not blank, each of
// them JSON, and never a failure.
func FuzzRun(f *testing.F) {
	f.Add([]byte(`{"at":"2025-07-01T10:00:00Z","card":{"series":[4,8]}}` + "\n\n{}\nx"))
	f.Add([]byte(`{"at":"2025-07-01T10:00:00Z","device":{"software":{"a":"1;+"},"applications":[{"id":"x"}]}}`))
	set := smallSet(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		d := &decide.Decider{Set: set, Random: &counting{}, Keep: func(records []decide.Record) error {
			for _, r := range records {
				if _, err := evidence.Parse(r.JSON); err != nil {
					t.Errorf("kept %s: %v", r.JSON, err)
				}
			}
			return nil
		}}
		count, err := d.Run(bytes.NewReader(in), &out)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for line := range bytes.Lines(in) {
			if len(bytes.TrimSpace(line)) > 0 {
				want++
			}
		}
		got := 0
		for line := range bytes.Lines(out.Bytes()) {
			if !json.Valid(line) {
				t.Errorf("not JSON: %q", line)
			}
			got++
		}
		if got != want || count.Answered+count.Errors != want {
			t.Errorf("%d lines, %d answers, %+v", want, got, count)
		}
	})
}
