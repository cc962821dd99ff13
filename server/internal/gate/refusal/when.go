package refusal

import "time"

// moment says an instant by the clock of now's zone, to stand behind from or
// until: "11:00 today", "11:00 tomorrow, Wednesday 9 July 2025", "11:00 on Tuesday
// 8 July 2025", and of a midnight "the start of Monday 1 September 2025". It is
// rounded up to the minute: what is said to work from then works.
func moment(at, now time.Time) string {
	zone := now.Location()
	at = upToMinute(at).In(zone)
	day, clock := at.Format("Monday 2 January 2006"), at.Format("15:04")
	if twice(at) {
		clock += at.Format(" MST")
	}
	midnight := clock == "00:00"
	switch days(now, at) {
	case 0:
		if !midnight {
			return clock + " today"
		}
	case 1:
		if midnight {
			return "the start of tomorrow, " + day
		}
		return clock + " tomorrow, " + day
	}
	if midnight {
		return "the start of " + day
	}
	return clock + " on " + day
}

func from(at, now time.Time) string { return "from " + moment(at, now) }

func upToMinute(at time.Time) time.Time {
	if down := at.Truncate(time.Minute); down.Before(at) {
		return down.Add(time.Minute)
	}
	return at
}

// twice reports whether the clock shows the same minute once more an hour or half
// an hour earlier or later, because it is put back.
func twice(at time.Time) bool {
	_, offset := at.Zone()
	for _, step := range [...]time.Duration{time.Hour, time.Hour / 2, -time.Hour, -time.Hour / 2} {
		if _, other := at.Add(step).Zone(); time.Duration(offset-other)*time.Second == step {
			return true
		}
	}
	return false
}

// days counts the midnights between two instants, by the clock of the first.
func days(a, b time.Time) int {
	midnight := func(t time.Time) int64 {
		year, month, day := t.In(a.Location()).Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	}
	return int((midnight(b) - midnight(a)) / (24 * 60 * 60))
}
