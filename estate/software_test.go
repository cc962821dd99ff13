package estate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
)

// installing fills the software of one device from lines "SOURCE WHAT …", where a
// source is its name, rank and time as in "a2" and what is product=cell,
// product+version, product? or complete; it tells what holds and what does not.
func installing(t *testing.T, lines string) string {
	t.Helper()
	e := New(london(t), []string{"agent", "viewer", "java"})
	places := map[string]int{"agent": 0, "viewer": 1, "java": 2}
	sources := map[string]SourceID{}
	row := -1
	for n, line := range strings.Split(lines, "; ") {
		cells := strings.Fields(line)
		id, ok := sources[cells[0]]
		if !ok {
			id = e.AddSource(Source{Name: cells[0], Rank: Inventory, Made: int64(cells[0][1] - '0')})
			sources[cells[0]] = id
		}
		o := Origin{id, n + 1, NoTime}
		row = e.Device([]Identifier{{NamespaceDevice, "D1"}}, o)
		for _, cell := range cells[1:] {
			var err error
			if cell == "complete" {
				err = e.Software.SetComplete(row, true, o)
			} else if product, ok := strings.CutSuffix(cell, "?"); ok {
				err = e.Software.Doubt(row, places[product], o)
			} else if product, text, ok := strings.Cut(cell, "="); ok {
				err = e.Software.SetCell(row, places[product], text, o)
			} else if product, text, _ := strings.Cut(cell, "+"); text == "" {
				err = e.Software.Add(row, places[product], nil, o)
			} else {
				v, parseErr := fact.ParseVersion(text)
				if parseErr != nil {
					t.Fatal(parseErr)
				}
				err = e.Software.Add(row, places[product], &v, o)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	e.Finish()
	s, in := e.Software, e.Software.Of(row)
	var out []string
	for product, id := range s.Products() {
		if number := s.CellNumber(in, product); number != 0 {
			out = append(out, id+"="+s.Cell(in, product).String())
		}
	}
	if s.Complete(in) {
		out = append(out, "complete")
	}
	out = append(out, fmt.Sprint("seen ", s.Seen(row)))
	for _, d := range s.Disputes(row) {
		mark := map[bool]string{true: "!", false: ""}[d.Contradiction]
		out = append(out, fmt.Sprintf("(%s=%s%s %s:%d)", d.Column, d.Value, mark, e.Sources[d.Source].Name, d.Line))
	}
	return strings.Join(out, " ")
}

func TestSoftware(t *testing.T) {
	tests := []struct{ name, lines, want string }{
		{"cells", "a1 agent=2.4 viewer=- java=+", "agent=2.4 viewer=- java=+ seen 1"},
		{"empty ones say nothing", "a1 agent= viewer=1", "viewer=1 seen 1"},
		{"the same again", "a1 agent=2.4; a1 agent=2.4.0", "agent=2.4 seen 1"},
		{"several lines of one file", "a1 agent=2.4; a1 viewer=1", "agent=2.4 viewer=1 seen 1"},
		{"installations side by side", "a1 agent+2.10; a1 agent+2.4; a1 agent+2.10.0", "agent=2.4;2.10 seen 1"},
		{"one without a version", "a1 agent+2.4; a1 agent+", "agent=2.4;+ seen 1"},
		{"the newer of two files", "a1 agent=2.4 viewer=1; b2 agent=2.5", "agent=2.5 viewer=1 seen 1 (agent=2.4 a1:1)"},
		{"whichever came first", "b2 agent=2.5; a1 agent=2.4 viewer=1", "agent=2.5 viewer=1 seen 1 (agent=2.4 a1:2)"},
		{"neither of two that are as new", "a1 agent=2.4 viewer=1; b1 agent=2.5", "agent= viewer=1 seen 1 (agent=2.4! a1:1) (agent=2.5! b1:2)"},
		{"one file that contradicts itself", "a1 agent=2.4 viewer=1; a1 agent=2.5", "agent= viewer=1 seen 1 (agent=2.4! a1:1) (agent=2.5! a1:2)"},
		{"complete", "a1 agent=2.4 complete", "agent=2.4 complete seen 1"},
		{"complete and empty", "a1 complete", "complete seen 1"},
		{"the newer and complete one lacks it", "a1 agent=2.4 java=8; b2 viewer=1 complete", "agent=- viewer=1 java=- complete seen 2 (agent=2.4 a1:1) (java=8 a1:1)"},
		{"the older and complete one lacks it", "a2 agent=2.4; b1 viewer=1 complete", "agent=2.4 viewer=1 complete seen 1 (agent=- b1:2)"},
		{"two complete ones that are as new", "a1 agent=2.4 complete; b1 complete", "agent= complete seen 1 (agent=2.4! a1:1) (agent=-! b1:2)"},
		{"a doubt is not known, though complete", "a1 agent? complete", "agent= complete seen 1"},
		{"a version is no doubt", "a1 agent? agent+2.4; a1 agent?", "agent=2.4 seen 1"},
		{"a doubt has no say beside what is known", "a2 agent? complete; b1 agent=2.4", "agent=2.4 complete seen 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, installing(t, tt.lines)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", tt.lines, diff)
			}
		})
	}
}

