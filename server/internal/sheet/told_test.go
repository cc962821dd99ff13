package sheet_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got), -update writes it:\n%s", path, diff)
	}
}

// tell gives all that Read says of a file, in lines.
func tell(f sheet.File, o sheet.Options) string {
	var b strings.Builder
	err := sheet.Read(f, o, func(t *sheet.Table) error {
		tellTable(&b, t)
		return nil
	})
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			fmt.Fprintln(&b, "error:", line)
		}
	}
	return b.String()
}

func tellTable(b *strings.Builder, t *sheet.Table) {
	fmt.Fprintf(b, "table %s", t.Name)
	if !t.Modified.IsZero() {
		fmt.Fprint(b, " of ", t.Modified.UTC().Format(time.RFC3339))
	}
	fmt.Fprintln(b)
	if t.Form == sheet.JSON {
		text, err := io.ReadAll(t.JSON())
		fmt.Fprintf(b, "  %s\n", shortened(string(text)))
		if err != nil {
			fmt.Fprintln(b, "  error:", err)
		}
	}
	for {
		row, err := t.Next()
		if wrong := (*sheet.RowError)(nil); errors.As(err, &wrong) {
			fmt.Fprintf(b, "  %d: error: %v\n", t.Line(), err)
			continue
		}
		if err != nil {
			break
		}
		cells := make([]string, len(row))
		for i := range row {
			cells[i] = shortened(row[i])
		}
		fmt.Fprintf(b, "  %d: %s\n", t.Line(), strings.Join(cells, " | "))
	}
	fmt.Fprintf(b, "  %s\n", t.Describe())
}

// shortened quotes a text where it would not be seen else, and cuts it.
func shortened(text string) string {
	if len(text) > 200 {
		return fmt.Sprintf("%q… (%d bytes)", text[:20], len(text))
	}
	if quoted := fmt.Sprintf("%q", text); quoted[1:len(quoted)-1] != text && text != `"` {
		return quoted
	}
	return text
}
