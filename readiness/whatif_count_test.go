package readiness

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// TestWhatIfCountsAsReportsDo holds the counts of every step to those that a
// report of its instant has.
func TestWhatIfCountsAsReportsDo(t *testing.T) {
	seen := 0
	draw.Until(t, func() string {
		if seen == 0 {
			return "nothing was stopped"
		}
		return ""
	}, func(rt *rapid.T) {
		p := drawPlan(rt, t)
		o, err := WhatIf(p.estate, p.set, WhatIfOptions{From: p.from, Until: p.until, Known: p.known, Workers: 2})
		if err != nil {
			rt.Fatal(err)
		}
		known := NewSurvey(p.estate, p.set, Options{Instants: []time.Time{p.known}}).At(p.known)
		for _, step := range o.Steps {
			when, _ := time.Parse(time.RFC3339, step.At)
			if step.Base.Worst != "" {
				when, _ = time.Parse(time.RFC3339, step.Base.Worst)
			}
			if when.Equal(p.from.Truncate(time.Second)) {
				when = p.from
			}
			s := NewSurvey(p.estate, p.set, Options{Instants: []time.Time{when}})
			m, want := s.At(when), OutlookStop{}
			for device, is := range m.stoppedDevices() {
				if is && !known.isIdle(notice.Device, device) {
					want.Devices++
				}
			}
			for card, is := range m.stopped(notice.Card, s.rows(notice.Card), itself) {
				if is && !known.isIdle(notice.Card, card) && !known.isClosed(card) {
					want.Cards++
				}
			}
			all, _ := s.Ways(WaysOptions{End: p.known}).At(when).Stopped()
			want.People, want.Interrupted, want.Stranded = all.People, all.Interrupted, all.Stranded
			ignored := cmpopts.IgnoreFields(OutlookStop{}, "Worst", "Blocking", "Working", "Clients", "Organisations", "SignIns", "First")
			if diff := cmp.Diff(want, step.Base, ignored); diff != "" {
				rt.Fatalf("at %v (-want +got)\n%s\n%s", when, diff, p.source)
			}
			seen += want.People + want.Devices + want.Cards
		}
	})
}
