package timeline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// falling names what falls short of a requirement, by its subject, to stand
// behind sign-ins.
var falling = map[string]string{
	"card":        "with a smartcard that falls short",
	"device":      "on a computer that falls short",
	"client":      "through sign-in software that falls short",
	"connection":  "over a connection that falls short",
	"application": "to an application that falls short",
	"person":      "by a person who falls short",
}

// uses names what a requirement is about, in the plural.
var uses = map[string]string{"sign-in": "sign-ins", "sign": "signatures", "manage-card": "changes to cards"}

// affected names the attempts that a requirement is about: "sign-ins with a
// smartcard that falls short".
func affected(q *notice.Requirement) string {
	var names []string
	for _, u := range q.Use {
		names = append(names, uses[u])
	}
	if len(names) == 0 {
		names = []string{"sign-ins"}
	}
	return and(names) + " " + falling[q.Of]
}

// menders names those who mend, at the beginning of a sentence.
var menders = map[string]string{
	"it-team":                "The IT team.",
	"registration-authority": "The Registration Authority.",
	"supplier":               "The supplier.",
	"person":                 "The person.",
	"national":               "The national service.",
}

// happens says what an action does to sign-ins, which the sentence calls they.
func happens(a notice.Action) string {
	switch a {
	case notice.Block:
		return "they are refused"
	case notice.Warn:
		return "they go through, with a warning"
	}
	return "they go through as usual, and are only counted"
}

// nothing is what happens while no phase is in force.
const nothing = "they go through as usual, and nothing is asked"

// brief names what a phase does.
func brief(p *notice.Phase) string {
	words := map[notice.Action]string{notice.Observe: "only counted", notice.Warn: "a warning", notice.Block: "refused"}[p.Action]
	if p.During != "" {
		words += " in windows"
	}
	if p.WhereSource() != "" {
		words += " in some places"
	}
	return words
}

// title is the name of a requirement; of one without a title its id.
func title(q *notice.Requirement) string {
	if words := clean(q.Title); words != "" {
		return words
	}
	return clean(q.ID)
}

// noticeTitle is the name of a notice.
func noticeTitle(n *notice.Notice) string {
	if words := clean(n.Title); words != "" {
		return words
	}
	return clean(n.ID)
}

// edition names a revision: "care-identity-2025, revision 3".
func edition(n *notice.Notice) string {
	return fmt.Sprintf("%s, revision %d", clean(n.ID), n.Revision)
}

// and lists names as a sentence does.
func and(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// count is a number with its noun: 1 day, 5 days.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// length is a duration in the largest unit that suits it: 10 days, 3.5 hours, 4
// minutes.
func length(d time.Duration) string {
	unit, noun := time.Minute, "minute"
	switch {
	case d >= 24*time.Hour:
		unit, noun = 24*time.Hour, "day"
	case d >= time.Hour:
		unit, noun = time.Hour, "hour"
	}
	n := strconv.FormatFloat(float64(d)/float64(unit), 'f', -1, 64)
	if n == "1" {
		return "1 " + noun
	}
	return n + " " + noun + "s"
}

// hoursInWords is "at all hours", or "Monday to Friday from 08:00 to 18:00". It
// is empty for hours that were not written.
func hoursInWords(written string) string {
	h, err := notice.ParseHours(written)
	if err != nil {
		return clean(written)
	}
	if h.Always {
		return "at all hours"
	}
	days := weekdays(h.Days)
	if days == "day" {
		days = "every day"
	}
	until := h.Until.String()
	if h.Until == civil.EndOfDay {
		until = "midnight"
	}
	return days + " from " + h.From.String() + " to " + until
}
