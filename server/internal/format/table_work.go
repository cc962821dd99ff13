package format

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
)

// stopped shows the organisations that the next block stops most.
func (p *page) stopped(r *readiness.Report) {
	b := r.NextBlock
	if b == nil {
		p.line("")
		if len(r.Windows) > 0 {
			p.note("No other block is planned.")
		} else {
			p.note("No block is planned.")
		}
		return
	}
	if len(b.Organisations) == 0 {
		p.line("")
		p.labelled("STOPPED", "", span(b.From, b.Until, r.At)+": nothing and nobody that is known of.")
		return
	}
	g := grid{
		head:  head("STOPPED "+span(b.From, b.Until, r.At), "people", "stranded", "devices", "cards"),
		right: []bool{false, true, true, true, true},
	}
	row := func(name string, n readiness.Stopped) {
		g.rows = append(g.rows, []cell{
			{text: name}, count(n.People, yellow), count(n.Stranded, red), count(n.Devices, ""), count(n.Cards, ""),
		})
	}
	for _, o := range b.Organisations[:min(len(b.Organisations), mostOrganisations)] {
		row(cmp.Or(o.Organisation, "(no organisation)")+" "+o.Name, o.Stopped)
	}
	if n := len(b.Organisations); n != 1 {
		// Not the sum of the rows: somebody may work for several.
		row("all "+of(n, "organisation", "organisations"), b.Stopped)
	}
	p.write(g)
}

// windows shows the next planned blocks.
func (p *page) windows(r *readiness.Report) {
	if len(r.Windows) == 0 {
		return
	}
	g := grid{head: head(titled("WINDOWS", mostWindows, len(r.Windows)), ""), right: []bool{false, false}, gives: 1, grows: 1}
	for _, w := range r.Windows[:min(len(r.Windows), mostWindows)] {
		g.rows = append(g.rows, []cell{{text: planned(w, r.At)}, {text: strings.Join(w.Requirements, ", ")}})
	}
	p.write(g)
}

// tasks shows what to do first.
func (p *page) tasks(r *readiness.Report) {
	if len(r.Tasks) == 0 {
		return
	}
	g := grid{
		head:  head(titled("DO FIRST, by the people it unblocks", mostTasks, len(r.Tasks)), "people", "devices", "cards"),
		right: []bool{false, true, true, true},
		wraps: true,
	}
	for i, t := range r.Tasks[:min(len(r.Tasks), mostTasks)] {
		words := cmp.Or(t.Say, t.Do)
		if t.Who != "" {
			words = teamName(t.Who) + ": " + words
		}
		g.rows = append(g.rows, []cell{
			{text: fmt.Sprintf("%d. %s", i+1, words)},
			count(t.People, bold), count(t.Devices, ""), count(t.Cards, ""),
		})
	}
	p.write(g)
}

// titled says in a title how many are shown of how many.
func titled(title string, shown, all int) string {
	if all <= shown {
		return title
	}
	return fmt.Sprintf("%s (%d of %s)", title, shown, number(all))
}

// cards says how the Registration Authority stands.
func (p *page) cards(r *readiness.Report) {
	c := r.Cards
	if c == nil || c.Replace == 0 && c.Peak == nil {
		return
	}
	words := number(c.Replace) + " to replace"
	if c.Replace > 0 {
		used := number(c.Used30) + " used in the last 30 days"
		if c.Used30 == 0 && !slices.ContainsFunc(c.Next, func(j readiness.CardJob) bool { return j.LastUsed != "" }) {
			used = "when they were used is not known"
		}
		words += fmt.Sprintf(": %s, %s to sign prescriptions", used, number(c.Signs))
	}
	switch {
	case c.Replace > 0 && c.Deadline == r.At:
		words += "; sign-ins with them are blocked already"
	case c.Deadline != "" && c.NeededADay > 0:
		words += fmt.Sprintf("; %s each working day to be done before %s", number(c.NeededADay), day(c.Deadline, r.At))
	}
	tone := ink("")
	if c.PerDay > 0 && c.Done != "" {
		words += fmt.Sprintf("; with %s a day done on %s", number(c.PerDay), day(c.Done, r.At))
		if c.Missed {
			words += ", too late"
			tone = red
		}
	}
	words += "." + nextCards(c, r.At)
	if c.Peak != nil {
		words += fmt.Sprintf(" Most certificates end on %s: %s.", day(c.Peak.Date, r.At), number(c.Peak.Cards))
	}
	p.line("")
	p.labelled("CARDS", tone, words)
}

// nextCards names the cards of the next working day that has any; today is over, or
// its cards are the first of all.
func nextCards(c *readiness.CardPlan, at string) string {
	now, ok := instant(at)
	if !ok {
		return ""
	}
	next := ""
	var names []string
	for _, j := range c.Next {
		if next == "" && j.Day > now.Format(time.DateOnly) {
			next = j.Day
		}
		if next != "" && j.Day == next {
			names = append(names, j.Card)
		}
	}
	if next == "" {
		return ""
	}
	words := strings.Join(names[:min(len(names), mostNextCards)], ", ")
	if more := len(names) - mostNextCards; more > 0 {
		words += " and " + number(more) + " more"
	}
	return fmt.Sprintf(" For %s: %s.", day(next, at), words)
}

// settle shows which evidence is missing most.
func (p *page) settle(r *readiness.Report) {
	if len(r.Settle) == 0 {
		return
	}
	p.line("")
	p.line(" " + p.ink(bold, titled("TO SETTLE THE UNKNOWNS", mostSettle, len(r.Settle))))
	for _, s := range r.Settle[:min(len(r.Settle), mostSettle)] {
		p.labelled(number(s.Findings), "", s.Missing+": "+s.Do)
	}
}
