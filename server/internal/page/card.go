package page

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// cards are the work of the Registration Authority.
type cards struct {
	Facts    []fact
	Pace     string
	Missed   bool
	Tomorrow *list // nil: no card has that day
	Next     *list
	Chart    *chart
	Busiest  *list
}

// fact is one number with its name.
type fact struct{ Name, Value string }

func (m *maker) cards() *cards {
	p := m.r.Cards
	if p == nil {
		return nil
	}
	c := &cards{Missed: p.Missed, Pace: m.pace(p), Chart: m.chart(p), Tomorrow: m.tomorrow(p), Next: m.order(p), Busiest: m.busiest(p)}
	used := "not known"
	if saysUse(p) {
		used = web.Thousands(p.Used30)
	}
	c.Facts = []fact{
		{"To replace, and in use", web.Thousands(p.Replace)},
		{"of these used in the last 30 days", used},
		{"of these of people who sign prescriptions", web.Thousands(p.Signs)},
		{"To order", web.Thousands(p.Order)},
		{"Dormant: to replace only when used again", web.Thousands(p.Dormant)},
		{"Closed: cancelled or expired, nothing to do", web.Thousands(p.Closed)},
	}
	if m.r.Change != nil {
		c.Facts = append(c.Facts, fact{"Closed by themselves since " + readWhen(m.r.Change.Since).words(), web.Thousands(p.SelfClosed)})
	}
	return c
}

// pace holds what is done a day against what is needed.
func (m *maker) pace(p *readiness.CardPlan) string {
	if p.Replace == 0 {
		return "No smartcard in use has to be replaced."
	}
	deadline := readWhen(p.Deadline).through(wholeDay)
	var told string
	switch {
	case p.Deadline == "":
		told = "No block of these smartcards is planned, so there is no date to be done by."
	case p.Deadline == m.r.At:
		told = "Sign-ins with such smartcards are blocked already."
	case p.NeededADay > 0:
		told = fmt.Sprintf("%s a working day are needed to be done by %s.", capital(smartcards(p.NeededADay)), deadline)
	default:
		told = "To be done by " + deadline + "."
	}
	switch done := readWhen(p.Done).words(); {
	case p.PerDay <= 0 && p.NeededADay == 0:
		told += " Say with --per-day how many you replace a working day, and this page says when you are done and which smartcard is whose day."
	case p.PerDay <= 0:
		told += " If you replace another number, say it with --per-day."
	case p.Missed:
		told += fmt.Sprintf(" At %s a working day you are done on %s: %s.", web.Thousands(p.PerDay), done, late(p))
	default:
		told += fmt.Sprintf(" At %s a working day you are done on %s, in time.", web.Thousands(p.PerDay), done)
	}
	return told
}

func late(p *readiness.CardPlan) string {
	deadline, done := readWhen(p.Deadline), readWhen(p.Done)
	if n := days(deadline, done); deadline.known() && done.known() && n > 0 {
		return several(n, "day", "days") + " too late"
	}
	return "too late"
}

// saysUse reports whether the files say when cards were used.
func saysUse(p *readiness.CardPlan) bool {
	return p.Used30 > 0 || slices.ContainsFunc(p.Next, func(j readiness.CardJob) bool { return j.LastUsed != "" })
}

// nextDay is the next working day on which cards are to be replaced, and how many;
// today is not.
func (m *maker) nextDay(p *readiness.CardPlan) (day string, cards int) {
	if !m.at.known() {
		return "", 0
	}
	today := m.at.at.Format(time.DateOnly)
	for _, j := range p.Next {
		if day == "" && j.Day > today {
			day = j.Day
		}
		if day != "" && j.Day == day {
			cards++
		}
	}
	return day, cards
}

// tomorrow lists the cards of the next working day. Today's are the first of all.
func (m *maker) tomorrow(p *readiness.CardPlan) *list {
	next, n := m.nextDay(p)
	if n == 0 {
		return nil
	}
	day := readWhen(next)
	l := m.list(list{
		ID: "cards-tomorrow", Caption: comma("Replace "+ahead(m.at, day), day.words()), Head: 1,
		Columns: []column{{Title: "Order", Kind: number}, {Title: "Smartcard"}, {Title: "Holder"}, {Title: "Organisation", Pick: true}, {Title: "Why it stands here"}},
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for i, j := range p.Next {
			if j.Day == next && !add(count(i+1), smartcard(j), person(j.Holder, j.Name).small(short(j.Email)), m.names.place(j.Organisation), whyHere(j)) {
				return
			}
		}
	})
	l.left(n, elsewhere)
	return l
}

func smartcard(j readiness.CardJob) cell {
	return text(short(j.Card)).small(comma(named("series", j.Series), short(j.Type)))
}

func whyHere(j readiness.CardJob) cell { return text(sentence(capital(long(j.Need)))) }

// order lists the cards in order of need.
func (m *maker) order(p *readiness.CardPlan) *list {
	l := m.list(list{
		ID: "cards-list", Caption: "Smartcards to replace, in order of need", Head: 1,
		Columns: []column{
			{Title: "Order", Kind: number}, {Title: "Smartcard"}, {Title: "Holder"}, {Title: "Organisation", Pick: true}, {Title: "Last used", Kind: moment},
			{Title: "Certificate ends", Kind: moment}, {Title: "Signs", Pick: true}, {Title: "Why it stands here"}, {Title: "Day", Kind: moment},
		},
		Empty: "No smartcard in use has to be replaced.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for i, j := range p.Next {
			signs := "No"
			if j.Signs {
				signs = "Prescriptions"
			}
			if !add(count(i+1), smartcard(j), person(j.Holder, j.Name).small(short(j.Email)),
				m.names.place(j.Organisation), date(j.LastUsed), date(j.CertificateEnd), text(signs), whyHere(j), date(j.Day)) {
				return
			}
		}
	})
	l.left(p.Replace, elsewhere)
	return l
}

// busiestDays is how many of the days on which most certificates end are listed.
const busiestDays = 10

func (m *maker) busiest(p *readiness.CardPlan) *list {
	l := m.list(list{
		ID: "ends-list", Caption: "Days on which most certificates end",
		Columns: []column{{Title: "Day", Kind: moment}, {Title: "Certificates", Kind: number}},
		Empty:   "The files say of no smartcard when its certificate ends.",
	})
	most := slices.Clone(p.Ends)
	slices.SortStableFunc(most, func(a, b readiness.Ends) int {
		return cmp.Or(cmp.Compare(b.Cards, a.Cards), cmp.Compare(a.Date, b.Date))
	})
	m.fill(l, busiestDays, func(add func(...cell) bool) {
		for _, e := range most {
			if !add(instant(e.Date), count(e.Cards)) {
				return
			}
		}
	})
	return l
}
