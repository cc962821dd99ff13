package importing

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lanyard-id/lanyard/estate"
)

var update = flag.Bool("update", false, "write what is read into the golden files")

// TestGolden reads the files of each archive in testdata, in the best order,
// and compares what became of them with the file named want. Lines of the
// archive's comment are options.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives in testdata:", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := read(t, archive)
			at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *update {
				if at < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "want"})
					at = len(archive.Files) - 1
				}
				archive.Files[at].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if at < 0 {
				t.Fatal("no file want; run with -update and look at it")
			}
			if diff := gocmp.Diff(string(archive.Files[at].Data), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// read imports an archive and tells what became of it.
func read(t *testing.T, archive *txtar.Archive) string {
	o := Options{Set: testSet(t)}
	forced := map[string]Kind{}
	once := map[string]bool{}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		pair := strings.SplitN(value, ",", 2)
		var err error
		switch key {
		case "":
		case "dates":
			o.Dates = value
		case "seen":
			o.Seen, err = time.Parse(time.RFC3339, value)
		case "organisation":
			o.Organisation = value
		case "pattern":
			o.Patterns = append(o.Patterns, Pattern{pair[0], pair[1]})
		case "product-alias":
			o.ProductAlias, err = ReadProductAliases([][]string{pair})
		case "map":
			o.Map = append(o.Map, Mapping{pair[0], pair[1]})
		case "complete":
			o.Complete = append(o.Complete, value)
		case "partial":
			o.Partial = append(o.Partial, value)
		case "forced":
			forced[pair[0]] = Kind(pair[1])
		case "once": // the file cannot be read twice
			once[value] = true
		case "//": // says why the archive is there
		default:
			err = fmt.Errorf("there is no option %q", key)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	i, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var tables []Table
	place := map[string]int{}
	for _, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		table := csvTable(f.Name, string(f.Data))
		if once[f.Name] {
			table.Again, table.Head = nil, table.Head[:1]
		}
		kind, _ := Recognise(table, o.Map)
		place[f.Name] = Order(kind)
		tables = append(tables, table)
	}
	slices.SortStableFunc(tables, func(a, b Table) int { return cmp.Compare(place[a.Name], place[b.Name]) })
	var out strings.Builder
	for _, table := range tables {
		if err := i.Add(table, forced[table.Name]); err != nil {
			fmt.Fprintf(&out, "error: %v\n", err)
		}
	}
	e, account := i.Finish()
	tellAccount(&out, account)
	tellEstate(&out, e)
	return out.String()
}

func tellAccount(out *strings.Builder, a Account) {
	for _, f := range a.Files {
		fmt.Fprintf(out, "%s: %s, %s, %d rows, %d rejects, seen %s\n", f.Name, f.Kind, f.Form, f.Rows, f.Rejects, f.Seen)
		for _, note := range f.Notes {
			fmt.Fprintf(out, "  note: %s\n", note)
		}
	}
	for _, r := range a.Rejects {
		fmt.Fprintf(out, "reject: %s:%d: %s %s %q: %s\n", r.File, r.Line, r.Scope, r.Column, r.Value, r.Error)
	}
	for _, n := range a.NearMisses {
		fmt.Fprintf(out, "near miss: %d devices have %q, like %v; settle by %s\n", n.Devices, n.Name, n.Like, n.Line)
	}
	for _, j := range a.Joins {
		fmt.Fprintf(out, "join: %s by %s: %d matched, %d new, %d ambiguous\n", j.Source, j.By, j.Matched, j.New, j.Ambiguous)
	}
	for _, x := range a.Ambiguous {
		fmt.Fprintf(out, "ambiguous: %s %s %q is one of %v; settle by %s\n", x.Source, x.Kind, x.Value, x.Subjects, x.Line)
	}
	for _, note := range a.Notes {
		fmt.Fprintf(out, "note: %s\n", note)
	}
}

func tellEstate(out *strings.Builder, e *estate.Estate) {
	for _, t := range []*estate.Table{e.Organisations.Table, e.People, e.Devices, e.Cards, e.Applications} {
		for row := range t.Len() {
			fmt.Fprintf(out, "%s %s:", t.Kind, t.Key(row))
			for _, c := range t.Columns {
				switch {
				case c.Times != nil && c.Times.At(row) != estate.NoTime:
					fmt.Fprintf(out, " %s=%s", c.Name, estate.Instant(c.Times.At(row)).Format(time.RFC3339))
				case c.Times == nil && c.Number(row) != 0:
					fmt.Fprintf(out, " %s=%s", c.Name, c.Text(row))
					if possible := c.Possible(c.Number(row)); len(possible) > 1 {
						fmt.Fprintf(out, " (%d possible)", len(possible))
					}
				}
			}
			out.WriteString("\n")
			if t == e.People {
				fmt.Fprintf(out, "  in %v\n", e.PersonOrganisations(row))
			}
			if t == e.Devices {
				tellDevice(out, e, row)
			}
			for _, d := range t.Disputes(row) {
				fmt.Fprintf(out, "  disputed: %s=%s by %s:%d\n", d.Column, d.Value, e.Sources[d.Source].Name, d.Line)
			}
		}
	}
	for n := range e.SignIns.Len() {
		s := e.SignIns
		fmt.Fprintf(out, "sign-in %s: person %d, card %d, device %d, application %d, organisation %d, %s %s, TLS %s, %s, %s\n",
			estate.Instant(s.At(n)).Format(time.RFC3339), s.Person(n), s.Card(n), s.Device(n), s.Application(n), s.Organisation(n),
			s.Clients.TextOf(s.Client(n)), s.Versions.TextOf(s.Version(n)), s.TLSVersions.TextOf(s.TLS(n)), s.Uses.TextOf(s.Use(n)), s.Outcomes.TextOf(s.Outcome(n)))
	}
	for row := range e.Organisations.Len() {
		if c, ok := e.Contact(e.Organisations.Key(row), "it-team"); ok {
			fmt.Fprintf(out, "contact of %s: %s, %s, %s, %s\n", e.Organisations.Key(row), c.Name, c.Phone, c.Email, c.Hours)
		}
	}
}

func tellDevice(out *strings.Builder, e *estate.Estate, row int) {
	inventory := e.Software.Of(row)
	for product, id := range e.Software.Products() {
		if cell := e.Software.Cell(inventory, product); cell.Known() {
			fmt.Fprintf(out, "  %s %s\n", id, cell)
		}
	}
	if e.Software.Complete(inventory) {
		out.WriteString("  complete\n")
	}
	if seen := e.Software.Seen(row); seen != estate.NoTime {
		fmt.Fprintf(out, "  software seen %s\n", estate.Instant(seen).Format(time.RFC3339))
	}
	if set := e.Memberships.Of(row); set != 0 {
		fmt.Fprintf(out, "  applications %v, complete %v\n", e.Memberships.Applications(set), e.Memberships.Complete(set))
	}
	if set := e.Users.Of(row); set != 0 {
		fmt.Fprintf(out, "  users %v\n", e.Users.People(set))
	}
}
