package estate

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
)

// toldLine is one line of a file about a device.
type toldLine struct {
	ids      []Identifier
	facts    map[string]string // by column
	cells    []string          // of products, or nothing
	adds     []string          // versions of the first product, beside each other
	complete bool
	user     string
	seen     int64
}

type toldFile struct {
	source Source
	lines  []toldLine
}

// build fills an estate from files in an order.
func build(t testing.TB, files []toldFile, aliases []Alias) *Estate {
	e := New(london(t), []string{"agent", "viewer"})
	for _, a := range aliases[:len(aliases)/2] {
		e.Identity.Alias(a.Kind, a.Namespace, a.Value, a.Subject, Origin{})
	}
	for _, f := range files {
		id := e.AddSource(f.source)
		for n, line := range f.lines {
			o := Origin{id, n + 2, line.seen}
			row := e.Device(line.ids, o)
			if row < 0 {
				continue
			}
			for _, column := range slices.Sorted(maps.Keys(line.facts)) {
				if err := e.Devices.Set(row, e.Devices.Column(column), line.facts[column], o); err != nil {
					t.Fatal(err)
				}
			}
			for product, cell := range line.cells {
				if err := e.Software.SetCell(row, product, cell, o); err != nil {
					t.Fatal(err)
				}
			}
			for _, text := range line.adds {
				v, err := fact.ParseVersion(text)
				if err != nil {
					t.Fatal(err)
				}
				if err := e.Software.Add(row, 0, &v, o); err != nil {
					t.Fatal(err)
				}
			}
			if err := e.Software.SetComplete(row, line.complete, o); err != nil {
				t.Fatal(err)
			}
			e.Users.Add(row, line.user, o)
		}
	}
	for _, a := range aliases[len(aliases)/2:] {
		e.Identity.Alias(a.Kind, a.Namespace, a.Value, a.Subject, Origin{})
	}
	e.Finish()
	return e
}

// picture is all that is told of an estate's devices, in words, sorted: without
// what depends on the order in which files were read.
func picture(e *Estate) []string {
	var out []string
	disputed := func(ds []Dispute) string {
		var b strings.Builder
		for _, d := range ds {
			fmt.Fprintf(&b, " (%s %s by %s line %d at %d, %t)", d.Column, d.Value, e.Sources[d.Source].Name, d.Line, d.Seen, d.Contradiction)
		}
		return b.String()
	}
	for row := range e.Devices.Len() {
		var b strings.Builder
		fmt.Fprintf(&b, "%s %v:", e.Devices.Key(row), e.Identity.Identifiers(row))
		for _, c := range e.Devices.Columns {
			if c.cells.at(row) != 0 {
				fmt.Fprintf(&b, " %s=%s seen %d", c.Name, c.show(c.cells.at(row)), e.Devices.SeenOf(row, c))
			}
		}
		b.WriteString(disputed(e.Devices.Disputes(row)))
		inventory := e.Software.Of(row)
		for product := range e.Software.Products() {
			fmt.Fprintf(&b, " [%s %t]", canonicalCell(e.Software.Cell(inventory, product)), e.Software.CellNumber(inventory, product) != 0)
		}
		fmt.Fprintf(&b, " complete %t seen %d", e.Software.Complete(inventory), e.Software.Seen(row))
		b.WriteString(disputed(e.Software.Disputes(row)))
		var users []string
		for _, element := range e.Users.told.of(e.Users.Of(row)) {
			users = append(users, e.Users.names.Text(element))
		}
		sort.Strings(users)
		fmt.Fprintf(&b, " users %v", users)
		out = append(out, b.String())
	}
	sort.Strings(out)
	var doubts []string
	for _, a := range e.Identity.Ambiguous() {
		doubts = append(doubts, fmt.Sprint("doubt ", a.Kind, a.Namespace, a.Value, a.Subjects, sorted(a.Settle)))
	}
	var joins []string
	for _, j := range e.Identity.Joins() {
		joins = append(joins, fmt.Sprint("join ", e.Sources[j.Source].Name, j.Kind, j.By, j.Matched, j.New, j.Ambiguous))
	}
	return slices.Concat(out, sorted(doubts), sorted(joins))
}

