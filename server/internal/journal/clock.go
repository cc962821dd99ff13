package journal

import "time"

// parseTime reads a time as lines have it. It is strict, and some ten times as
// fast as package time, which matters where millions of lines are read.
func parseTime(b []byte) (time.Time, bool) {
	if len(b) != len(timeLayout) {
		return time.Time{}, false
	}
	for i, c := range b {
		switch want := timeLayout[i]; {
		case '0' <= want && want <= '9':
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
		case c != want:
			return time.Time{}, false
		}
	}
	two := func(i int) int { return 10*int(b[i]-'0') + int(b[i+1]-'0') }
	year, month, d := 100*two(0)+two(2), two(5), two(8)
	hour, minute, second, milli := two(11), two(14), two(17), 10*two(20)+int(b[22]-'0')
	if month < 1 || month > 12 || d < 1 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	at := time.Date(year, time.Month(month), d, hour, minute, second, milli*1e6, time.UTC)
	return at, at.Day() == d // there is no 30 February
}
