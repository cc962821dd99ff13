package notice

import (
	"regexp"
	"strings"

	"github.com/lanyard-id/lanyard/text"
)

// The forms of texts. Where one is marked Elsewhere, the reader of the file says
// what is wrong with a text.
var (
	freeText  = text.ScalarShape{Plain: []string{"number", "boolean"}}
	freeTexts = text.ListShape{Of: freeText}

	idText = text.ScalarShape{
		Name: "an id", Doc: "Lower-case letters, digits and hyphens.",
		Pattern: regexp.MustCompile(`^[a-z0-9-]+$`), Plain: []string{"integer", "boolean"},
		Mend: "write lower-case letters, digits and hyphens, such as card-series",
	}
	ordinalText = text.ScalarShape{
		Name: "a positive number", Pattern: regexp.MustCompile(`^[1-9][0-9]{0,8}$`),
		Plain: []string{"integer"}, Min: 1, Max: 999_999_999, Mend: "write a whole number from 1",
	}
	seriesText = text.ScalarShape{
		Name: "a series", Pattern: regexp.MustCompile(`^[0-9]{1,6}$`),
		Plain: []string{"integer"}, Min: 0, Max: 999_999, Mend: "write a whole number",
	}
	conditionText = text.ScalarShape{
		Name: "a condition", Doc: "An expression of CEL that is true or false.",
		Plain: []string{"number", "boolean"},
	}
	zoneText = text.ScalarShape{
		Name: "a time zone", Doc: "A name of the time zone database, such as Europe/London.",
		Pattern: regexp.MustCompile(`^[A-Z][A-Za-z0-9_+/-]*$`), Elsewhere: true,
	}
	durationText = text.ScalarShape{
		Name: "a length of time", Doc: "Days, hours or minutes, such as 60d, 3.5h or 30m. A day has 24 hours.",
		Pattern: regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,3})?[dhm]$`), Mend: "write days, hours or minutes, such as 60d, 3.5h or 30m",
	}
	// pointText and dayText are read by the package civil, which knows the calendar.
	pointText = text.ScalarShape{
		Name: "a date", Doc: "A month (2025-06), a day (2025-06-30) or a time of day (2025-06-30T15:00), in the notice's zone.",
		Pattern: regexp.MustCompile(`^` + monthPattern + `(` + dayPattern + `(` + timePattern + `)?)?$`), Elsewhere: true,
	}
	dayText = text.ScalarShape{
		Name: "a day", Doc: "A day (2025-06-30) or a month (2025-06).",
		Pattern: regexp.MustCompile(`^` + monthPattern + `(` + dayPattern + `)?$`), Elsewhere: true,
	}
	instantText = text.ScalarShape{
		Name: "an instant", Doc: "A day and a time, with an offset (2025-07-08T10:30:00+01:00) or in the notice's zone.",
		Pattern: regexp.MustCompile(`^` + monthPattern + dayPattern + timePattern + `([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$`),
		Mend:    "write a day and a time, such as 2025-07-08T10:30:00+01:00",
	}
	clockText = text.ScalarShape{
		Name: "a time of day", Doc: "From 00:00 to 24:00, the end of the day.",
		Pattern: regexp.MustCompile(`^` + clockPattern + `$`), Elsewhere: true,
	}
	hoursText = text.ScalarShape{
		Name: "hours", Doc: "Whole hours from until, such as 08:00-18:00.",
		Pattern: regexp.MustCompile(`^` + clockPattern + `-` + clockPattern + `$`), Elsewhere: true,
	}
	minutesText = text.ScalarShape{
		Name: "minutes", Doc: "Minutes of each hour from until, such as 00-10. 60 is the end of the hour.",
		Pattern: regexp.MustCompile(`^[0-9]{2}-[0-9]{2}$`), Elsewhere: true,
	}
	weekdayText = text.ScalarShape{
		Name: "a day of the week", Doc: "In full or its first three letters, in any case.",
		Pattern: regexp.MustCompile(`^(` + strings.Join(weekdayPatterns(), "|") + `)$`), Elsewhere: true,
	}
	versionsText = text.ScalarShape{
		Name: "a range of versions", Doc: "Comparisons joined by commas, all of which hold, such as >=2.4.5.0,<2.4.10.0.",
		Pattern: regexp.MustCompile(`^ *(<=?|>=?|!?=) *[vV]?[0-9]`), Elsewhere: true,
	}
	percentageText = text.ScalarShape{
		Name: "a percentage", Pattern: regexp.MustCompile(`^(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)$`),
		Plain: []string{"number"}, Min: 0, Max: 100, Elsewhere: true,
	}
	serviceHoursText = text.ScalarShape{
		Name: "hours of service", Doc: "24x365, or days and hours such as Mon-Fri 08:00-18:00.",
		Pattern: regexp.MustCompile(`^ *(24x365|24x7|[A-Za-z,-]+ +` + clockPattern + `-` + clockPattern + `) *$`), Elsewhere: true,
	}

	truthText  = choiceOf("true or false", "true", "false")
	actionText = choiceOf("an action", "observe", "warn", "block")
	useText    = choiceOf("a use", "sign-in", "sign", "manage-card")
)

const (
	monthPattern = `[0-9]{4}-(0[1-9]|1[0-2])`
	dayPattern   = `-(0[1-9]|[12][0-9]|3[01])`
	timePattern  = `[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?`
	clockPattern = `(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)`
)

func choiceOf(name string, words ...string) text.ScalarShape {
	return text.ScalarShape{Name: name, Enum: words}
}

// weekdayPatterns are those of the days of the week. Flags for the case of letters
// are not shared by all who read patterns.
func weekdayPatterns() []string {
	anyCase := func(word string) string {
		var b strings.Builder
		for _, r := range word {
			b.WriteString("[" + strings.ToUpper(string(r)) + string(r) + "]")
		}
		return b.String()
	}
	var patterns []string
	for _, name := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		patterns = append(patterns, anyCase(name[:3])+"("+anyCase(name[3:])+")?")
	}
	return patterns
}

func orBoolean(s text.ScalarShape) text.ScalarShape {
	s.Plain = []string{"boolean"}
	return s
}

func judgedElsewhere(s text.ScalarShape) text.ScalarShape {
	s.Elsewhere = true
	return s
}
