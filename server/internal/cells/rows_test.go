package cells

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// libreOffice reads a line as LibreOffice does by default: comma, semicolon and
// tab all part cells, and quotes hold from the beginning of a cell to their end.
func libreOffice(text string) []string {
	var cells []string
	cell := strings.Builder{}
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '"' && i+1 < len(text) && text[i+1] == '"':
			cell.WriteByte('"')
			i++
		case quoted && c == '"':
			quoted = false
		case !quoted && c == '"' && cell.Len() == 0:
			quoted = true
		case !quoted && (c == ',' || c == ';' || c == '\t' || c == '\n'):
			cells = append(cells, cell.String())
			cell.Reset()
		default:
			cell.WriteByte(c)
		}
	}
	return cells
}

func TestRowsOfAnything(t *testing.T) {
	text := rapid.OneOf(nasty, rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(text, 3, 3).Draw(t, "cells")
		var out bytes.Buffer
		rows := NewRows(&out, []string{"first", "second", "third"})
		rows.Write(cells...)
		if err := rows.End(); err != nil {
			t.Fatal(err)
		}
		read, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		safe := []string{Safe(cells[0]), Safe(cells[1]), Safe(cells[2])}
		if len(read) != 2 || !slices.Equal(read[1], safe) {
			t.Fatalf("%q is read as %q, want %q", out.String(), read, safe)
		}
		everybody := libreOffice(out.String())
		if len(everybody) != 6 {
			t.Fatalf("LibreOffice cuts %d cells out of %q", len(everybody), out.String())
		}
		for _, cell := range append(read[1], everybody...) {
			if isFormula(cell) {
				t.Fatalf("%q is a formula", cell)
			}
		}
	})
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestRowsKeepTheFirstError(t *testing.T) {
	rows := NewRows(full{}, []string{"heading"})
	if err := rows.End(); err != errFull {
		t.Errorf("a short table ends with %v", err)
	}
	rows = NewRows(full{}, []string{"heading"})
	for range 10_000 {
		rows.Write("a cell that is long enough to fill what is held back")
	}
	if rows.Err() != errFull || rows.End() != errFull {
		t.Errorf("a long table ends with %v", rows.Err())
	}
}
