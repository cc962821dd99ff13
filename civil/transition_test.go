package civil

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestTransitionsAgainstZdump compares the transitions with those that the tz
// project's own zdump finds in the same data. genzones.go made the file.
func TestTransitionsAgainstZdump(t *testing.T) {
	recorded, err := os.ReadFile("testdata/zdump.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := bytes.Split(recorded, []byte("\nTZ="))[1:]
	if len(blocks) < 10 {
		t.Fatalf("testdata/zdump.txt holds %d zones, want 10 or more", len(blocks))
	}
	for _, block := range blocks {
		name, _, _ := strings.Cut(strings.TrimPrefix(string(block), `"`), `"`)
		t.Run(name, func(t *testing.T) {
			want := strings.TrimRight(`TZ=`+string(block), "\n")
			if diff := cmp.Diff(want, zdump(mustZone(t, name))); diff != "" {
				t.Errorf("transitions differ from zdump's (-zdump +ours):\n%s", diff)
			}
		})
	}
}

// zdump writes a zone's transitions in the format of zdump -i -c 1970,2200.
func zdump(z *Zone) string {
	from := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	until := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

	before := z.spans[z.spanOf(from.Unix())]
	lines := []string{
		fmt.Sprintf("TZ=%q", z.Name()),
		"-\t-\t" + zdumpType(int(before.offset), before.abbreviation, before.isDST),
	}
	for _, change := range z.Transitions(from, until) {
		shown := z.Civil(change.At)
		clock := fmt.Sprintf("%02d", shown.Hour)
		if shown.Minute != 0 || shown.Second != 0 {
			clock += fmt.Sprintf(":%02d", shown.Minute)
		}
		if shown.Second != 0 {
			clock += fmt.Sprintf(":%02d", shown.Second)
		}
		lines = append(lines, shown.Date.String()+"\t"+clock+"\t"+
			zdumpType(change.OffsetAfter, change.Abbreviation, change.IsDST))
	}
	return strings.Join(lines, "\n")
}

func zdumpType(offset int, abbreviation string, isDST bool) string {
	sign, size := "+", offset
	if offset < 0 {
		sign, size = "-", -offset
	}
	text := fmt.Sprintf("%s%02d", sign, size/3600)
	if size%3600 != 0 {
		text += fmt.Sprintf("%02d", size/60%60)
	}
	if size%60 != 0 {
		text += fmt.Sprintf("%02d", size%60)
	}
	if offset == 0 && abbreviation == "-00" {
		text = "-00" // RFC 9636: local time was undefined
	}
	switch {
	case isDST && abbreviation == text:
		text += "\t\t1"
	case isDST:
		text += "\t" + abbreviation + "\t1"
	case abbreviation != text:
		text += "\t" + abbreviation
	}
	return text
}

func TestTransitionsBounds(t *testing.T) {
	london := mustZone(t, "Europe/London")
	spring := time.Date(2025, 3, 30, 1, 0, 0, 0, time.UTC)
	autumn := time.Date(2025, 10, 26, 1, 0, 0, 0, time.UTC)

	got := london.Transitions(spring, autumn)
	want := []Transition{{At: spring, OffsetBefore: 0, OffsetAfter: 3600, Abbreviation: "BST", IsDST: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("from is inclusive, until is not (-want +got):\n%s", diff)
	}
	if got := mustZone(t, "UTC").Transitions(spring, autumn); len(got) != 0 {
		t.Errorf("UTC has transitions: %v", got)
	}
}

func mustZone(t testing.TB, name string) *Zone {
	t.Helper()
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
