package estate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhichOfTwoFactsHolds(t *testing.T) {
	type stated struct {
		text string
		rank Rank
		made int64
		seen int64
	}
	tests := []struct {
		name   string
		stated []stated
		want   string // what holds, and when it was seen
		lost   string // values, with ! where they contradict each other
	}{
		{"one", []stated{{"IGEL", Inventory, 5, NoTime}}, "IGEL 5", ""},
		{"a time of its own", []stated{{"IGEL", Inventory, 5, 3}}, "IGEL 3", ""},
		{"the newer", []stated{{"IGEL", Inventory, 5, NoTime}, {"Windows", Inventory, 6, NoTime}}, "Windows 6", "IGEL"},
		{"the newer fact of the older file", []stated{{"IGEL", Inventory, 5, 9}, {"Windows", Inventory, 6, NoTime}}, "IGEL 9", "Windows"},
		{"an inventory over a hand entry", []stated{{"IGEL", Inventory, 5, NoTime}, {"Windows", Hand, 6, NoTime}}, "IGEL 5", "Windows"},
		{"what was signed over an inventory", []stated{{"IGEL", Inventory, 9, NoTime}, {"Windows", Signed, 6, NoTime}}, "Windows 6", "IGEL"},
		{"a handshake over what was signed", []stated{{"IGEL", Handshake, 1, NoTime}, {"Windows", Signed, 6, NoTime}}, "IGEL 1", "Windows"},
		{"one with a time over one without", []stated{{"IGEL", Inventory, NoTime, NoTime}, {"Windows", Inventory, -5, NoTime}}, "Windows -5", "IGEL"},
		{"neither of two that are as strong", []stated{{"IGEL", Inventory, 5, NoTime}, {"Windows", Inventory, 5, NoTime}}, "", "IGEL! Windows!"},
		{"neither without times", []stated{{"IGEL", Inventory, NoTime, NoTime}, {"Windows", Inventory, NoTime, NoTime}}, "", "IGEL! Windows!"},
		{"a stronger one settles it", []stated{{"IGEL", Inventory, 5, NoTime}, {"Windows", Inventory, 5, NoTime}, {"IGEL", Inventory, 6, NoTime}}, "IGEL 6", "Windows"},
		{"a weaker one does not", []stated{{"IGEL", Inventory, 5, NoTime}, {"Windows", Inventory, 5, NoTime}, {"IGEL", Hand, 6, NoTime}}, "", "IGEL! Windows!"},
		{"the same again is newer", []stated{{"IGEL", Inventory, 5, NoTime}, {"IGEL", Inventory, 7, NoTime}, {"Windows", Inventory, 6, NoTime}}, "IGEL 7", "Windows"},
		{"the same again is no dispute", []stated{{"IGEL", Inventory, 7, NoTime}, {"IGEL", Inventory, 5, NoTime}}, "IGEL 7", ""},
	}
	for _, tt := range tests {
		for _, backwards := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, backwards %t", tt.name, backwards), func(t *testing.T) {
				e := New(london(t), nil)
				c := e.Devices.Column("os")
				var row int
				for n := range tt.stated {
					s := tt.stated[n]
					if backwards {
						s = tt.stated[len(tt.stated)-1-n]
					}
					o := Origin{e.AddSource(Source{Name: s.text, Rank: s.rank, Made: s.made}), 2, s.seen}
					row, _ = e.Devices.Row("D1", o)
					set(t, e.Devices, row, "os", s.text, o)
				}
				e.Finish()
				got := ""
				if c.Number(row) != 0 {
					got = fmt.Sprint(c.Text(row), " ", e.Devices.SeenOf(row, c))
				}
				var lost []string
				for _, d := range e.Devices.Disputes(row) {
					if d.Source != 0 && e.Sources[d.Source].Name != d.Value || d.Column != "os" || d.Line != 2 {
						t.Errorf("%+v is not where it came from", d)
					}
					lost = append(lost, d.Value+strings.Repeat("!", map[bool]int{true: 1}[d.Contradiction]))
				}
				if diff := cmp.Diff([]string{tt.want, tt.lost}, []string{got, strings.Join(sorted(lost), " ")}); diff != "" {
					t.Errorf("what holds, what does not (-want +got)\n%s", diff)
				}
			})
		}
	}
}

