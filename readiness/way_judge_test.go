package readiness

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// traitAtOnce is the trait of a way that is judged at once, as a sign-in.
func traitAtOnce(v *notice.Verdict) trait {
	var is trait
	if v.Decision == notice.Block {
		is |= blocked
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Result == notice.Unknown && f.InForce == notice.Block && f.Asks != notice.Block {
			is |= doubted
		}
	}
	return is
}

// TestWaysAreJudgedAsSignIns holds every way, at instants of the survey and at
// others, to what judging it as a sign-in says.
func TestWaysAreJudgedAsSignIns(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string {
		return draw.Lacking(seen, 1, "met", "unmet", "unknown", "exempt", "not-applicable", "paused", "places", FromSignIns, FromUsers, FromHolders)
	}, func(rt *rapid.T) {
		w := drawPeople(rt, t)
		instants := w.instants
		if len(instants) > 1 && w.chance("unasked", 30) {
			instants = instants[1:]
		}
		ways := NewSurvey(w.estate, w.set, Options{Instants: instants, Workers: 2}).Ways(WaysOptions{})
		seen[ways.From()]++
		for _, at := range w.instants {
			m := ways.At(at)
			for way := range ways.Len() {
				var v notice.Verdict
				w.set.Judge(ways.Facts(way), notice.UseSignIn, at, &v)
				if got, want := m.of(way)&^closed, traitAtOnce(&v); got != want {
					rt.Fatalf("way %d at %v: got %b, want %b (%v)\n%s", way, at, got, want, v.Findings, w.source)
				}
				findings := slices.DeleteFunc(v.Findings, func(f notice.Finding) bool {
					return len(f.Requirement.Use) > 0 && !slices.Contains(f.Requirement.Use, notice.UseSignIn)
				})
				for i := range m.rules {
					got, want := m.finding(i, int(m.ways.cells.of[way])), findings[i]
					if got.Requirement != want.Requirement || got.Result != want.Result || got.Asks != want.Asks || got.InForce != want.InForce {
						rt.Fatalf("%s of way %d at %v: got %v, want %v\n%s", want.Requirement.ID, way, at, got, want, w.source)
					}
					seen[got.Result.String()]++
					if got.Paused {
						seen["paused"]++
					}
					if m.rules[i].places[m.instant] {
						seen["places"]++
					}
				}
			}
		}
	})
}