func sorted(texts []string) []string {
	texts = slices.Clone(texts)
	sort.Strings(texts)
	return texts
}

func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := rapid.SliceOfN(anyFile(), 1, 4).Draw(rt, "files")
		for n := range files {
			files[n].source.Name = fmt.Sprintf("file %d", n)
		}
		aliases := rapid.SliceOfN(anyAlias(), 0, 3).Draw(rt, "aliases")
		want := picture(build(t, files, aliases))
		other := rapid.Permutation(files).Draw(rt, "other order")
		otherAliases := rapid.Permutation(aliases).Draw(rt, "other order of aliases")
		if diff := cmp.Diff(want, picture(build(t, other, otherAliases))); diff != "" {
			rt.Fatalf("the order of files changes the answer (-one +other)\n%s", diff)
		}
	})
}

func anyIdentifier() *rapid.Generator[Identifier] {
	return rapid.Custom(func(t *rapid.T) Identifier {
		namespace := rapid.SampledFrom([]string{NamespaceDevice, NamespaceIntune, NamespaceConfigMgr, NamespaceOsquery, "protocol", NamespaceEntra, NamespaceSerial, NamespaceName, NamespaceName}).Draw(t, "namespace")
		return Identifier{namespace, rapid.SampledFrom([]string{"PC1", "pc1", "PC2", "PC3", "g-4"}).Draw(t, "value")}
	})
}

func anyAlias() *rapid.Generator[Alias] {
	return rapid.Custom(func(t *rapid.T) Alias {
		id := anyIdentifier().Draw(t, "identifier")
		return Alias{Kind: "device", Namespace: id.Namespace, Value: id.Value, Subject: rapid.SampledFrom([]string{"PC1", "PC2", "NEW"}).Draw(t, "subject")}
	})
}

func anyFile() *rapid.Generator[toldFile] {
	line := rapid.Custom(func(t *rapid.T) toldLine {
		l := toldLine{ids: rapid.SliceOfN(anyIdentifier(), 1, 3).Draw(t, "identifiers"), facts: map[string]string{}}
		for _, column := range [][]string{
			{"organisation", "", "RXX", "RYY", "RZZ"}, {"os", "", "Windows", "IGEL"}, {"os_version", "", "10", "11.0", "12"},
			{"last_seen", "", "2025-06-30", "2025-07-01T10:00"}, {"groups", "", "a", "b"},
		} {
			l.facts[column[0]] = rapid.SampledFrom(column[1:]).Draw(t, column[0])
		}
		if rapid.Bool().Draw(t, "has cells") {
			for _, product := range []string{"agent", "viewer"} {
				l.cells = append(l.cells, rapid.SampledFrom([]string{"", "1", "2", "-", "1;2", "+"}).Draw(t, product))
			}
		} else {
			l.adds = rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "3"}), 0, 2).Draw(t, "adds")
		}
		l.complete = rapid.Bool().Draw(t, "complete")
		l.user = rapid.SampledFrom([]string{"", "a@example.org", "b@example.org"}).Draw(t, "user")
		l.seen = rapid.SampledFrom([]int64{NoTime, NoTime, 100, 200}).Draw(t, "seen")
		return l
	})
	return rapid.Custom(func(t *rapid.T) toldFile {
		return toldFile{
			source: Source{
				Rank: rapid.SampledFrom([]Rank{Inventory, Inventory, Hand, Handshake}).Draw(t, "rank"),
				Made: rapid.SampledFrom([]int64{NoTime, 100, 200}).Draw(t, "made"),
			},
			lines: rapid.SliceOfN(line, 0, 5).Draw(t, "lines"),
		}
	})
}
