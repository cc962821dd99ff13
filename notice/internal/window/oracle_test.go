package window

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

// The oracle applies the written rule to a table of what the clocks show at
// every UTC minute of eleven days. It knows neither transitions nor how Expand
// works; dates are day numbers and civil times are minute numbers, both since
// 1970, counted as if every day had 1,440 minutes.

// TestExpandAgainstOracle draws rules and lays each around every transition of
// twenty years, and around days drawn at random.
func TestExpandAgainstOracle(t *testing.T) {
	for _, name := range []string{"Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"} {
		t.Run(name, func(t *testing.T) {
			place := zone(t, name)
			from := time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)
			var tables []table
			for _, change := range place.Transitions(from, from.AddDate(20, 0, 0)) {
				tables = append(tables, tableAround(place.Location(), change.At))
			}
			if len(tables) < 20 {
				t.Fatalf("%d transitions in 20 years", len(tables))
			}
			rapid.Check(t, func(t *rapid.T) {
				shape := drawShape(t)
				for _, table := range tables {
					shape.check(t, place, table)
				}
				anywhere := from.AddDate(0, 0, rapid.IntRange(0, 20*365).Draw(t, "day"))
				shape.check(t, place, tableAround(place.Location(), anywhere))
			})
		})
	}
}

const perDay = 24 * 60

// table holds what the clocks of a location show at each of its minutes.
type table struct {
	middle int     // day number
	begin  int     // the minute number of the first entry, in UTC
	shown  []int   // civil minute numbers, by UTC minute from begin
	first  []int32 // the index of the first entry that shows a civil minute, by civil minute from begin less a day; or -1
	twice  []bool  // likewise: whether more than one entry shows it
	steady []bool  // by UTC minute: whether the offset is one and the same for a day and a half around
}

func tableAround(location *time.Location, middle time.Time) table {
	const before, after = 5, 6
	day := int(middle.Unix()) / (perDay * 60)
	tab := table{
		middle: day,
		begin:  (day - before) * perDay,
		shown:  make([]int, (before+after)*perDay),
		first:  make([]int32, (before+after+2)*perDay),
		twice:  make([]bool, (before+after+2)*perDay),
		steady: make([]bool, (before+after)*perDay),
	}
	for i := range tab.first {
		tab.first[i] = -1
	}
	changed := -2 * perDay
	for i := range tab.shown {
		_, offset := time.Unix(int64(tab.begin+i)*60, 0).In(location).Zone()
		tab.shown[i] = tab.begin + i + offset/60
		slot := tab.shown[i] - tab.begin + perDay
		if tab.first[slot] < 0 {
			tab.first[slot] = int32(i)
		} else {
			tab.twice[slot] = true
		}
		if i > 0 && tab.shown[i] != tab.shown[i-1]+1 {
			changed = i
			for back := max(0, i-perDay*3/2); back < i; back++ {
				tab.steady[back] = false
			}
		}
		tab.steady[i] = i-changed >= perDay*3/2
	}
	return tab
}

// at gives the index of the minute that a civil minute is taken as.
func (tab table) at(civilMinute int) (index int, how civil.Resolution) {
	slot := civilMinute - tab.begin + perDay
	if index := tab.first[slot]; index >= 0 {
		if tab.twice[slot] {
			return int(index), civil.Fold
		}
		return int(index), civil.Exact
	}
	for i := 1; i < len(tab.shown); i++ {
		if tab.shown[i-1] < civilMinute && tab.shown[i] > civilMinute {
			gap := tab.shown[i] - tab.shown[i-1] - 1
			return i + slices.Index(tab.shown[i:], civilMinute+gap), civil.Gap
		}
	}
	panic("a civil minute outside of the table")
}

// shape is a rule whose dates are relative to the middle of a table.
type shape struct {
	recurring       bool
	first, last     int
	weekdays        [7]bool
	except          []int
	within          bool
	hasHours        bool
	hasMinutes      bool
	from, until     int // minutes of the day
	minute, until60 int
	overnight       bool
}

func drawShape(t *rapid.T) shape {
	s := shape{
		recurring: rapid.Bool().Draw(t, "recurring"),
		first:     rapid.IntRange(-2, 1).Draw(t, "first"),
		within:    rapid.Bool().Draw(t, "within hours"),
		overnight: rapid.Bool().Draw(t, "overnight"),
		until60:   60,
	}
	s.last = s.first
	if s.recurring {
		s.last = s.first + rapid.IntRange(0, 3).Draw(t, "length")
		for i := range s.weekdays {
			s.weekdays[i] = rapid.IntRange(0, 3).Draw(t, "on") > 0
		}
		s.except = rapid.SliceOfN(rapid.IntRange(-2, 4), 0, 2).Draw(t, "except")
	}
	// The small hours are where the clocks change.
	s.from = rapid.OneOf(rapid.IntRange(0, 240), rapid.IntRange(0, perDay-1)).Draw(t, "from")
	s.until = rapid.OneOf(rapid.IntRange(0, 240), rapid.IntRange(1, perDay)).Draw(t, "until")
	if s.within {
		s.hasHours = rapid.IntRange(0, 3).Draw(t, "hours") > 0
		s.hasMinutes = !s.hasHours || rapid.IntRange(0, 2).Draw(t, "minutes") > 0
		s.from, s.until = s.from/60*60, s.until/60*60
		if !s.hasHours {
			s.from, s.until = 0, perDay
		}
		if s.hasMinutes {
			s.minute = rapid.IntRange(0, 59).Draw(t, "minute")
			s.until60 = rapid.IntRange(s.minute+1, 60).Draw(t, "until minute")
		}
	}
	if s.until <= s.from {
		s.overnight = true
	}
	return s
}

