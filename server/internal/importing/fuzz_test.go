package importing

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzImport reads arbitrary rows as every kind of table: none may panic, and
// every row either counts or is listed.
func FuzzImport(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name != "want" && len(file.Data) < 4096 {
				kind, _ := Recognise(csvTable(file.Name, string(file.Data)), nil)
				f.Add(uint8(Order(kind)), string(file.Data), uint8(0))
			}
		}
	}
	set := testSet(f)
	f.Fuzz(func(t *testing.T, kind uint8, text string, how uint8) {
		o := Options{Set: set, Dates: []string{"", "uk", "us", "iso"}[how%4], MaxRejects: 10}
		if how&4 != 0 {
			o.Organisation, o.Patterns = "RXX", []Pattern{{"*1", "RYY"}}
		}
		if how&8 != 0 {
			o.Map = []Mapping{{"1", "card"}, {"name", "device"}}
		}
		if how&16 != 0 {
			o.Complete = []string{"all"}
		}
		i, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		forced := Kind("")
		if kinds := Kinds(); int(kind) < len(kinds) && how&32 == 0 {
			forced = kinds[kind]
		}
		for range 2 { // what is read twice must agree with itself
			err = i.Add(csvTable("fuzz", text), forced)
		}
		e, account := i.Finish()
		rows := 0
		for _, r := range account.Rejects {
			if r.Line < 0 || r.Error == "" || r.Scope != "row" && r.Scope != "cell" || !utf8.ValidString(r.Value) {
				t.Errorf("a reject that says nothing: %+v", r)
			}
		}
		for _, f := range account.Files {
			rows += f.Rows
		}
		if len(account.Rejects) > 10 || account.RejectCount < len(account.Rejects) {
			t.Errorf("%d rejects kept of %d", len(account.Rejects), account.RejectCount)
		}
		if lines := 2 * (strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "}") + strings.Count(text, ",") + 1); rows > lines {
			t.Errorf("%d rows of %d lines count", rows, lines)
		}
		if err != nil && len(account.Files) == 0 && e.Devices.Len()+e.Cards.Len()+e.People.Len() > 0 {
			t.Errorf("nothing was read (%v), and something is known", err)
		}
		for row := range e.Cards.Len() {
			if key := e.Cards.Key(row); key == "" || strings.TrimSpace(key) != key {
				t.Errorf("card %q", key)
			}
		}
	})
}

// FuzzOsquery looks for logs that panic, and for programs that count though
// they were removed.
func FuzzOsquery(f *testing.F) {
	for _, name := range []string{"osquery_log", "osquery_rows"} {
		text, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(text).Files {
			f.Add(string(file.Data))
		}
	}
	f.Add(`{"hostIdentifier":"a","action":"snapshot","unixTime":"9","snapshot":[{"name":"NHS Identity Agent","version":"` + strings.Repeat("1.", 99) + `"}]}`)
	set := testSet(f)
	f.Fuzz(func(t *testing.T, text string) {
		i, err := New(Options{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		table := Table{Name: "log", JSON: strings.NewReader(text)}
		_ = i.Add(table, "") // most texts are no logs
		e, account := i.Finish()
		for row := range e.Devices.Len() {
			if e.Devices.Key(row) == "" {
				t.Errorf("a device without an id; %+v", account.Files)
			}
		}
	})
}
