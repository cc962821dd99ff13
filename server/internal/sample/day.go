package sample

import "time"

// day is a day of the calendar in the estate's zone, counted from 1 January
// 1970. The zero day is none.
type day int

const secondsPerDay = 24 * 60 * 60

// ukDate is how reports of the Care Identity Service show a day.
const ukDate = "02/01/2006"

// dayOf is the day that t shows in its own location.
func dayOf(t time.Time) day {
	year, month, date := t.Date()
	return day(time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// midnight is the start of d in UTC: the calendar's arithmetic, no instant.
func (d day) midnight() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

func (d day) append(b []byte, layout string) []byte {
	if d == 0 {
		return b
	}
	return d.midnight().AppendFormat(b, layout)
}

func (d day) weekend() bool {
	w := d.midnight().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// String gives YYYY-MM-DD.
func (d day) String() string { return d.midnight().Format(time.DateOnly) }