func dateOf(day int) civil.Date {
	return civil.Date{Year: 1970, Month: time.January, Day: 1}.AddDays(day)
}

func (s shape) rule(middle int) Rule {
	rule := Rule{Overnight: s.overnight}
	if s.recurring {
		rule.First, rule.Last = dateOf(middle+s.first), dateOf(middle+s.last)
		for weekday, is := range s.weekdays {
			if is {
				rule.On = append(rule.On, time.Weekday(weekday))
			}
		}
		for _, day := range s.except {
			rule.Except = append(rule.Except, dateOf(middle+day))
		}
	} else {
		rule.Date = dateOf(middle + s.first)
	}
	from, until := civil.Clock(s.from), civil.Clock(s.until)
	if !s.within {
		rule.From, rule.Until = &from, &until
	}
	if s.hasHours {
		rule.Hours = &Hours{From: from, Until: until}
	}
	if s.hasMinutes {
		rule.Minutes = &Minutes{From: s.minute, Until: s.until60}
	}
	return rule
}

// has says whether the rule holds on a day, given as its number.
func (s shape) has(middle, day int) bool {
	return day >= middle+s.first && day <= middle+s.last &&
		(!s.recurring || s.weekdays[(day+4)%7] && !slices.Contains(s.except, day-middle)) // 1970 began on a Thursday
}

// says applies the rule to what a clock shows, where clocks do not change.
func (s shape) says(middle, civilMinute int) bool {
	day, minute := civilMinute/perDay, civilMinute%perDay
	if s.within && (minute%60 < s.minute || minute%60 >= s.until60) {
		return false
	}
	if s.until > s.from {
		return s.has(middle, day) && minute >= s.from && minute < s.until
	}
	return s.has(middle, day) && minute >= s.from || s.has(middle, day-1) && minute < s.until
}

// check compares Expand with the rule, minute by minute.
func (s shape) check(t *rapid.T, zone *civil.Zone, tab table) {
	rule := s.rule(tab.middle)
	intervals, remarks, err := rule.Expand(zone, MaxPerNotice)
	if err != nil {
		if slices.ContainsFunc(rule.On, rule.spanHas) || !s.recurring {
			t.Fatalf("%+v: %v", s, err)
		}
		return
	}
	where := fmt.Sprintf("%+v around %s in %s", s, dateOf(tab.middle), zone.Name())

	got := make([]bool, len(tab.shown))
	for i, interval := range intervals {
		if !interval.Start.Before(interval.End) || i > 0 && interval.Start.Before(intervals[i-1].End) {
			t.Fatalf("%s: interval %d is empty or overlaps: %v", where, i, intervals)
		}
		for minute := int(interval.Start.Unix()/60) - tab.begin; minute < int(interval.End.Unix()/60)-tab.begin; minute++ {
			got[minute] = true
		}
	}

	want, counts := s.apply(tab)
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: at %s the window is open: %t, want %t", where, time.Unix(int64(tab.begin+i)*60, 0).In(zone.Location()), got[i], want[i])
		}
		if tab.steady[i] && want[i] != s.says(tab.middle, tab.shown[i]) {
			t.Fatalf("%s: the oracle contradicts itself at %s", where, time.Unix(int64(tab.begin+i)*60, 0).In(zone.Location()))
		}
	}

	said := make(map[Kind]int)
	for _, remark := range remarks {
		said[remark.Kind]++
		c := remark.Civil
		written := int(time.Date(c.Year, c.Month, c.Day, c.Hour, c.Minute, 0, 0, time.UTC).Unix()) / 60
		index, how := tab.at(written)
		if int(remark.At.Unix()/60)-tab.begin != index ||
			remark.Kind == Moved && how != civil.Gap || remark.Kind == Ambiguous && how != civil.Fold {
			t.Fatalf("%s: %s, want %s", where, remark, how)
		}
	}
	if s.within {
		// Where hours are joined, the edges between them are not remarked on.
		delete(said, Moved)
		delete(said, Ambiguous)
		delete(counts, Moved)
		delete(counts, Ambiguous)
	}
	if fmt.Sprint(said) != fmt.Sprint(counts) {
		t.Fatalf("%s: remarks by kind %v, want %v", where, said, counts)
	}
}

// apply gives, for each minute of the table, whether the rule holds at it, and
// how many remarks of each kind are due.
func (s shape) apply(tab table) ([]bool, map[Kind]int) {
	open := make([]bool, len(tab.shown))
	counts := make(map[Kind]int)
	hold := func(from, until int) {
		start, startHow := tab.at(from)
		end, endHow := tab.at(until)
		switch {
		case start == end:
			counts[Empty]++
			return
		case start > end:
			counts[Backwards]++
			return
		}
		for _, how := range []civil.Resolution{startHow, endHow} {
			switch how {
			case civil.Gap:
				counts[Moved]++
			case civil.Fold:
				counts[Ambiguous]++
			}
		}
		for i := start; i < end; i++ {
			open[i] = true
		}
	}
	for day := tab.middle - 3; day <= tab.middle+5; day++ {
		if !s.has(tab.middle, day) {
			continue
		}
		midnight, until := day*perDay, s.until
		if s.until <= s.from {
			until += perDay
		}
		if !s.within {
			hold(midnight+s.from, midnight+until)
			continue
		}
		for hour := 0; hour < 48; hour++ {
			if hour*60 >= s.from && hour*60 < until {
				hold(midnight+hour*60+s.minute, midnight+hour*60+s.until60)
			}
		}
	}
	return open, counts
}
