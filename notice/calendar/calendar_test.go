package calendar

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

var update = flag.Bool("update", false, "write the golden files")

// read parses a notice that must have no errors.
func read(t testing.TB, name, text string) *notice.Notice {
	t.Helper()
	n, problems := notice.Parse(name, []byte(text))
	if n == nil {
		t.Fatalf("%s is not a notice:\n%v", name, problems)
	}
	return n
}

func file(t testing.TB, name string) *notice.Notice {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, name, string(src))
}

func write(t testing.TB, revisions ...*notice.Notice) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, revisions); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	r1, r2 := file(t, "readers-r1.yaml"), file(t, "readers-r2.yaml")
	for name, revisions := range map[string][]*notice.Notice{
		"readers-r1.ics":     {r1},
		"readers-r1-r2.ics":  {r1, r2},
		"readers-r2-new.ics": {r2},
	} {
		t.Run(name, func(t *testing.T) {
			// The zone data moves on by itself.
			got := strings.ReplaceAll(write(t, revisions...), civil.DataVersion(), "VERSION")
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestRevisions says what becomes of what an earlier revision had.
func TestRevisions(t *testing.T) {
	r1, r2 := file(t, "readers-r1.yaml"), file(t, "readers-r2.yaml")
	type state struct{ Status, Start, Sequence string }
	got := map[string]state{}
	for _, e := range parse(t, write(t, r1, r2)).all("VEVENT") {
		uid, _, _ := strings.Cut(e.text("UID"), "@")
		got[uid] = state{e.value("STATUS"), e.value("DTSTART"), e.value("SEQUENCE")}
	}
	for uid, want := range map[string]state{
		"window/intervals/first/2025-10-09":     {"CONFIRMED", "20251009T100000", "2"},
		"window/intervals/first/2025-10-07":     {"CANCELLED", "20251007T100000", "2"},
		"window/intervals/rehearsal/2025-08-18": {},                                    // it was over before anything was published
		"due/reader-driver":                     {"CONFIRMED", "20251015", "2"},        // it moved
		"phase/reader-driver/end/begins":        {"CONFIRMED", "20260112T090000", "2"}, // it moved
	} {
		if got[uid] != want {
			t.Errorf("%s is %+v, want %+v", uid, got[uid], want)
		}
	}
	for _, e := range parse(t, write(t, r2)).all("VEVENT") {
		if e.value("STATUS") != "CONFIRMED" {
			t.Errorf("%s is %s without an earlier revision", e.text("UID"), e.value("STATUS"))
		}
	}
}

func TestErrors(t *testing.T) {
	r1, r2 := file(t, "readers-r1.yaml"), file(t, "readers-r2.yaml")
	other := file(t, "readers-r2.yaml")
	other.ID = "another"
	for name, c := range map[string]struct {
		revisions []*notice.Notice
		want      string
	}{
		"none":         {nil, "there is no notice"},
		"wrong order":  {[]*notice.Notice{r2, r1}, "revision 1 of old-readers follows revision 2"},
		"twice":        {[]*notice.Notice{r1, r1}, "revision 1 of old-readers follows revision 1"},
		"two notices":  {[]*notice.Notice{r1, other}, "are two notices"},
		"later notice": {[]*notice.Notice{r1, r2, other}, "are two notices"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Write(&bytes.Buffer{}, c.revisions)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	full := errors.New("the disk is full")
	if err := Write(failing{full}, []*notice.Notice{r1}); !errors.Is(err, full) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestFew(t *testing.T) {
	for _, c := range []struct {
		items []string
		want  string
	}{
		{[]string{"a"}, "a"}, {[]string{"a", "b", "c"}, "a; b; c"}, {[]string{"a", "b", "c", "d", "e"}, "a; b; c; and 2 more"},
	} {
		if got := few(c.items); got != c.want {
			t.Errorf("%v is %q, want %q", c.items, got, c.want)
		}
	}
}
