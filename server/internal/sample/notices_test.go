package sample

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// shipped are the notices of the program.
func shipped(t *testing.T) []*notice.Notice {
	t.Helper()
	var list []*notice.Notice
	for _, name := range notices.Names() {
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			t.Fatalf("%s: %v", name, problems)
		}
		list = append(list, n)
	}
	return list
}

// TestProducts holds the products of the estate to the catalogues of the shipped
// notices: none is missing, each name is found as what it is, and the near misses
// are near.
func TestProducts(t *testing.T) {
	var ids []string
	for _, n := range shipped(t) {
		if n.Catalogue == nil {
			continue
		}
		for _, p := range n.Catalogue.Products {
			if slices.Contains(ids, p.ID) {
				continue
			}
			ids = append(ids, p.ID)
			for _, r := range catalogue[p.ID].releases {
				found, match := n.Catalogue.Find(r.value.name)
				if len(found) != 1 || found[0].ID != p.ID || match != notice.FullMatch {
					t.Errorf("%s finds %q as %v (%v), want %s", n.File, r.value.name, found, match, p.ID)
				}
			}
		}
		if n.ID != excusedNotice {
			continue
		}
		for name, id := range map[string]string{customAgent: "identity-agent", oberthurTools: "oberthur-middleware"} {
			found, match := n.Catalogue.Find(name)
			if len(found) != 1 || found[0].ID != id || match != notice.NearMiss {
				t.Errorf("%s finds %q as %v (%v), want it near %s", n.File, name, found, match, id)
			}
		}
		for _, p := range ordinary {
			if found, _ := n.Catalogue.Find(p.name); len(found) > 0 {
				t.Errorf("%s finds the ordinary %q as %s", n.File, p.name, found[0].ID)
			}
		}
	}
	defaults := DefaultProducts()
	slices.Sort(ids)
	slices.Sort(defaults)
	if diff := cmp.Diff(ids, defaults); diff != "" {
		t.Errorf("products (-in the notices +by default):\n%s", diff)
	}
}

// TestExcuses has the notice that exemptions and pauses are made for read and
// grant them.
func TestExcuses(t *testing.T) {
	for _, devices := range []int{1, 2_000, 1_200_000} {
		e := testEstate(t, Options{Devices: devices})
		exemptions, problems := notice.ParseExemptions("exemptions.yaml", content(t, e, "exemptions.yaml"), e.zone)
		if len(problems) > 0 || len(exemptions) < leastExemptions {
			t.Errorf("%d devices: %d exemptions, problems %v", devices, len(exemptions), problems)
		}
		pauses, problems := notice.ParsePauses("pauses.yaml", content(t, e, "pauses.yaml"), e.zone)
		if len(problems) > 0 || len(pauses) == 0 {
			t.Errorf("%d devices: %d pauses, problems %v", devices, len(pauses), problems)
		}
		var about []*notice.Notice
		for _, n := range shipped(t) {
			if n.ID == excusedNotice {
				about = append(about, n)
			}
		}
		if _, problems := notice.NewSet(about, notice.Options{Exemptions: exemptions, Pauses: pauses}); len(problems) > 0 {
			t.Errorf("%d devices: %v", devices, problems)
		}
	}
}

// TestHours has the notice language read the hours of contacts.
func TestHours(t *testing.T) {
	phones := 0
	for _, row := range rows(t, testEstate(t, Options{Devices: 2_000}), "contacts.csv") {
		if _, err := notice.ParseHours(row["hours"]); row["hours"] != "" && err != nil {
			t.Error(err)
		}
		if strings.HasPrefix(row["phone"], "01632 960") && len(row["phone"]) == 12 {
			phones++
		}
	}
	if phones < 10 {
		t.Errorf("%d contacts can be rung, want more", phones)
	}
}
