package format

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// editions names the revisions by which a side is judged.
func editions(list []notice.Edition) string {
	if len(list) == 0 {
		return "no notice"
	}
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = fmt.Sprintf("%s r%d", n.Notice, n.Revision)
	}
	return strings.Join(names, ", ")
}

// differing names the revisions of a side that the other has not, so that two
// sides with many notices in common can be told apart; all of them if that
// leaves none.
func differing(of, from []notice.Edition) string {
	common := map[notice.Edition]bool{}
	for _, n := range from {
		common[n] = true
	}
	var own []notice.Edition
	for _, n := range of {
		if !common[n] {
			own = append(own, n)
		}
	}
	if len(own) == 0 {
		own = of
	}
	return editions(own)
}

// sides are those of an outlook, with their names.
func sides(o *readiness.Outlook) []side {
	if o.Other == nil {
		return []side{{"given", &o.Base, editions(o.Base.Notices), func(s *readiness.OutlookStep) *readiness.OutlookStop { return &s.Base }}}
	}
	return []side{
		{"given", &o.Base, differing(o.Base.Notices, o.Other.Notices), func(s *readiness.OutlookStep) *readiness.OutlookStop { return &s.Base }},
		{"compared", o.Other, differing(o.Other.Notices, o.Base.Notices), func(s *readiness.OutlookStep) *readiness.OutlookStop {
			if s.Other == nil {
				return &readiness.OutlookStop{}
			}
			return s.Other
		}},
	}
}

// side is one of the sets of notices that an outlook judges by.
type side struct {
	name    string // given or compared
	whole   *readiness.OutlookSide
	notices string // what tells it from the other
	of      func(*readiness.OutlookStep) *readiness.OutlookStop
}

// isFree reports whether nothing is stopped.
func isFree(s *readiness.OutlookStop) bool {
	return s.People+s.Devices+s.Cards+s.Clients == 0 && (s.SignIns == nil || s.SignIns.Blocked == 0)
}

// stopWords says what is stopped, in one line.
func stopWords(s *readiness.OutlookStop, told bool) string {
	if isFree(s) {
		return "nothing is stopped"
	}
	var words []string
	add := func(n int, one, several string) {
		if n > 0 {
			words = append(words, of(n, one, several))
		}
	}
	if told {
		add(s.Stranded, "person stranded", "people stranded")
		add(s.Interrupted, "person interrupted", "people interrupted")
	}
	add(s.Devices, "device stopped", "devices stopped")
	add(s.Clients, "client stopped", "clients stopped")
	add(s.Cards, "card stopped", "cards stopped")
	if s.SignIns != nil {
		add(s.SignIns.Blocked, "sign-in refused", "sign-ins refused")
	}
	if len(words) == 0 {
		return "nothing is stopped"
	}
	return strings.Join(words, ", ")
}

// firstWords says what to do first, and what that saves.
func firstWords(t *readiness.OutlookTask, told bool) string {
	words := strings.TrimSuffix(cmp.Or(t.Say, t.Do), ".")
	if t.Who != "" {
		words = teamName(t.Who) + ": " + words
	}
	var saves []string
	add := func(n int, one, several string) {
		if n > 0 {
			saves = append(saves, of(n, one, several))
		}
	}
	if told {
		add(t.People, "person", "people")
	}
	add(t.SignIns, "sign-in", "sign-ins")
	add(t.Devices, "device", "devices")
	add(t.Clients, "client", "clients")
	add(t.Cards, "card", "cards")
	if len(saves) == 0 {
		return words
	}
	return words + " (saves " + strings.Join(saves, ", ") + ")"
}

// eachWords says what a step is.
func eachWords(each string) string {
	if each == readiness.EachChange {
		return ""
	}
	return "The notices change so often that a line is a " + each + ", with the worst of it."
}

// weeksWords says which sign-ins stand for those to come.
func weeksWords(w *readiness.OutlookWeeks, at string) string {
	if w == nil {
		return ""
	}
	which := fmt.Sprintf("from %s to %s, which had %s", day(w.From, at), day(w.Until, at), number(w.SignIns))
	if w.Weeks == 1 {
		return "Sign-ins to come are as many as in the week " + which + "."
	}
	return fmt.Sprintf("Sign-ins to come are as many as in an average week of the %d weeks %s.", w.Weeks, which)
}
