package sheet_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

func TestReadCSV(t *testing.T) {
	f := sheet.File{Name: "a.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a,b\n\n1,\"x\ny\"\n")), nil }}
	var got [][]string
	var lines []int
	err := sheet.Read(f, sheet.Options{}, func(t *sheet.Table) error {
		t.Peek(1)
		for {
			row, err := t.Next()
			if err == io.EOF {
				return nil
			}
			got, lines = append(got, append([]string(nil), row...)), append(lines, t.Line())
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"a", "b"}, {"1", "x\ny"}}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{1, 3}, lines); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file := sheet.File{Name: "a", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(b))), nil }}
		err := sheet.Read(file, sheet.Options{}, func(t *sheet.Table) error {
			for {
				if _, err := t.Next(); err == io.EOF {
					return nil
				}
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
}
