package estate

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// days reads instants. It knows the days that it has seen: when they begin and
// end in the zone, and whether their clocks change. Whatever it does not know
// goes the long way, by notice.ParseValue, so that both mean the same.
type days struct {
	zone  *civil.Zone
	years [civil.MaxYear - civil.MinYear + 1]*[12 * 31]day
}

// day is one day of the calendar, in seconds since 1970.
type day struct {
	known      bool
	even       bool // every clock time of it exists once
	start, end int64
	utc        int64 // its start in UTC
}

// second reads an instant; NoTime of an empty text.
func (d *days) second(a *fact.Attribute, text string) (int64, error) {
	if known := d.find(text); known != nil {
		if len(text) == len("2025-06-30") {
			if a.EndOfDay {
				return known.end, nil
			}
			return known.start, nil
		}
		if second, ok := known.at(text[len("2025-06-30"):]); ok {
			return second, nil
		}
	}
	v, err := notice.ParseValue(a, text, d.zone)
	if err != nil {
		return NoTime, err
	}
	at, ok := v.Instant()
	if !ok {
		return NoTime, nil
	}
	return at.Unix(), nil
}

// find returns the day that a text begins with; nil if it begins with none.
func (d *days) find(text string) *day {
	if len(text) < len("2025-06-30") || text[4] != '-' || text[7] != '-' {
		return nil
	}
	century, a := twoDigits(text)
	ofCentury, b := twoDigits(text[2:])
	month, c := twoDigits(text[5:])
	dayOfMonth, e := twoDigits(text[8:])
	year := century*100 + ofCentury
	if !(a && b && c && e) || year < civil.MinYear || year > civil.MaxYear || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31 {
		return nil
	}
	of := &d.years[year-civil.MinYear]
	if *of == nil {
		*of = new([12 * 31]day)
	}
	known := &(*of)[(month-1)*31+dayOfMonth-1]
	if !known.known {
		date := civil.Date{Year: year, Month: time.Month(month), Day: dayOfMonth}
		if !date.Valid() {
			return nil
		}
		start, _ := d.zone.Start(date)
		end, _ := d.zone.Start(date.AddDays(1))
		*known = day{
			known: true, even: len(d.zone.Transitions(start.Add(-24*time.Hour), end)) == 0,
			start: start.Unix(), end: end.Unix(), utc: time.Date(year, date.Month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix(),
		}
	}
	return known
}

// at reads what follows a date, in the common forms: THH:MM, with seconds and
// their fraction, with an offset (RFC 3339 §5.6). Fractions are dropped.
func (d *day) at(text string) (int64, bool) {
	if len(text) < len("T15:04") || text[0] != 'T' && text[0] != ' ' || text[3] != ':' {
		return 0, false
	}
	hour, a := twoDigits(text[1:])
	minute, b := twoDigits(text[4:])
	second, c := 0, true
	text = text[len("T15:04"):]
	if len(text) >= len(":05") && text[0] == ':' {
		second, c = twoDigits(text[1:])
		text = text[len(":05"):]
		if len(text) > 1 && text[0] == '.' {
			end := 1
			for end < len(text) && isDigit(text[end]) {
				end++
			}
			if end < 2 || end > 10 {
				return 0, false
			}
			text = text[end:]
		}
	}
	if !(a && b && c) || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	clock := int64(hour*3600 + minute*60 + second)
	switch {
	case text == "":
		return d.start + clock, d.even
	case text == "Z":
		return d.utc + clock, true
	case len(text) == len("+01:00") && (text[0] == '+' || text[0] == '-') && text[3] == ':':
		hours, a := twoDigits(text[1:])
		minutes, b := twoDigits(text[4:])
		if !a || !b || hours > 23 || minutes > 59 {
			return 0, false
		}
		east := int64(hours*3600 + minutes*60)
		if text[0] == '-' {
			east = -east
		}
		return d.utc + clock - east, true
	}
	return 0, false
}

func twoDigits(text string) (int, bool) {
	return int(text[0]-'0')*10 + int(text[1]-'0'), isDigit(text[0]) && isDigit(text[1])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
