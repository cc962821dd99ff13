package format

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestOwn knows all that is written here again, and takes no export for it.
func TestOwn(t *testing.T) {
	r, o := small(), twoPlans()
	tables := map[string]func(io.Writer) error{
		"findings": func(w io.Writer) error { return CSV(w, r) },
		"rejects":  func(w io.Writer) error { return Rejects(w, r) },
		"letters":  func(w io.Writer) error { return MailMerge(w, r) },
		"steps":    func(w io.Writer) error { return Steps(w, nil, nil) },
		"outlook":  func(w io.Writer) error { return OutlookCSV(w, o) },
	}
	for name, write := range tables {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		head, err := csv.NewReader(&b).Read()
		if err != nil || !IsOwn(head) {
			t.Errorf("%s: %q, %v", name, head, err)
		}
	}
	books := map[string]func(io.Writer) error{
		"answer":  func(w io.Writer) error { return XLSX(w, r) },
		"empty":   func(w io.Writer) error { return XLSX(w, empty()) },
		"outlook": func(w io.Writer) error { return OutlookXLSX(w, o) },
	}
	for name, write := range books {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil || len(rows) == 0 || !IsOwnBook(book.GetSheetName(0), rows[0]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	documents := map[string]func(io.Writer) error{
		"answer":  func(w io.Writer) error { return JSON(w, r) },
		"empty":   func(w io.Writer) error { return JSON(w, empty()) },
		"outlook": func(w io.Writer) error { return OutlookJSON(w, o) },
		"nothing": func(w io.Writer) error { return OutlookJSON(w, emptyOutlook()) },
	}
	for name, write := range documents {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if head := b.Bytes()[:min(OwnBytes, b.Len())]; !IsOwnJSON(head) {
			t.Errorf("%s: %s", name, head)
		}
	}

	for _, head := range []string{"device,organisation,name", "subject", "file,line,column", ""} {
		if IsOwn(strings.Split(head, ",")) {
			t.Errorf("%q is an export", head)
		}
	}
	for _, head := range []string{"", "[", `{"at":"2025-07-08T10:00:00Z","person":"P1"}`, `{"name":"Test","version":"1","hostname":"PC1"}`, `[{"at":"2025-07-08T09:00:00+01:00","notices":[]}]`} {
		if IsOwnJSON([]byte(head)) {
			t.Errorf("%q is an export", head)
		}
	}
	if IsOwnBook("Overview", []string{"device", "name"}) || IsOwnBook("Devices", []string{overviewFirst}) {
		t.Error("a workbook of exports is taken for an answer")
	}
}
