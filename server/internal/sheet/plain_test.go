package sheet_test

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"pgregory.net/rapid"
)

// TestPlainAmongQuoted reads texts of several buffers, quoted here and there, as
// encoding/csv does: quoted stretches of any length lie anywhere between plain
// ones, and lines end in any way.
func TestPlainAmongQuoted(t *testing.T) {
	plain := rapid.StringMatching(`([ab, ]{0,12}|,[ab]\r[ab],)(\r\n|\n)`)
	quoted := rapid.StringMatching(`"[ab,\n]{0,12}"(,"a"|,b){0,2}(\r\n|\n)`)
	rapid.Check(t, func(t *rapid.T) {
		b := &strings.Builder{}
		b.WriteString("one,two\n")
		for range rapid.IntRange(1, 4).Draw(t, "stretches") {
			lines := rapid.SliceOfN(plain, 1, 20).Draw(t, "plain")
			if rapid.Bool().Draw(t, "quoted") {
				lines = rapid.SliceOfN(quoted, 1, 5).Draw(t, "lines")
			}
			text := strings.Join(lines, "")
			b.WriteString(strings.Repeat(text, rapid.IntRange(1, 70_000/len(text)).Draw(t, "times")))
		}
		b.WriteString(rapid.StringMatching(`[ab,]{0,12}`).Draw(t, "without a line end"))
		sameAsCSV(t, b.String())
	})
}

// TestCut reads lines in which separators and ends stand at every place of the
// eight bytes that are looked at together.
func TestCut(t *testing.T) {
	for length := range 20 {
		for at := range length + 1 {
			a, b := strings.Repeat("\x8a", at), strings.Repeat("-", length-at) // beside , and LF in their bits
			sameAsCSV(t, "one,two\n"+a+","+b+"\n"+b+"\r\n,"+a+"\n")
		}
	}
}

// sameAsCSV holds the rows of a text with commas, and their lines, to those that
// encoding/csv gives. Rows of nothing but commas are left out.
func sameAsCSV(t rapid.TB, text string) {
	t.Helper()
	var want, got []string
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if line, _ := r.FieldPos(0); strings.Join(row, "") != "" {
			want = append(want, fmt.Sprintf("%d %q", line, row))
		}
	}
	err := sheet.Read(memory("a.csv", []byte(text)), sheet.Options{}, func(table *sheet.Table) error {
		for {
			row, err := table.Next()
			if err != nil {
				return err
			}
			for i, cell := range row {
				row[i] = strings.ReplaceAll(cell, "Š", "\x8a") // of Windows-1252
			}
			got = append(got, fmt.Sprintf("%d %q", table.Line(), row))
		}
	})
	if err != io.EOF {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-encoding/csv +sheet):\n%.4000s", diff)
	}
}
