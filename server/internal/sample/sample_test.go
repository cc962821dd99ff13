package sample

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSeeds makes estates twice and with another seed.
func TestSeeds(t *testing.T) {
	one, again, other := testEstate(t, Options{Devices: 300}), testEstate(t, Options{Devices: 300}), testEstate(t, Options{Devices: 300, Seed: 2})
	same := []string{"applications.csv", productAliasFile} // hold nothing that is drawn
	for _, f := range one.files(Options{Formats: []Format{All}}) {
		first := content(t, one, f.name)
		if !bytes.Equal(first, content(t, again, f.name)) {
			t.Errorf("%s differs with the same seed", f.name)
		}
		if bytes.Equal(first, content(t, other, f.name)) != slices.Contains(same, f.name) {
			t.Errorf("%s with another seed: want it to differ, but for %v", f.name, same)
		}
	}
}

// TestAnyEstate makes estates of any size, day and products: every CSV file reads
// with as many cells in each row as in the first, and has the rows that it counts.
func TestAnyEstate(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		o := Options{
			Devices:  rapid.IntRange(1, 150).Draw(r, "devices"),
			Seed:     rapid.Uint64().Draw(r, "seed"),
			At:       time.Unix(rapid.Int64Range(700_000_000, 6_900_000_000).Draw(r, "at"), 0),
			Products: rapid.SliceOfDistinct(rapid.StringMatching(`[a-z][a-z0-9-]{0,8}|identity-agent`), rapid.ID[string]).Draw(r, "products"),
		}
		o.Products = o.Products[:min(len(o.Products), MaxProducts)]
		o, err := o.complete()
		if err != nil {
			r.Fatal(err)
		}
		e := newEstate(o)
		for _, f := range e.files(Options{Formats: []Format{All}}) {
			if f.name == "smartcards-report.xlsx" {
				continue // TestWorkbook reads it, and it takes its time
			}
			var b bytes.Buffer
			count, err := f.write(e, &b)
			if err != nil {
				r.Fatalf("%s: %v", f.name, err)
			}
			if !strings.HasSuffix(f.name, ".csv") {
				continue
			}
			records, err := csv.NewReader(&b).ReadAll()
			if err != nil {
				r.Fatalf("%s: %v", f.name, err)
			}
			headings := 1
			if f.kind == "practices" {
				headings = 0
			}
			if len(records)-headings != count {
				r.Fatalf("%s has %d rows and counts %d", f.name, len(records)-headings, count)
			}
		}
	})
}

func TestOptions(t *testing.T) {
	good := Options{Devices: 1, At: testAt}
	tests := []struct {
		name   string
		change func(*Options)
		want   string
	}{
		{"no devices", func(o *Options) { o.Devices = 0 }, "0 devices; give 1 to 10000000"},
		{"too many devices", func(o *Options) { o.Devices = MaxDevices + 1 }, "10000001 devices; give 1 to 10000000"},
		{"no day", func(o *Options) { o.At = time.Time{} }, "no day; give the one on which the exports were made"},
		{"too early", func(o *Options) { o.At = o.At.AddDate(-40, 0, 0) }, "the year 1985; give one from 1990 to 2190"},
		{"too late", func(o *Options) { o.At = time.Unix(math.MaxInt32*4, 0) }, "the year 2242; give one from 1990 to 2190"},
		{"unknown format", func(o *Options) { o.Formats = []Format{Canonical, "cobol"} }, `the format "cobol"; give some of canonical, intune, intune-zip, intune-devices, configmgr, osquery, osquery-log, cim, cim-xlsx, ods, all`},
		{"no product's id", func(o *Options) { o.Products = []string{"Identity Agent"} }, `the product "Identity Agent"; an id has small letters, digits and hyphens`},
		{"a product twice", func(o *Options) { o.Products = []string{"a", "b", "a"} }, "the product a twice; give it once"},
		{"too many products", func(o *Options) { o.Products = make([]string, MaxProducts+1) }, "65 products; give at most 64"},
	}
	for _, test := range tests {
		o := good
		test.change(&o)
		_, err := Write(t.TempDir(), o)
		if !errors.Is(err, ErrOptions) || err.Error() != ErrOptions.Error()+": "+test.want {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, f := range Formats() {
		if doc := f.Doc(); !strings.HasSuffix(doc, ".") || strings.Contains(doc, "\n") {
			t.Errorf("%s: %q, want a sentence", f, doc)
		}
	}
	if doc := Format("cobol").Doc(); doc != "" {
		t.Errorf("a format that there is not: %q", doc)
	}
	names := everyName()
	slices.Sort(names)
	if len(slices.Compact(names)) != len(everyName()) {
		t.Errorf("two files have one name: %v", names)
	}
}

// BenchmarkCanonical shows the time a device takes, with all that belongs to it.
func BenchmarkCanonical(b *testing.B) {
	const devices = 50_000
	for b.Loop() {
		if _, err := Write(b.TempDir(), Options{Devices: devices, Seed: 1, At: testAt}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/devices, "ns/device")
}
