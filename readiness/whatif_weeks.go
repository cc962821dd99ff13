package readiness

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
)

// weeks are the sign-ins that stand for those to come: the newest ones, of whole
// weeks. On a day to come everybody signs in who did on the same day of one of
// these weeks, at the same time by the clock.
type weeks struct {
	zone        *civil.Zone
	count       int // of weeks
	from, until civil.DateTime
	signIns     []uint32 // by the day of the week, and the time of the day
	seconds     []int32  // of each: since midnight, by the clock
	begin       [8]int   // by time.Weekday: its first, and at the end how many there are
}

const secondsADay = 24 * 60 * 60

// newWeeks takes the newest sign-ins that were not after an instant; nil if they
// are of less than a week.
//
// Weeks are counted back from the newest sign-in. One counts if sign-ins are known
// of its beginning, or before it: the first of them may be a day late, since
// nobody may have signed in on a Sunday.
func newWeeks(e *estate.Estate, zone *civil.Zone, known time.Time, t team) *weeks {
	in := e.SignIns
	newest := estate.NoTime
	for i := range in.Len() {
		if at := in.At(i); at <= known.Unix() {
			newest = max(newest, at)
		}
	}
	if newest == estate.NoTime {
		return nil
	}
	w := &weeks{zone: zone, until: zone.Civil(estate.Instant(newest + 1))}
	w.count = w.complete(in, known.Unix())
	if w.count == 0 {
		return nil
	}
	w.from = w.until.AddDays(-7 * w.count)
	w.take(in, known.Unix(), t)
	return w
}

// complete counts the weeks of which sign-ins are known, up to MaxWeeks.
func (w *weeks) complete(in *estate.SignIns, known int64) int {
	var begins [MaxWeeks + 2]int64 // of the week so many weeks ago; the first is the end
	for i := range begins {
		begins[i] = w.instant(w.until.AddDays(-7 * i)).Unix()
	}
	var any, early [MaxWeeks + 2]bool
	for i := range in.Len() {
		at := in.At(i)
		if at > known || at < begins[MaxWeeks+1] {
			continue
		}
		week := sort.Search(len(begins), func(n int) bool { return begins[n] <= at })
		any[week] = true
		early[week] = early[week] || at < begins[week]+secondsADay
	}
	for week := 1; week <= MaxWeeks; week++ {
		if !any[week] || !early[week] && !any[week+1] {
			return week - 1
		}
	}
	return MaxWeeks
}

// take keeps the sign-ins of the weeks by day and time.
func (w *weeks) take(in *estate.SignIns, known int64, t team) {
	from, until := w.instant(w.from.AddDays(-1)).Unix(), w.instant(w.until.AddDays(1)).Unix()
	type clocked struct {
		signIn uint32
		second int32
	}
	parts := make([][7][]clocked, max(1, int(t)))
	t.share(in.Len(), fewest, func(part, first, end int) {
		for i := first; i < end; i++ {
			at := in.At(i)
			if at < from || at > min(known, until) {
				continue
			}
			// Weeks are civil, as what they stand for is: so each time of a week is in
			// each of them once, also where clocks changed.
			c := w.zone.Civil(estate.Instant(at))
			if c.Before(w.from) || !c.Before(w.until) {
				continue
			}
			day := &parts[part][c.Weekday()]
			*day = append(*day, clocked{uint32(i), int32(c.Hour*3600 + c.Minute*60 + c.Second)})
		}
	})
	for weekday := range 7 {
		var all []clocked
		for _, part := range parts {
			all = append(all, part[weekday]...)
		}
		slices.SortStableFunc(all, func(a, b clocked) int { return cmp.Compare(a.second, b.second) })
		for _, c := range all {
			w.signIns, w.seconds = append(w.signIns, c.signIn), append(w.seconds, c.second)
		}
		w.begin[weekday+1] = len(w.signIns)
	}
}

func (w *weeks) instant(c civil.DateTime) time.Time {
	at, _ := w.zone.At(c)
	return at
}

// on returns when the sign-ins of a day of the week are on a date, in seconds
// since 1970 and in order, and the place of each among all. A time that clocks
// skip on it is later by what they skip; of one that they show twice it is the
// first.
func (w *weeks) on(date civil.Date) (at []int64, places []uint32) {
	first := w.begin[date.Weekday()]
	seconds := w.seconds[first:w.begin[date.Weekday()+1]]
	at, places = make([]int64, len(seconds)), make([]uint32, len(seconds))
	start, resolution := w.zone.Start(date)
	end, _ := w.zone.Start(date.AddDays(1))
	even := resolution == civil.Exact && end.Unix()-start.Unix() == secondsADay && len(w.zone.Transitions(start, end)) == 0
	for i, second := range seconds {
		places[i] = uint32(first + i)
		at[i] = start.Unix() + int64(second)
		if !even {
			at[i] = w.instant(clockOn(date, second)).Unix()
		}
	}
	if !even {
		slices.SortStableFunc(places, func(a, b uint32) int { return cmp.Compare(at[int(a)-first], at[int(b)-first]) })
		slices.Sort(at)
	}
	return at, places
}

func clockOn(date civil.Date, second int32) civil.DateTime {
	return civil.DateTime{Date: date, Hour: int(second) / 3600, Minute: int(second) / 60 % 60, Second: int(second) % 60}
}
