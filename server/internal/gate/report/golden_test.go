package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// TestGolden: two reports in all forms, the others as text.
func TestGolden(t *testing.T) {
	for name, r := range examples(t) {
		for _, form := range forms {
			text := checkForm(t, r, form)
			if form == "txt" || name == "full" || name == "empty" {
				golden(t, name+"."+form, text)
			}
		}
	}
}

// examples are reports as they are shown.
func examples(t *testing.T) map[string]*Report {
	out := map[string]*Report{"full": made(t, options(), day()), "empty": made(t, options(), nil)}
	add := func(name string, change func(*Options), j journal) {
		o := options()
		change(&o)
		out[name] = made(t, o, j)
	}
	add("open", func(o *Options) { o.Now = in(25) }, day())
	add("quiet", func(o *Options) { o.Weeks = -1 }, journal{{at: in(5), done: "allow", person: "p"}, {at: in(6), done: "warn", person: "p", findings: warnedBy}})
	add("one", func(o *Options) { o.Requirement, o.Title, o.Notice, o.Name = "", "", "", "" }, journal{
		{at: in(5), code: "K1", done: "block", address: "2001:db8::7", findings: blockedBy, withoutDetail: true},
	})
	add("nameless", func(o *Options) {
		o.Damage = func() Damage {
			return Damage{2, []string{"journal/00000007-2025-07-08.jsonl:12: its checksum is wrong"}}
		}
	}, journal{
		{at: in(5), code: "K1", done: "block", findings: blockedBy}, {at: in(6), code: "K2", raw: "{"}, {at: in(7), code: "K3", raw: `{"revoked":"2025-07-08T10:03:00Z"}`},
		{at: in(5), code: "K4", done: "block", findings: []notice.Told{unmet("tls", notice.Block)}},
	})
	add("night", func(o *Options) {
		o.From, o.Until, o.Now = at("2025-10-26T00:30"), at("2025-10-26T02:30"), at("2025-10-26T07:00")
	}, journal{
		{at: at("2025-10-19T00:45"), code: "K1", done: "warn", person: "p", organisation: "RXX", findings: warnedBy},
		{at: at("2025-10-26T01:15:00+01:00"), code: "K2", done: "block", person: "p", device: "dev-3", organisation: "RXX", findings: blockedBy, proven: evidence.ProvenPerson},
		{at: at("2025-10-26T01:15:00Z"), code: "K3", done: "block", person: "p", device: "dev-3", organisation: "RXX", findings: blockedBy},
		{at: at("2025-10-26T01:45:00Z"), code: "K4", done: "block", device: "dev-4", organisation: "X00001", findings: blockedBy},
		{at: at("2025-10-26T02:45"), code: "K5", done: "warn", person: "p", device: "dev-3", organisation: "RXX", findings: warnedBy},
	})
	add("many", func(o *Options) {}, many(450))
	return out
}

// many is a window that refuses so many people of sixty organisations, all of whom
// stay out.
func many(people int) (j journal) {
	for n := range people {
		j = append(j, event{
			at: in(n % 60).Add(time.Duration(n) * time.Millisecond), code: fmt.Sprintf("K%09d*", n), done: "block", person: fmt.Sprintf("555%06d", n), device: fmt.Sprintf("INVENTED-%04d", n),
			organisation: fmt.Sprintf("X%05d", n%60), findings: blockedBy, proven: evidence.ProvenPerson,
		})
	}
	slices.SortStableFunc(j, func(a, b event) int { return a.at.Compare(b.at) })
	return j
}
