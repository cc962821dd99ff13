package sample

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestIntune looks for people by their addresses, and holds the archive to the
// file that it holds.
func TestIntune(t *testing.T) {
	e := testEstate(t, Options{Devices: 1_000})
	people := make(map[string]string)
	for _, row := range rows(t, e, "people.csv") {
		people[row["email"]] = row["name"]
	}
	found, shared := 0, 0
	for _, file := range []string{"AppInvRawData.csv", "DevicesWithInventory.csv"} {
		for _, row := range rows(t, e, file) {
			address, name := row["EmailAddress"]+row["Primary user email address"], row["UserName"]+row["Primary user display name"]
			switch {
			case address != "" && people[strings.ToLower(address)] != name:
				t.Fatalf("%s: %s is %q, people.csv says %q", file, address, name, people[strings.ToLower(address)])
			case address != "":
				found++
			case name == "":
				shared++
			}
		}
	}
	if found < 1_000 || shared < 1_000 {
		t.Errorf("%d rows have a user and %d none, want many of both", found, shared)
	}
	src := content(t, e, "AppInvRawData.zip")
	archive, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := archive.Open("AppInvRawData.csv")
	if err != nil {
		t.Fatal(err)
	}
	inside, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(inside, content(t, e, "AppInvRawData.csv")) {
		t.Error("the archive holds another file than AppInvRawData.csv")
	}
}

// TestWorkbook reads the smartcards report as a workbook and compares it with the
// same as CSV: dates are shown as in the UK, and only planned ones are wrong.
func TestWorkbook(t *testing.T) {
	e := testEstate(t, Options{Devices: 3_000})
	want, err := csv.NewReader(bytes.NewReader(content(t, e, "smartcards-report.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content(t, e, "smartcards-report.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.GetRows("Smartcards")
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		for len(got[i]) < len(smartcardsHeading) {
			got[i] = append(got[i], "") // empty cells at the end are no cells
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("smartcards report (-CSV +workbook):\n%.2000s", diff)
	}
	wrong, planned := 0, 0
	for _, row := range want[1:] {
		for _, cell := range row[3:5] {
			if _, err := time.Parse(ukDate, cell); err != nil {
				wrong++
			}
		}
		if row[2] != "Active" && row[2] != "Expired" && row[2] != "Cancelled" {
			t.Errorf("status %q", row[2])
		}
	}
	for c := range e.cards {
		if e.status(c) != "stock" && e.wrong(smartcardsSheet, c) != "" {
			planned++
		}
	}
	if wrong != planned {
		t.Errorf("%d dates are wrong, %d were planned", wrong, planned)
	}
}

// TestPractices finds every practice's sub-ICB location in column 15, and in
// column 4 a geography that is not always the board above it.
func TestPractices(t *testing.T) {
	e := testEstate(t, Options{Devices: 50_000})
	parents := make(map[string]string)
	for _, row := range rows(t, e, "organisations.csv") {
		parents[row["organisation"]] = row["parent"]
	}
	records, err := csv.NewReader(bytes.NewReader(content(t, e, "epraccur.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	open, elsewhere := 0, 0
	for _, record := range records {
		if len(record) != 27 {
			t.Fatalf("%d columns, want 27", len(record))
		}
		code, subICB := record[0], record[14]
		if record[12] != "A" {
			if parents[code] != "" {
				t.Errorf("%s has closed and is among the organisations", code)
			}
			continue
		}
		open++
		if parents[code] != subICB {
			t.Errorf("%s: column 15 says %s, organisations.csv %s", code, subICB, parents[code])
		}
		if parents[subICB] != record[3] {
			elsewhere++
		}
	}
	if closed := len(records) - open; open != e.byKind[practice].count || elsewhere == 0 || elsewhere > open/4 || closed == 0 {
		t.Errorf("%d practices, %d elsewhere by column 4, %d closed; want %d, some and some", open, elsewhere, closed, e.byKind[practice].count)
	}
}

// TestFaulty looks for the faults that only the faulty folder may hold.
func TestFaulty(t *testing.T) {
	e := testEstate(t, Options{Devices: 20})
	for _, f := range faultyFiles {
		reader := csv.NewReader(bytes.NewReader(content(t, e, faultyFolder+f.name)))
		reader.FieldsPerRecord = -1
		records, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		first, contradicts, noKey, width := make(map[string][]string), false, false, false
		for _, record := range records[1:] {
			before, again := first[record[0]]
			contradicts = contradicts || again && !slices.Equal(before, record)
			noKey = noKey || record[0] == ""
			width = width || len(record) != len(records[0])
			first[record[0]] = record
		}
		wide := f.name == "organisations.csv" || f.name == "devices.csv"
		if !noKey || width != wide || !contradicts && f.name != "signins.csv" {
			t.Errorf("%s: contradicts itself: %v, lacks a key: %v, rows of another width: %v", f.name, contradicts, noKey, width)
		}
	}
	if loose := content(t, e, faultyFolder+"devices.csv"); !bytes.Contains(loose, []byte("31/02/2025")) || bytes.Contains(loose, []byte("TODAY")) {
		t.Errorf("days in %s", loose)
	}
	for _, f := range e.files(Options{Formats: []Format{All}}) {
		if strings.HasPrefix(f.name, faultyFolder) {
			t.Errorf("%s is written without being asked for", f.name)
		}
	}
}
