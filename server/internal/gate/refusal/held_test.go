package refusal

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// TestNobodyWaitsForAnInventoryToGrowOld: a block for good that rests on what a file
// said weeks ago does not work again by itself, and one whose window comes when the
// file has grown old is told of all the same.
func TestNobodyWaitsForAnInventoryToGrowOld(t *testing.T) {
	const src = `language: 1
notice: series
revision: 1
published: 2025-06
zone: UTC
requirements:
  - id: series
    of: card
    met: card.series >= 8
    phases:
      - {id: first, from: 2025-07, until: 2025-08, action: block}
      - {id: good, from: 2025-09, action: block}
`
	n, problems := notice.Parse("n.yaml", []byte(src))
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	day := func(month time.Month, d int) time.Time { return time.Date(2025, month, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		at, seen    string
		until, next time.Time
	}{
		{"2025-07-10T00:00:00Z", "2025-06-20T00:00:00Z", day(8, 1), day(9, 1)},
		{"2025-08-15T00:00:00Z", "2025-07-20T00:00:00Z", time.Time{}, day(9, 1)},
		{"2025-09-15T00:00:00Z", "2025-08-20T00:00:00Z", time.Time{}, time.Time{}},
		{"2025-09-15T00:00:00Z", "2025-08-01T00:00:00Z", time.Time{}, time.Time{}}, // too old already
	} {
		var in notice.SignIn
		if err := in.Read([]byte(`{"at":"`+c.at+`","card":{"series":5,"seen":"`+c.seen+`"}}`), n.Zone); err != nil {
			t.Fatal(err)
		}
		var v, again notice.Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		a := Look(set, &in.Facts, in.Use, &v)
		if !a.Until.Equal(c.until) || !a.Next.Equal(c.next) {
			t.Errorf("at %s, seen %s: until %v, next %v; want %v, %v", c.at, c.seen, a.Until, a.Next, c.until, c.next)
		}
		// Decisions are by facts that age.
		if set.Judge(&in.Facts, in.Use, in.At.AddDate(1, 0, 0), &again); again.Decision == notice.Block {
			t.Errorf("at %s, seen %s: what was seen a year ago blocks", c.at, c.seen)
		}
	}
}
