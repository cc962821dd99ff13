package timeline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// levelChange is an instant from which a service has another level.
type levelChange struct {
	from  time.Time // zero: from the beginning
	level string    // "" = none
}

// levelsOf lays the levels of a service one after the other.
func levelsOf(n *notice.Notice, s *notice.Service) []levelChange {
	var cuts []time.Time
	for _, l := range s.Levels {
		for _, t := range []time.Time{l.From.Start(n.Zone), l.Until.Start(n.Zone)} {
			if !t.IsZero() {
				cuts = append(cuts, t)
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	var out []levelChange
	if len(cuts) == 0 {
		return []levelChange{{level: s.LevelAt(n.Published.Start(n.Zone))}}
	}
	out = append(out, levelChange{level: s.LevelAt(cuts[0].Add(-time.Nanosecond))})
	for _, t := range cuts {
		if level := s.LevelAt(t); level != out[len(out)-1].level {
			out = append(out, levelChange{t, level})
		}
	}
	return out
}

// services tells the levels over time, and what each of them means.
func (t *teller) services() {
	if len(t.n.Services) == 0 {
		return
	}
	t.section("Service levels")
	for _, s := range t.n.Services {
		t.item(2, "- ", serviceName(s)+": "+t.levelsInWords(s)+".")
	}
	t.blank()
	someHours := false
	for _, l := range t.n.Levels {
		t.item(2, "- ", capital(levelName(l.ID))+": "+levelInWords(l))
		if h, err := notice.ParseHours(l.Supported); err == nil && !h.Always {
			someHours = true
		}
	}
	if someHours {
		t.blank()
		t.paragraph(0, "Bank holidays count as the day of the week that they fall on.")
	}
}

func (t *teller) levelsInWords(s *notice.Service) string {
	var parts []string
	changes := levelsOf(t.n, s)
	for i, c := range changes {
		name := levelName(c.level)
		var until time.Time
		if i+1 < len(changes) {
			until = changes[i+1].from
		}
		switch {
		case c.from.IsZero() && until.IsZero():
			parts = append(parts, name+" throughout")
		case c.from.IsZero() && c.level == "":
			// What was before the first level is nobody's news.
		case until.IsZero():
			parts = append(parts, name+" from "+t.c.start(c.from)+" on")
		default:
			parts = append(parts, name+" "+t.c.stretch(c.from, until))
		}
	}
	return strings.Join(parts, ", then ")
}

// levelName is a level's id as words: reasonable endeavours.
func levelName(id string) string {
	if id == "" {
		return "no service level"
	}
	return clean(strings.ReplaceAll(id, "-", " "))
}

// levelInWords tells the hours and targets of a level.
func levelInWords(l *notice.Level) string {
	var hours, targets []string
	if l.Operated != "" {
		hours = append(hours, "the service runs "+hoursInWords(l.Operated))
	}
	if l.Supported != "" {
		hours = append(hours, "help is there "+hoursInWords(l.Supported))
	}
	if l.Availability > 0 {
		targets = append(targets, "it is available for "+strconv.FormatFloat(l.Availability, 'f', -1, 64)+" % of the time")
	}
	if l.Downtime > 0 {
		targets = append(targets, "it is down for at most "+length(l.Downtime)+" a month")
	}
	if len(hours)+len(targets) == 0 {
		return "no hours and no figures are given."
	}
	words := sentence(and(hours))
	if len(targets) > 0 {
		words = strings.TrimPrefix(words+" "+capital(and(targets))+".", " ")
	}
	return words
}

// levelAt tells the level of a service at an instant, and whether help is there.
func (t *teller) levelAt(s *notice.Service, at time.Time) string {
	id := s.LevelAt(at)
	words := fmt.Sprintf("%s has %s.", serviceName(s), levelName(id))
	if id != "" {
		words = fmt.Sprintf("%s is at the service level %s.", serviceName(s), levelName(id))
	}
	i := slices.IndexFunc(t.n.Levels, func(l *notice.Level) bool { return l.ID == id })
	if i < 0 {
		return words
	}
	hours, err := notice.ParseHours(t.n.Levels[i].Supported)
	switch {
	case err != nil:
		words += " It gives no hours in which help is there."
	case hours.Always:
		words += " Help is there at all hours."
	case hours.Contain(at, t.n.Zone):
		words += " Help is there now: " + hoursInWords(t.n.Levels[i].Supported) + "."
	default:
		words += " Help is not there now, but " + hoursInWords(t.n.Levels[i].Supported) + "."
	}
	return words
}

func serviceName(s *notice.Service) string {
	if name := clean(s.Name); name != "" {
		return name
	}
	return clean(s.ID)
}
