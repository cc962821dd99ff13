package live

import (
	"fmt"
	"html/template"
	"strings"
)

// stoppedView is who no longer comes.
type stoppedView struct {
	Not  string // why nothing is compared; "" = it is
	By   string // what is compared
	Rows []stoppedRow
	More string // rows that are not shown
	Find string // what they are searched for
	CSV  template.URL
}

// stoppedRow is one that stopped coming; Ring is whom to ring there, "" = not known.
type stoppedRow struct{ Kind, Name, Words, Ring string }

func viewStopped(st *State, q query) stoppedView {
	s := &st.Stopped
	since := told(s.Since, st.At)
	switch {
	case s.Since.IsZero():
		return stoppedView{Not: "No window is open, and none ended in the last hour. What stops coming is told by the hour before a window."}
	case s.MinutesBefore == 0:
		return stoppedView{Not: "The window opened at " + since + ", and this gate has counted only since " + told(st.Started, st.At) + ": there is nothing to compare with."}
	}
	before := "the hour before"
	if s.MinutesBefore == 1 {
		before = "the minute before"
	} else if s.MinutesBefore != hourBefore {
		before = "the " + thousands(uint64(s.MinutesBefore)) + " minutes before"
	}
	v := stoppedView{By: "At the rate of " + before + " the window opened at " + since + ", five or more sign-ins of each of these are missing.", Find: q.find}
	// The values are encoded.
	v.CSV = template.URL("/stopped.csv?" + query{find: q.find}.values().Encode())
	if !s.Until.IsZero() && st.At.After(s.Until) {
		v.By += " The window ended at " + told(s.Until, st.At) + "."
	}
	if more := s.All - len(s.Rows); more > 0 {
		v.More = thousands(uint64(more)) + " more are in the file."
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		row := stoppedRow{Kind: r.Kind, Name: strings.TrimSpace(r.Name + " " + r.Part)}
		row.Words = fmt.Sprintf("came %s in %s", several(uint64(r.Before), "time", "times"), before)
		switch {
		case r.Since == 0:
			row.Words += " and not since " + since
		case r.Blocked == r.Since:
			row.Words += fmt.Sprintf(", was refused %s since, and last came at %s", several(r.Since, "time", "times"), told(r.Last, st.At))
		default:
			row.Words += fmt.Sprintf(", %s since, and last at %s", several(r.Since, "time", "times"), told(r.Last, st.At))
		}
		if r.Kind == "organisation" {
			row.Name = st.called(r.Name)
			row.Ring = st.Places[r.Name].ring()
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
