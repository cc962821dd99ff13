package estate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

func london(t testing.TB) *civil.Zone {
	t.Helper()
	z, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func set(t testing.TB, table *Table, row int, column, text string, o Origin) {
	t.Helper()
	if err := table.Set(row, table.Column(column), text, o); err != nil {
		t.Fatalf("%s %q: %v", column, text, err)
	}
}

func TestRows(t *testing.T) {
	e := New(london(t), nil)
	o := Origin{e.AddSource(Source{Name: "cards.csv", Made: 7}), 2, NoTime}
	row, isNew := e.Cards.Row("0612345678", o)
	again, isNewAgain := e.Cards.Row("0612345678", Origin{o.Source, 9, NoTime})
	other, _ := e.Cards.Row("612345678", o)
	if row != 0 || !isNew || again != 0 || isNewAgain || other != 1 {
		t.Errorf("rows %d (new %t), %d (new %t), %d", row, isNew, again, isNewAgain, other)
	}
	if none, isNew := e.Cards.Row("", o); none != -1 || isNew {
		t.Errorf("no id has row %d, new %t", none, isNew)
	}
	if err := e.Cards.Set(-1, e.Cards.Column("type"), "PIV", o); err == nil {
		t.Error("a row that there was no room for takes facts")
	}
	e.Finish()
	if key := e.Cards.Key(0); key != "0612345678" || e.Cards.Len() != 2 || e.Cards.Key(2) != "" || e.Cards.Key(-1) != "" {
		t.Errorf("%d rows, the first is %q", e.Cards.Len(), key)
	}
	if found, ok := e.Cards.Find("612345678"); !ok || found != 1 {
		t.Errorf("found %d, %t", found, ok)
	}
	if _, ok := e.Cards.Find("7"); ok {
		t.Error("a card that nobody listed is found")
	}
	from, ok := e.Cards.Origin(0)
	if diff := cmp.Diff(o, from); !ok || diff != "" {
		t.Errorf("origin (-want +got)\n%s", diff)
	}
}

// Every attribute of the objects that have tables has its column, and keeps its
// values as notices read them.
func TestColumnsAreTheAttributes(t *testing.T) {
	e := New(london(t), nil)
	elsewhere := map[string]bool{"device.applications": true} // Memberships
	for _, a := range fact.Attributes() {
		table := map[string]*Table{"card": e.Cards, "device": e.Devices, "person": e.People, "organisation": e.Organisations.Table, "application": e.Applications}[a.Object]
		if table == nil || a.Identity || elsewhere[a.Path()] || a.Path() == "organisation.code" || a.Path() == "application.id" {
			continue
		}
		c := table.Column(a.Name)
		if c == nil || c.Attribute == nil || c.Attribute.Path() != a.Path() || (c.Times != nil) != (a.Type == fact.TypeTime) {
			t.Errorf("%s has the column %+v", a.Path(), c)
		}
	}
	if e.Cards.Column("colour") != nil {
		t.Error("cards have a colour")
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		table, column string
		texts         []string // that say the same
		other         string   // that does not
		bad           string   // that is no value
	}{
		{"card", "series", []string{"8", "08", " 8 "}, "9", "eight"},
		{"card", "status", []string{"active"}, "lost", "Active?"},
		{"card", "type", []string{"Gemplus", " Gemplus"}, "gemplus", ""},
		{"card", "expires", []string{"2025-06-30", "2025-07-01T00:00", "2025-06-30T23:00:00Z"}, "2025-07-01", "31/02/2025"},
		{"device", "os_version", []string{"10.0.19045", "v10.0.19045.0", "10.0.19045 (WinBuild.160101.0800)"}, "10.0.19046", "ten"},
		{"device", "groups", []string{"a;b", "b, a", "b;a;b", " a ; b;"}, "a;b;c", ""},
		{"device", "last_seen", []string{"2025-06-30", "2025-06-30T00:00"}, "2025-06-30T00:01", "yesterday"},
	}
	for _, tt := range tests {
		e := New(london(t), nil)
		table := map[string]*Table{"card": e.Cards, "device": e.Devices}[tt.table]
		c := table.Column(tt.column)
		source := e.AddSource(Source{Made: 1})
		row := func(text string) uint64 {
			n := table.Len()
			row, _ := table.Row(fmt.Sprint("S", n), Origin{source, n, NoTime})
			if err := table.Set(row, c, text, Origin{source, n, NoTime}); err != nil {
				t.Errorf("%s %q: %v", tt.column, text, err)
			}
			return c.cells.at(row)
		}
		first := row(tt.texts[0])
		for _, text := range tt.texts {
			if got := row(text); got != first || got == 0 {
				t.Errorf("%s: %q is %d and %q is %d, but they say the same", tt.column, tt.texts[0], first, text, got)
			}
		}
		if got := row(tt.other); got == first {
			t.Errorf("%s: %q and %q are one value", tt.column, tt.texts[0], tt.other)
		}
		if c.Times == nil && c.Text(0) != strings.TrimSpace(tt.texts[0]) {
			t.Errorf("%s: %q is shown as %q", tt.column, tt.texts[0], c.Text(0))
		}
		if tt.bad != "" {
			for range 2 {
				if err := table.Set(0, c, tt.bad, Origin{source, 99, NoTime}); err == nil || c.cells.at(0) != first {
					t.Errorf("%s %q: no error, or it has changed the fact", tt.column, tt.bad)
				}
			}
		}
		if c.Attribute != nil && c.Times == nil {
			want, _, err := valueOf(c.Attribute, tt.texts[0], e.Zone)
			if got := c.Possible(uint32(first)); err != nil || len(got) != 1 || fmt.Sprint(got[0].Texts(), got[0]) != fmt.Sprint(want.Texts(), want) && c.Attribute.Type != fact.TypeTextList {
				t.Errorf("%s %q: possible %v, want %v", tt.column, tt.texts[0], got, want)
			}
		}
		if c.Possible(0) != nil || c.Possible(1000) != nil || c.TextOf(0) != "" && c.Times == nil {
			t.Errorf("%s: the number 0 says something", tt.column)
		}
	}
}

// Names mostly differ, so each row has its own; the same again takes nothing.
func TestNamesAreKeptRowByRow(t *testing.T) {
	e := New(london(t), nil)
	a := e.AddSource(Source{Name: "a", Made: 1})
	b := e.AddSource(Source{Name: "b", Made: 2})
	row, _ := e.Devices.Row("D1", Origin{a, 2, NoTime})
	for n, name := range []string{"PC1", " PC1 ", "PC1", "pc1", "PC1", "pc1", ""} {
		set(t, e.Devices, row, "name", name, Origin{[]SourceID{a, a, b, a, b, a, b}[n], n + 2, NoTime})
	}
	c := e.Devices.Column("name")
	if c.Len() != 2 || c.Text(row) != "PC1" || e.Devices.SeenOf(row, c) != 2 {
		t.Errorf("%d names are kept; the name is %q, seen at %d", c.Len(), c.Text(row), e.Devices.SeenOf(row, c))
	}
	if diff := cmp.Diff([]Dispute{{Column: "name", Value: "pc1", Source: a, Line: 5, Seen: 1}}, e.Devices.Disputes(row)); diff != "" {
		t.Errorf("disputes (-want +got)\n%s", diff)
	}
}

func TestListsAreValues(t *testing.T) {
	e := New(london(t), nil)
	o := Origin{e.AddSource(Source{Made: 1}), 2, NoTime}
	row := e.Device([]Identifier{{NamespaceDevice, "D1"}}, o)
	set(t, e.Devices, row, "uses", " signing ;prescribing", o)
	c := e.Devices.Column("uses")
	if diff := cmp.Diff([]string{"prescribing", "signing"}, c.Possible(c.Number(row))[0].Texts()); diff != "" {
		t.Errorf("uses (-want +got)\n%s", diff)
	}
	if got := c.Find("prescribing,signing"); got != 0 {
		t.Errorf("a text that nobody wrote is found as %d", got)
	}
}

func TestSeveral(t *testing.T) {
	series := func(numbers ...int) (out []notice.Value) {
		for _, n := range numbers {
			out = append(out, notice.Int(n))
		}
		return out
	}
	type stated struct {
		text     string
		possible []notice.Value // nil: the text is a plain cell
		made     int            // 1, or 2 for newer
	}
	gemplus, oberthur, open := series(4, 5, 6), series(8), []notice.Value{}
	tests := []struct {
		name     string
		stated   []stated
		text     string
		possible []notice.Value
		disputes string
	}{
		{"one of several", []stated{{"4, 5 or 6", gemplus, 1}}, "4, 5 or 6", gemplus, ""},
		{"a plain one narrows several", []stated{{"4, 5 or 6", gemplus, 2}, {"6", nil, 1}}, "6", series(6), ""},
		{"and the other way round", []stated{{"6", nil, 2}, {"4, 5 or 6", gemplus, 1}}, "6", series(6), ""},
		{"what two share", []stated{{"4 or 5", series(4, 5), 1}, {"5 or 6", series(5, 6), 1}}, "4 or 5 and 5 or 6", series(5), ""},
		{"the newer of two that share nothing", []stated{{"6", nil, 1}, {"8", oberthur, 2}}, "8", oberthur, "6"},
		{"either of two that are as strong", []stated{{"8", nil, 1}, {"6", nil, 1}}, "6 or 8", series(6, 8), "6! 8!"},
		{"and a third that is weaker has no say", []stated{{"8", nil, 2}, {"6", nil, 2}, {"9", nil, 1}}, "6 or 8", series(6, 8), "6! 8! 9"},
		{"unknown, but shown", []stated{{"4 by its number, 8 by its type", open, 1}}, "4 by its number, 8 by its type", nil, ""},
		{"unknown has no say beside what is known", []stated{{"4 by its number, 8 by its type", open, 2}, {"8", nil, 1}}, "8", oberthur, "4 by its number, 8 by its type"},
		{"the same words for other values", []stated{{"old", gemplus, 1}, {"old", oberthur, 2}}, "old ", oberthur, "old"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := New(london(t), nil)
			c := e.Cards.Column("series")
			sources := []SourceID{0, e.AddSource(Source{Name: "a", Made: 1}), e.AddSource(Source{Name: "b", Made: 2})}
			sources[2], sources[1] = 1, 0
			for n, s := range tt.stated {
				o := Origin{sources[s.made], n + 2, NoTime}
				row, _ := e.Cards.Row("1", o)
				var err error
				if s.possible == nil {
					err = e.Cards.Set(row, c, s.text, o)
				} else {
					err = e.Cards.SetSeveral(row, c, s.text, s.possible, o)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			var disputes []string
			for _, d := range e.Cards.Disputes(0) {
				mark := ""
				if d.Contradiction {
					mark = "!"
				}
				disputes = append(disputes, d.Value+mark)
			}
			if got := fmt.Sprint(c.Text(0), c.Possible(c.Number(0)), strings.Join(sorted(disputes), " ")); got != fmt.Sprint(tt.text, tt.possible, tt.disputes) {
				t.Errorf("got  %s\nwant %s", got, fmt.Sprint(tt.text, tt.possible, tt.disputes))
			}
		})
	}
	e := New(london(t), nil)
	o := Origin{e.AddSource(Source{}), 2, NoTime}
	row, _ := e.Cards.Row("1", o)
	if err := e.Cards.SetSeveral(row, e.Cards.Column("series"), "4, 5 or 6", gemplus, o); err != nil {
		t.Fatal(err)
	}
	if err := e.Cards.Set(row, e.Cards.Column("series"), "4, 5 or 6", o); err == nil {
		t.Error("words that are no cell are read, since they were said of another")
	}
}
