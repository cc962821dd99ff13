package readiness

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// TestAnyInstantCanBeAsked about, also one that was not announced, and by many at
// once.
func TestAnyInstantCanBeAsked(t *testing.T) {
	m := pageEstate(t)
	at := m.instant("2025-07-08T09:00")
	e, set := m.done(), newSet(t, notice.Options{}, pageNotice(t))
	one := NewSurvey(e, set, Options{Instants: []time.Time{at}, Workers: 1})
	none := NewSurvey(e, set, Options{})
	several := NewSurvey(e, set, Options{Instants: []time.Time{at.AddDate(0, 1, 0), at, at.AddDate(0, 2, 0), at}, Workers: 3})
	want := one.Report(at)
	var wait sync.WaitGroup
	for _, s := range []*Survey{one, none, several, several} {
		wait.Go(func() {
			got := s.Report(at)
			if diff := cmp.Diff(want.Requirements, got.Requirements); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for range got.Findings {
			}
		})
	}
	wait.Wait()
}

// TestNothing has no subjects, no notices, or neither.
func TestNothing(t *testing.T) {
	at := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)
	empty := newMaker(t).done()
	set := newSet(t, notice.Options{}, pageNotice(t))
	r := NewSurvey(empty, set, Options{Instants: []time.Time{at}}).Report(at)
	for _, q := range r.Requirements {
		if q.Count != (Count{}) {
			t.Errorf("%s counts %+v of nothing", q.Requirement, q.Count)
		}
	}
	for f := range r.Findings {
		t.Errorf("finding %+v", f)
	}
	if len(r.Organisations) != 0 || r.NextBlock.Stopped != (Stopped{}) {
		t.Errorf("organisations %+v, next block %+v", r.Organisations, r.NextBlock)
	}
	m := pageEstate(t)
	r = NewSurvey(m.done(), newSet(t, notice.Options{}), Options{Instants: []time.Time{at}}).Report(at)
	if len(r.Requirements)+len(r.Windows)+len(r.Settle) != 0 || r.NextBlock != nil {
		t.Errorf("without notices: %+v", r)
	}
}