func TestSeen(t *testing.T) {
	e := New(london(t), nil)
	a := e.AddSource(Source{Name: "a", Rank: Inventory, Made: 100})
	b := e.AddSource(Source{Name: "b", Rank: Inventory, Made: NoTime})
	row, _ := e.Devices.Row("D1", Origin{b, 2, NoTime})
	if seen := e.Devices.Seen(row); seen != NoTime {
		t.Errorf("nothing was seen at %d", seen)
	}
	set(t, e.Devices, row, "name", "PC1", Origin{b, 2, NoTime})
	if seen := e.Devices.Seen(row); seen != NoTime {
		t.Errorf("what has no time was seen at %d", seen)
	}
	set(t, e.Devices, row, "os", "IGEL", Origin{a, 2, NoTime})
	set(t, e.Devices, row, "uses", "signing", Origin{a, 3, 50})
	if seen := e.Devices.Seen(row); seen != 100 {
		t.Errorf("seen at %d", seen)
	}
	for column, want := range map[string]int64{"name": NoTime, "os": 100, "uses": 50, "groups": NoTime} {
		if seen := e.Devices.SeenOf(row, e.Devices.Column(column)); seen != want {
			t.Errorf("%s was seen at %d, want %d", column, seen, want)
		}
	}
}

func TestDisputedInstants(t *testing.T) {
	e := New(london(t), nil)
	o := Origin{e.AddSource(Source{Name: "cards.csv", Made: 5}), 2, NoTime}
	row, _ := e.Cards.Row("1", o)
	set(t, e.Cards, row, "issued", "2025-06-30", o)
	c := e.Cards.Column("issued")
	if err := e.Cards.SetSecond(row, c, c.Times.At(row), Origin{o.Source, 3, NoTime}); err != nil {
		t.Fatal(err)
	}
	if n := len(e.Cards.Disputes(row)); n != 0 || c.Times.At(row) == NoTime {
		t.Errorf("the same instant again is disputed %d times", n)
	}
	if err := e.Cards.SetSecond(row, c, 0, Origin{o.Source, 4, NoTime}); err != nil {
		t.Fatal(err)
	}
	want := []Dispute{
		{"issued", "2025-06-30T00:00:00+01:00", o.Source, 2, 5, true},
		{"issued", "1970-01-01T01:00:00+01:00", o.Source, 4, 5, true},
	}
	if diff := cmp.Diff(want, e.Cards.Disputes(row)); diff != "" || c.Times.At(row) != NoTime {
		t.Errorf("issued %v, disputes (-want +got)\n%s", Instant(c.Times.At(row)), diff)
	}
}

// A file that gives one id a million rows costs no more than its rows: few
// statements are kept, and they are the strongest.
func TestEndlessDisputes(t *testing.T) {
	e := New(london(t), []string{"agent"})
	source := e.AddSource(Source{Name: "devices.csv", Made: 5})
	for n := range 20_000 {
		o := Origin{source, n + 2, int64(n % 1000)}
		row, _ := e.Devices.Row("D1", o)
		set(t, e.Devices, row, "os", fmt.Sprint("system ", n), o)
		if err := e.Software.SetCell(row, 0, fmt.Sprint(n), o); err != nil {
			t.Fatal(err)
		}
		if err := e.Software.SetCell(row, 0, "", o); err != nil {
			t.Fatal(err)
		}
	}
	e.Finish()
	disputes := e.Devices.Disputes(0)
	if len(disputes) != maxStatements || !disputes[0].Contradiction || disputes[0].Seen != 999 {
		t.Errorf("%d disputes, the first %+v", len(disputes), disputes[0])
	}
	if n := e.Devices.statements.len(); n > maxStatements {
		t.Errorf("%d statements are kept", n)
	}
	if got := e.Software.Disputes(0); len(got) != maxStatements || got[0].Seen != 999 || got[0].Value != "999" {
		t.Errorf("%d disputes about software, the first %+v", len(got), got[0])
	}
	if n := e.Software.others.len(); n > maxStatements {
		t.Errorf("%d inventories are kept", n)
	}
}
