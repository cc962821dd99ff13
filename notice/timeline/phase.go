package timeline

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// stretch tells of one time in which the same phases count. What was told of a
// phase before is not told again.
func (t *teller) stretch(s stretch, said map[*notice.Phase]bool) {
	t.blank()
	when := capital(t.c.stretch(s.from, s.until))
	switch {
	case len(s.phases) == 0:
		t.paragraph(2, when+" "+nothing+".")
	case len(s.phases) == 1 && !s.somewhere():
		p := s.phases[0]
		t.paragraph(2, when+" "+does(s, p)+".")
		t.paragraphs(2, t.remarks(p, said))
		t.windows(4, s, p)
	default:
		t.paragraph(2, when+":")
		for i, p := range s.phases {
			where := "elsewhere"
			switch {
			case p.WhereSource() == "":
			case i == 0:
				where = "in some places only"
			default:
				where = "in some other places"
			}
			t.item(4, "- ", where+" "+does(s, p)+".")
			t.paragraphs(6, t.remarks(p, said))
			t.windows(6, s, p)
		}
		if s.somewhere() {
			t.item(4, "- ", "elsewhere "+nothing+".")
		}
	}
}

// does says what a phase does, with the name it has in the file.
func does(s stretch, p *notice.Phase) string {
	id := " (phase " + clean(p.ID) + ")"
	switch {
	case p.Action != notice.Block:
		return happens(p.Action) + id
	case p.During == "" && s.until.IsZero():
		return happens(notice.Block) + " for good" + id
	case p.During == "":
		return happens(notice.Block) + " all the time" + id
	case p.Otherwise == notice.Block:
		return happens(notice.Block) + " all the time, in the windows below and outside them" + id
	}
	return happens(notice.Block) + " in the windows below. Outside them " + happens(p.Otherwise) + id
}

// remarks are what else there is to say of a phase: the publisher's words, what
// was seen to happen, and where it departs from what is usual.
func (t *teller) remarks(p *notice.Phase, said map[*notice.Phase]bool) []string {
	if said[p] {
		return nil
	}
	said[p] = true
	var out []string
	if p.Said != "" {
		out = append(out, "The notice says: "+quoted(p.Said))
	}
	if p.Observed != nil {
		out = append(out, t.observed(p.Observed))
	}
	if p.Unknown != nil {
		out = append(out, "Where it is not known whether the rule is met, "+most(*p.Unknown)+".")
	}
	if p.Action == notice.Block && p.Refuse == "handshake" {
		out = append(out, "The connection itself is refused, before any words can be shown.")
	}
	if p.Action == notice.Block && p.Fail == "closed" {
		out = append(out, "If the check itself breaks down, everyone it is asked about is refused.")
	}
	return out
}

func (t *teller) observed(o *notice.Observed) string {
	words := "It was seen to happen"
	if !o.At.IsZero() {
		words += " " + t.c.on(o.At)
	}
	if source := clean(o.Source); source != "" {
		return words + ". Source: " + source
	}
	return words + "."
}

// most says how far an action may go.
func most(a notice.Action) string {
	switch a {
	case notice.Block:
		return "there may be a refusal as well"
	case notice.Warn:
		return "there is at most a warning"
	}
	return "nothing is asked"
}

// mostWindows is how many windows of a phase are listed one by one; more are
// summarised as they were written.
const mostWindows = 8

// windows lists the windows of a block within a stretch.
func (t *teller) windows(indent int, s stretch, p *notice.Phase) {
	if p.Action != notice.Block || p.During == "" {
		return
	}
	openings := openingsOf(t.n, s, p)
	if len(openings) == 0 {
		t.paragraph(indent, "No window falls in this time.")
		return
	}
	if len(openings) <= mostWindows {
		told := map[*notice.Window]bool{}
		for _, o := range openings {
			words := t.c.span(o.from, o.until) + " (" + clean(o.window.ID) + ")"
			if o.kept != nil {
				words += ": nobody is refused, for the day is kept free"
				if why := clean(o.kept.Why); why != "" {
					words += ", " + why
				}
			}
			t.item(indent, "- ", words)
			if !told[o.window] {
				told[o.window] = true
				t.paragraphs(indent+2, t.notes(o.window))
			}
		}
		return
	}
	for _, group := range byWindow(openings) {
		w := group[0].window
		if held := refusing(group); len(held) > 0 {
			for _, words := range t.c.series(held, t.free) {
				t.item(indent, "- ", clean(w.ID)+": "+words)
			}
		} else {
			t.item(indent, "- ", clean(w.ID)+": from "+t.c.start(group[0].from)+", but nobody is refused, for every day of it is kept free")
		}
		t.paragraphs(indent+2, t.notes(w))
	}
}

// notes are what is to be told of a written window besides its times.
func (t *teller) notes(w *notice.Window) []string {
	var out []string
	if w.Said != "" {
		out = append(out, "The notice says: "+quoted(w.Said))
	}
	if w.Settled != nil {
		out = append(out, t.settled(w))
	}
	if w.Observed != nil {
		out = append(out, t.observed(w.Observed))
	}
	return out
}

// settled tells of a contradiction of the publisher, and who settled it.
func (t *teller) settled(w *notice.Window) string {
	words := "Settled"
	quoted, err := civil.ParseWeekday(w.Weekday)
	if d := t.dateOf(w); err == nil && !d.IsZero() && quoted != d.Weekday() {
		words = fmt.Sprintf("The notice calls the day a %s, but it is a %s. The date holds: settled", quoted, d.Weekday())
	}
	if by := clean(w.Settled.By); by != "" {
		words += " by " + by
	}
	words += "."
	if source := clean(w.Settled.Source); source != "" {
		words += " Source: " + source
	}
	return words
}

// dateOf returns the first day of a window; the zero date if it has none.
func (t *teller) dateOf(w *notice.Window) civil.Date {
	for _, l := range t.n.Windows {
		for _, s := range l.Spans {
			if s.Window == w {
				return t.c.date(s.Start)
			}
		}
	}
	return civil.Date{}
}
