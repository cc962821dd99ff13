package notice

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

func attribute(t testing.TB, object, name string) fact.Attribute {
	t.Helper()
	a, ok := fact.Lookup(object, name)
	if !ok {
		t.Fatalf("there is no %s.%s", object, name)
	}
	return a
}

// cellOf reads a cell of an inventory.
func cellOf(t testing.TB, text string) fact.Cell {
	t.Helper()
	c, err := fact.ParseCell(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFactsAreFilledWithoutAllocating where their values were made before, as
// those of a column of an estate are: a million subjects are judged in one Facts.
func TestFactsAreFilledWithoutAllocating(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: agent, of: device, met: 'status("agent") == "ok" && installed("middleware")', phases: [{action: block, where: 'organisation.kind == "gp"'}]}
catalogue:
  agent: {generations: [{versions: ">=2", status: ok}]}
  middleware: {}
card-types: {PIV: [8, 9], Gemplus: [4, 5]}
`))
	set := together(t, Options{Age: AnyAge}, n)
	at := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)
	type pair struct {
		attribute fact.Attribute
		value     Value
	}
	filled, possible := func() (out [2][]pair, several []Value) {
		for i := range out {
			for _, v := range []struct {
				object, name string
				value        Value
			}{
				{"card", "number", Text("0812345678")}, {"card", "type", Text("PIV")}, {"card", "series", Int(8 + i)}, {"card", "status", Text("active")},
				{"card", "expires", Instant(at.AddDate(1, i, 0))}, {"device", "id", Text("PC1")}, {"device", "os", Text("Windows")},
				{"device", "groups", List([]string{"ward"})}, {"organisation", "code", Text("RXX")}, {"organisation", "kind", Text("gp")},
			} {
				out[i] = append(out[i], pair{attribute(t, v.object, v.name), v.value})
			}
		}
		return out, []Value{Int(4), Int(5)}
	}()
	series := attribute(t, "card", "series")
	agent, middleware, within := cellOf(t, "2.4.5.0;+"), cellOf(t, "-"), []string{"QXX", "QWO"}
	rules := set.Rules(at)
	var f Facts
	fill := func() {
		for i := range filled {
			f.Reset()
			for _, p := range filled[i] {
				f.Set(p.attribute, p.value)
			}
			if i == 1 {
				f.SetSeveral(series, possible)
			}
			f.SetWithin(within)
			f.SetSoftware("agent", agent)
			f.SetSoftware("middleware", middleware)
			f.SeenAt(Device, at)
			f.SoftwareSeenAt(at)
			for _, r := range rules {
				r.Outcome(&f, at)
				r.InForce(&f, at)
				r.Exempt(&f, at)
				r.Pause(&f, at)
			}
		}
	}
	if n := testing.AllocsPerRun(100, fill); n != 0 {
		t.Errorf("filling and judging allocates %v times", n)
	}
}

// TestAges tells ages of single attributes and of software apart from those of
// their objects.
func TestAges(t *testing.T) {
	set := one(t, `
fresh: 10d
requirements:
  - {id: os, of: device, met: device.os == "Windows", phases: [{action: block}]}
  - {id: version, of: device, met: 'device.os_version >= version("10")', phases: [{action: block}]}
  - {id: agent, of: device, met: installed("agent"), phases: [{action: block}]}
catalogue: {agent: {}}
`)
	at := time.Date(2025, 7, 30, 9, 0, 0, 0, time.UTC)
	old, young := at.AddDate(0, 0, -11), at.AddDate(0, 0, -9)
	version, err := fact.ParseVersion("11")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		seen func(*Facts)
		want string
	}{
		{"at once", func(*Facts) {}, "met met met"},
		{"the device", func(f *Facts) { f.SeenAt(Device, old) }, "unknown unknown unknown"},
		{"the device, not its software", func(f *Facts) { f.SeenAt(Device, old); f.SoftwareSeenAt(young) }, "unknown unknown met"},
		{"the software alone", func(f *Facts) { f.SoftwareSeenAt(old) }, "met met unknown"},
		{"one attribute", func(f *Facts) { f.SeenAt(Device, young); f.AttributeSeenAt(attribute(t, "device", "os"), old) }, "unknown met met"},
	} {
		var f Facts
		f.Set(attribute(t, "device", "os"), Text("Windows"))
		f.Set(attribute(t, "device", "os_version"), VersionOf(version))
		f.SetSoftware("agent", cellOf(t, "2"))
		test.seen(&f)
		got := ""
		for i, r := range set.Rules(at) {
			if i > 0 {
				got += " "
			}
			got += r.Outcome(&f, at).String()
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
