package format

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/readiness"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestTable(t *testing.T) {
	tests := []struct {
		golden  string
		report  *readiness.Report
		options TableOptions
	}{
		{"small.txt", small(), TableOptions{}},
		{"small-colour.txt", small(), TableOptions{Colour: true}},
		{"national.txt", national(), TableOptions{}},
		{"national-wide.txt", national(), TableOptions{Width: 120, Colour: true}},
		{"empty.txt", empty(), TableOptions{}},
	}
	for _, test := range tests {
		t.Run(test.golden, func(t *testing.T) {
			var out bytes.Buffer
			if err := Table(&out, test.report, test.options); err != nil {
				t.Fatal(err)
			}
			golden(t, test.golden, out.Bytes())
		})
	}
}

func TestPlanned(t *testing.T) {
	const at, later = "2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00"
	for _, test := range []struct{ from, until, want string }{
		{at, later, "in force until Tue 8 Jul 11:00"},
		{at, "", "in force, for good"},
		{later, "", "Tue 8 Jul 11:00 on, for good"},
		{later, "2025-07-09T12:00:00+01:00", "Tue 8 Jul 11:00 to Wed 9 Jul 12:00"},
	} {
		if got := planned(readiness.Window{From: test.from, Until: test.until}, at); got != test.want {
			t.Errorf("from %s until %q: %q, want %q", test.from, test.until, got, test.want)
		}
	}
}

func TestNextCards(t *testing.T) {
	const at = "2025-07-08T10:00:00+01:00"
	job := func(card, day string) readiness.CardJob { return readiness.CardJob{Card: card, Day: day} }
	for _, test := range []struct {
		cards []readiness.CardJob
		want  string
	}{
		{nil, ""},
		{[]readiness.CardJob{job("1", "2025-07-08")}, ""},
		{[]readiness.CardJob{job("1", ""), job("2", "")}, ""},
		{[]readiness.CardJob{job("1", "2025-07-08"), job("2", "2025-07-09"), job("3", "2025-07-10")}, " For Wed 9 Jul: 2."},
		{[]readiness.CardJob{job("1", "2025-07-09"), job("2", "2025-07-09"), job("3", "2025-07-09"), job("4", "2025-07-09"), job("5", "2025-07-09"), job("6", "2025-07-09")},
			" For Wed 9 Jul: 1, 2, 3, 4 and 2 more."},
	} {
		if got := nextCards(&readiness.CardPlan{Next: test.cards}, at); got != test.want {
			t.Errorf("%v: %q, want %q", test.cards, got, test.want)
		}
	}
}
