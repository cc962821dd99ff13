package importing

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/readiness"
)

// endless gives so many rows, each wrong.
type endless struct {
	heading []string
	row     func(n int) []string
	n, rows int
	err     error // at the end, nil = io.EOF
}

func (e *endless) Next() ([]string, error) {
	e.n++
	switch {
	case e.n == 1:
		return e.heading, nil
	case e.n <= e.rows+1:
		return e.row(e.n), nil
	case e.err != nil:
		return nil, e.err
	}
	return nil, io.EOF
}

func (e *endless) Line() int { return e.n }

// TestManyRejects holds a file of a million wrong cells and rows to the memory
// of those that are kept.
func TestManyRejects(t *testing.T) {
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	const rows = 1_000_000
	heading := []string{"card", "issued"}
	wide := strings.Repeat("x", 5000)
	table := Table{Name: "cards.csv", Head: [][]string{heading}, Rows: &endless{heading: heading, rows: rows, row: func(n int) []string {
		if n%2 == 0 {
			return []string{"0612345678", "never " + wide}
		}
		return []string{"0612345678"}
	}}}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := i.Add(table, ""); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 32<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	_, account := i.Finish()
	if account.RejectCount != rows || len(account.Rejects) != 10_000 {
		t.Errorf("%d rejects kept of %d", len(account.Rejects), account.RejectCount)
	}
	want := readiness.Reject{File: "cards.csv", Line: 2, Column: "issued", Value: "never " + wide[:94] + "…",
		Error: errNotDate.Error(), Scope: "cell"}
	if diff := cmp.Diff(want, account.Rejects[0]); diff != "" {
		t.Error(diff)
	}
	if f := account.Files[0]; f.Rows != rows/2 || f.Rejects != rows {
		t.Errorf("%d rows and %d rejects", f.Rows, f.Rejects)
	}
}

// TestBreaksOff holds a file that cannot be read to its end to an error, and
// what was read to counting.
func TestBreaksOff(t *testing.T) {
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	heading := []string{"card"}
	torn := errors.New("the archive is cut off")
	table := Table{Name: "cards.csv.gz", Head: [][]string{heading}, Rows: &endless{heading: heading, rows: 3, err: torn,
		row: func(n int) []string { return []string{fmt.Sprintf("061234567%d", n)} }}}
	if err := i.Add(table, ""); !errors.Is(err, torn) || !strings.Contains(err.Error(), "cards.csv.gz, after line 5") {
		t.Errorf("got %v", err)
	}
	e, account := i.Finish()
	if e.Cards.Len() != 3 || account.Files[0].Rows != 3 {
		t.Errorf("%d cards of %d rows", e.Cards.Len(), account.Files[0].Rows)
	}
	if diff := cmp.Diff([]string{"it could be read to line 5 only: the archive is cut off"}, account.Files[0].Notes); diff != "" {
		t.Error(diff)
	}
}

func TestBadKeys(t *testing.T) {
	for text, want := range map[string]string{
		"PC1": "", "Größe": "", "PC\x00": "holds a character that cannot be printed", "a\nb": "holds a character that cannot be printed",
		"\xff": "holds bytes that are no text (UTF-8)", strings.Repeat("9", 201): "too long for an id; at most 200 bytes",
	} {
		if got := idProblem(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