func TestRowsOfSoftware(t *testing.T) {
	e := New(london(t), []string{"agent", "viewer"})
	source := e.AddSource(Source{Name: "devices.csv", Made: 1})
	var rejected []string
	for n, cells := range [][]string{{"2.4", "-"}, {"2.4.0", " -", "of no product"}, {"", ""}, {"latest", "-"}, {"2.4", "x"}, {"2.4"}} {
		o := Origin{source, n + 2, NoTime}
		row, _ := e.Devices.Row(fmt.Sprint("D", n), o)
		e.Software.SetCells(row, cells, o, func(product int, err error) { rejected = append(rejected, fmt.Sprint(product, " of ", n)) })
	}
	e.Software.SetCells(-1, []string{"1", "1"}, Origin{}, func(int, error) { t.Error("a row without room rejects cells") })
	e.Finish()
	s := e.Software
	if diff := cmp.Diff([]string{"0 of 3", "1 of 4"}, rejected); diff != "" {
		t.Errorf("rejected (-want +got)\n%s", diff)
	}
	if s.Of(0) == 0 || s.Of(0) != s.Of(1) || s.Of(2) != 0 || s.Of(3) == s.Of(4) || s.Of(5) != s.Of(4) || s.Inventories() != 3 || s.Cells(0) != 3 {
		t.Errorf("inventories %d %d %d %d %d of %d, %d cells", s.Of(0), s.Of(1), s.Of(2), s.Of(3), s.Of(4), s.Inventories(), s.Cells(0))
	}
	if got := s.Cell(s.Of(4), 0).String() + s.Cell(s.Of(3), 1).String() + s.Cell(0, 0).String(); got != "2.4-" {
		t.Errorf("cells %q", got)
	}
	if err := s.SetCell(0, 0, "newest", Origin{source, 9, NoTime}); err == nil {
		t.Error("a cell that is none is taken")
	}
	if err := s.SetCell(-1, 0, "1", Origin{source, 9, NoTime}); err == nil {
		t.Error("a row without room takes a cell")
	}
}

// A device that is told of program by program leaves no inventories behind, and
// those that it has keep what they say.
func TestInventoriesThatNoDeviceHasAreForgotten(t *testing.T) {
	e := New(london(t), products)
	a := e.AddSource(Source{Name: "a", Made: 1})
	b := e.AddSource(Source{Name: "b", Made: 2})
	const devices = 800
	version := func(n, p int) string { return fmt.Sprintf("%d.%d", n/(p+1), p) }
	for n := range devices {
		for p := range products {
			o := Origin{a, n*len(products) + p + 2, NoTime}
			row, _ := e.Devices.Row(fmt.Sprint("D", n), o)
			v, err := fact.ParseVersion(version(n, p))
			if err != nil {
				t.Fatal(err)
			}
			if err := e.Software.Add(row, p, &v, o); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := range 10 {
		row, _ := e.Devices.Row(fmt.Sprint("D", n), Origin{b, n + 2, NoTime})
		if err := e.Software.SetCell(row, 0, "9999", Origin{b, n + 2, NoTime}); err != nil {
			t.Fatal(err)
		}
	}
	e.Finish()
	s := e.Software
	if n := s.Inventories(); n > devices+2*10 {
		t.Errorf("%d inventories of %d devices", n, devices)
	}
	for n := range devices {
		for p := range products {
			want := version(n, p)
			if n < 10 && p == 0 {
				want = "9999"
				if d := s.Disputes(n); len(d) != 1 || d[0].Value != version(n, p) {
					t.Errorf("device %d has the disputes %+v", n, d)
				}
			}
			if got := s.Cell(s.Of(n), p).String(); got != want {
				t.Fatalf("device %d has %s %s, want %s", n, products[p], got, want)
			}
		}
	}
}
