package fact

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestAttributesTable(t *testing.T) {
	var got bytes.Buffer
	if err := WriteMarkdown(&got); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/attributes.md"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s; run with -update if this is meant (-want +got)\n%s", golden, diff)
	}
}

func TestAttributesByObject(t *testing.T) {
	got := map[string][]string{}
	var order []string
	for slot, a := range Attributes() {
		if a.Slot != slot || slot >= SlotCount {
			t.Errorf("%s has slot %d and stands at %d of %d", a.Path(), a.Slot, slot, SlotCount)
		}
		if found, ok := Lookup(a.Object, a.Name); !ok || !cmp.Equal(found, a) {
			t.Errorf("Lookup of %s: %+v, %t", a.Path(), found, ok)
		}
		if a.Type.String() == "no type" || a.Doc == "" {
			t.Errorf("%s has no type or no meaning", a.Path())
		}
		if got[a.Object] == nil {
			order = append(order, a.Object)
		}
		got[a.Object] = append(got[a.Object], a.Name)
	}
	want := map[string][]string{
		"card":         {"number", "series", "type", "atr", "status", "issued", "expires", "certificate_expires", "last_used", "groups"},
		"device":       {"id", "os", "os_version", "last_seen", "applications", "uses", "groups"},
		"client":       {"product", "version", "status"},
		"connection":   {"tls", "offered", "cipher"},
		"application":  {"id", "protocols", "supplier"},
		"person":       {"id", "groups"},
		"organisation": {"code", "kind", "groups"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attributes (-want +got)\n%s", diff)
	}
	var objects []string
	for _, o := range Objects() {
		objects = append(objects, o.Name)
		if o.Subject == (o.Name == "organisation") {
			t.Errorf("a requirement can be of %s: %t", o.Name, o.Subject)
		}
	}
	if diff := cmp.Diff(objects, order); diff != "" {
		t.Errorf("the attributes are not in the order of the objects (-want +got)\n%s", diff)
	}
}

func TestMarkedAttributes(t *testing.T) {
	got := map[string][]string{}
	for _, a := range Attributes() {
		for mark, is := range map[string]bool{
			"identity": a.Identity, "end of day": a.EndOfDay, "several": a.Several,
			"closed world": a.ClosedWorld, "enum": a.Enum != nil,
		} {
			if is {
				got[mark] = append(got[mark], a.Path())
			}
		}
	}
	want := map[string][]string{
		"identity":     {"card.number", "device.id", "person.id"},
		"end of day":   {"card.expires", "card.certificate_expires"},
		"several":      {"card.series"},
		"closed world": {"card.groups", "device.groups", "person.groups", "organisation.groups"},
		"enum":         {"card.status"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got)\n%s", diff)
	}
}

func TestLookupIsClosed(t *testing.T) {
	for _, path := range [][2]string{{"card", "colour"}, {"cards", "series"}, {"", "now"}, {"now", ""}, {"device", "series"}} {
		if a, ok := Lookup(path[0], path[1]); ok {
			t.Errorf("Lookup%q = %+v", path, a)
		}
	}
}

func TestTheTableCannotBeChangedFromOutside(t *testing.T) {
	all := Attributes()
	status, _ := Lookup("card", "status")
	all[status.Slot].Enum[0] = "changed"
	status.Enum[1] = "changed"
	Objects()[0].Name = "changed"
	again, ok := Lookup("card", "status")
	if !ok || again.Enum[0] != "active" || again.Enum[1] != "cancelled" || Objects()[0].Name != "card" {
		t.Errorf("the table has changed: %+v", again)
	}
}
