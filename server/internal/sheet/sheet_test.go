package sheet_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// TestVisit sees what Read makes of what visit does.
func TestVisit(t *testing.T) {
	enough := errors.New("enough")
	long := strings.Repeat("PC1,Ward 1\n", 100_000)
	cut := func(b []byte) []byte { return b[:len(b)-9] }
	wrong := string(changed(t, storedZip(t, long+"PC2,Ward 2\n"), "PC2,Ward 2", "PC2,Ward 3"))
	tests := []struct {
		name    string
		content []byte
		visit   func(*sheet.Table) error
		visits  int
		is      error      // what the error is
		kind    sheet.Kind // or the kind of it; zero for none
	}{
		{name: "all is read", content: zipOf(t, "a", "a\n", "b", "b\n"), visit: read, visits: 2},
		{name: "nothing is read", content: zipOf(t, "a", "a\n", "b", "b\n"), visit: func(*sheet.Table) error { return nil }, visits: 2},
		{name: "visit gives up", content: zipOf(t, "a", "a\n", "b", "b\n"), visit: func(*sheet.Table) error { return enough }, visits: 1, is: enough},
		{name: "visit gives up after a member that cannot be read", content: zipOf(t, "a", "%PDF-", "b", "b\n"), visit: func(*sheet.Table) error { return enough }, visits: 1, is: enough},
		{name: "visit passes an error on", content: zipOf(t, "a.zip", wrong, "b", "b\n"), visit: read, visits: 1, kind: sheet.Damaged},
		{name: "visit passes over an error", content: zipOf(t, "a.zip", wrong, "b", "b\n"), visit: func(t *sheet.Table) error { _ = read(t); return nil }, visits: 2, kind: sheet.Damaged},
		{name: "rows before the damage", content: cut(gzipOf(t, long, made)), visit: func(t *sheet.Table) error {
			if _, err := t.Next(); err != nil {
				return enough
			}
			return read(t)
		}, visits: 1, kind: sheet.Damaged},
		{name: "JSON before the damage", content: cut(gzipOf(t, "["+strings.Repeat("1,", 100_000)+"1]", made)), visit: func(t *sheet.Table) error {
			_, _ = io.ReadAll(t.JSON())
			return nil
		}, visits: 1, kind: sheet.Damaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			visits := 0
			err := sheet.Read(memory("export", test.content), sheet.Options{}, func(table *sheet.Table) error {
				visits++
				return test.visit(table)
			})
			file := (*sheet.FileError)(nil)
			switch {
			case test.is != nil && err != test.is,
				test.kind != 0 && (!errors.As(err, &file) || file.Kind != test.kind),
				test.is == nil && test.kind == 0 && err != nil:
				t.Errorf("%v", err)
			}
			if visits != test.visits {
				t.Errorf("%d visits, want %d", visits, test.visits)
			}
		})
	}
}

func read(t *sheet.Table) error {
	for {
		if _, err := t.Next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestAfterVisit sees that a table gives nothing once its visit is over.
func TestAfterVisit(t *testing.T) {
	var kept []*sheet.Table
	err := sheet.Read(memory("export", zipOf(t, "a", "a\n1\n2\n", "b", "[1]")), sheet.Options{}, func(table *sheet.Table) error {
		kept = append(kept, table)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if row, err := kept[0].Next(); err == nil || err == io.EOF {
		t.Errorf("%q, %v", row, err)
	}
	if text, err := io.ReadAll(kept[1].JSON()); err == nil {
		t.Errorf("%q and no error", text)
	}
}

// TestTimes writes instants into a workbook and reads them back to the second.
func TestTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC)
		seconds := rapid.SliceOfN(rapid.IntRange(0, 100*365*24*3600), 1, 50).Draw(t, "seconds")
		code := rapid.SampledFrom([]string{"dd/mm/yyyy hh:mm", "d-mmm-yy h:mm AM/PM", "[$-F800]dddd, mmmm dd, yyyy h:mm"}).Draw(t, "format")
		var want, got []string
		book := bookOf(t, func(book *excelize.File) {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &code})
			if err != nil {
				t.Fatal(err)
			}
			for i, second := range seconds {
				at := start.Add(time.Duration(second) * time.Second)
				cell, err := excelize.CoordinatesToCellName(1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(book.SetCellValue("Sheet1", cell, at), book.SetCellStyle("Sheet1", cell, cell, style)); err != nil {
					t.Fatal(err)
				}
				want = append(want, at.Format("2006-01-02T15:04:05"))
			}
		})
		for _, row := range allRows(t, book) {
			got = append(got, row...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
