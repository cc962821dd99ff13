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
