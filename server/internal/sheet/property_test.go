package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

// letters of cells: what separates, quotes and ends lines, and for each encoding
// what it has beside ASCII. Letters of Windows-1252 are such as cannot be UTF-8
// side by side.
const ascii = "ab0;,\t|\"' \n=^"

var encodings = []struct {
	name, letters string
	encode        func(string) string
}{
	{"UTF-8", ascii + "éß€🩺", func(s string) string { return s }},
	{"UTF-8", ascii + "éß€🩺", func(s string) string { return "\xef\xbb\xbf" + s }},
	{"UTF-16 LE", ascii + "éß€🩺", func(s string) string { return utf16Text(s, "le", true) }},
	{"UTF-16 BE", ascii + "éß€🩺", func(s string) string { return utf16Text(s, "be", true) }},
	{"UTF-16 LE", ascii + "éß", func(s string) string { return utf16Text(s, "le", false) }},
	{"UTF-16 BE", ascii + "éß", func(s string) string { return utf16Text(s, "be", false) }},
	{"Windows-1252", ascii + "éïñ", func(s string) string {
		encoded, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			panic(err)
		}
		return encoded
	}},
}

// TestRoundTrip writes rows in each dialect and encoding and reads them back.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		encoding := rapid.SampledFrom(encodings).Draw(t, "encoding")
		comma := rapid.SampledFrom([]rune(",;\t|")).Draw(t, "comma")
		ending := rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\r\r\n"}).Draw(t, "line end")
		columns := rapid.IntRange(2, 5).Draw(t, "columns")
		cell := rapid.StringOfN(rapid.SampledFrom([]rune(encoding.letters)), 0, 8, -1)
		want := [][]string{slices.Repeat([]string{"heading"}, columns)}
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, columns, columns).Draw(t, "row")
			if strings.Join(row, "") != "" {
				want = append(want, row)
			}
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		told := ""
		if rapid.Bool().Draw(t, "sep=") && comma != '|' {
			told = "sep=" + string(comma) + "\n"
		}
		text := encoding.encode(strings.ReplaceAll(told+b.String(), "\n", ending))
		err := sheet.Read(memory("devices.csv", []byte(text)), sheet.Options{}, func(table *sheet.Table) error {
			if diff := cmp.Diff(want[:min(len(want), 7)], table.Peek(7)); diff != "" {
				t.Errorf("Peek (-want +got):\n%s", diff)
			}
			line := 1 + strings.Count(told, "\n")
			for _, row := range want {
				got, err := table.Next()
				if err != nil {
					return err
				}
				if diff := cmp.Diff(row, got); diff != "" {
					return errors.New(diff)
				}
				if table.Line() != line {
					return fmt.Errorf("row is of line %d, Line gives %d", line, table.Line())
				}
				line += 1 + strings.Count(strings.Join(row, ""), "\n")
			}
			if _, err := table.Next(); err != io.EOF {
				return fmt.Errorf("after the last row: %v", err)
			}
			if d := table.Describe(); !strings.Contains(d, encoding.name) && strings.ContainsFunc(b.String(), func(c rune) bool { return c > 127 }) {
				return fmt.Errorf("described as %q", d)
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// TestUnquoted writes rows in which quotes stand in cells that are not quoted, as
// most programs write them.
func TestUnquoted(t *testing.T) {
	cell := rapid.StringMatching(`[a-z0-9][a-z0-9" ']{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		want := append([][]string{{"a", "b", "c"}}, rapid.SliceOfN(rapid.SliceOfN(cell, 3, 3), 0, 10).Draw(t, "rows")...)
		var b strings.Builder
		for _, row := range want {
			b.WriteString(strings.Join(row, ";") + "\r\n")
		}
		if diff := cmp.Diff(want, allRows(t, []byte(b.String()))); diff != "" {
			t.Error(diff)
		}
	})
}

// allRows reads a file in which no row may be wrong.
func allRows(t rapid.TB, text []byte) [][]string {
	t.Helper()
	var all [][]string
	err := sheet.Read(memory("a", text), sheet.Options{}, func(table *sheet.Table) error {
		for {
			row, err := table.Next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			all = append(all, slices.Clone(row))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
