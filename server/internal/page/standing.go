package page

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// standing is how each requirement stands.
func (m *maker) standing() *list {
	l := m.list(list{
		ID: "standing-list", Quiet: true, Caption: "Requirements",
		Columns: []column{
			{Title: "Requirement"}, {Title: "Result", Kind: picture},
			{Title: "Met", Kind: number}, {Title: "Unmet", Kind: number}, {Title: "Unknown", Kind: number}, {Title: "Exempt", Kind: number},
			{Title: "Action", Pick: true}, {Title: "Next change"},
		},
		Empty: "No notice has a requirement, so there is nothing to judge by. Give one with --notice, or leave it out to use those that come with the program.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, q := range m.r.Requirements {
			title := m.names.requirement(q.Notice, q.Requirement)
			open := func(n int, result notice.Result) cell {
				c := count(n)
				if n > 0 {
					c.Link, c.Find = "findings", []string{title, found(result).Text}
				}
				return c
			}
			add(
				text(title).small(ofWhat(q), apart(q)),
				cell{Bar: standingBar(q.Count)},
				count(q.Met), open(q.Unmet, notice.Unmet), open(q.Unknown, notice.Unknown), count(q.Exempt),
				tagged(asked(q.Action)), m.next(q),
			)
		}
	})
	l.left(len(m.r.Requirements), elsewhere)
	return l
}

// ofWhat says about how many subjects a requirement is, who mends, and by when.
func ofWhat(q readiness.Requirement) string {
	n := q.Met + q.Unmet + q.Unknown + q.Exempt
	subjects, known := kinds[q.Of]
	if !known {
		subjects = [2]string{"subject", "subjects"}
	}
	if q.Of == "client" {
		subjects[0] = "installation of sign-in software"
	}
	about := "About " + several(n, subjects[0], subjects[1])
	if q.NotApplicable > 0 {
		about += ", not about " + web.Thousands(q.NotApplicable) + " others"
	}
	if who := team(q.Who); who != "" {
		about += ". By: " + who
	}
	if q.Due != "" {
		about += ". Due by the end of " + readWhen(q.Due).words()
	}
	return about + "."
}

// apart says how much of what is unmet hurts nobody today.
func apart(q readiness.Requirement) string {
	var parts []string
	if q.Dormant.Unmet > 0 {
		parts = append(parts, web.Thousands(q.Dormant.Unmet)+" dormant")
	}
	if q.Closed.Unmet > 0 {
		parts = append(parts, web.Thousands(q.Closed.Unmet)+" closed")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Of the unmet " + and(parts) + "."
}

// next is when the action of a requirement changes, and to what.
func (m *maker) next(q readiness.Requirement) cell {
	if q.Next == "" {
		return text("None is planned")
	}
	c := instant(q.Next)
	at := readWhen(q.Next)
	c.Text = at.words()
	return c.small(comma(actionNamed(q.NextAction).Text, ahead(m.at, at)))
}

// lead answers in sentences what the page is opened for.
func (m *maker) lead(t tasks) []string {
	var told []string
	p := &m.r.People
	stopped := p.Interrupted + p.Stranded
	switch {
	case p.From == "":
		told = append(told, "Who can work is not known: the files name no people with their cards and computers.")
	case stopped == 0:
		told = append(told, fmt.Sprintf("Everybody of whom enough is known can work %s.", m.then()))
	default:
		told = append(told, fmt.Sprintf("%s cannot work as usual %s; %s no way left.", capital(people(stopped)), m.then(), ofThem(p.Stranded)))
	}
	told = append(told, m.leadBlock()...)
	if len(t.First) > 0 {
		told = append(told, fmt.Sprintf("What to do first (%s): %s", or(t.First[0].Who, "anybody"), t.First[0].Say))
	}
	return told
}

// leadBlock tells of the next block.
func (m *maker) leadBlock() []string {
	p, b := &m.r.People, m.r.NextBlock
	if b == nil {
		return []string{m.noBlock() + "."}
	}
	from := readWhen(b.From)
	begin := "The next block begins on " + from.words()
	if far := ahead(m.at, from); far != "" {
		begin += ", " + far
	}
	told := []string{begin + "."}
	switch {
	case p.From == "" && b.Stopped.Devices+b.Stopped.Cards == 0, p.From != "" && b.Stopped.People == 0:
		told = append(told, "By what is known it stops nobody.")
	case p.From == "":
		told = append(told, "It would stop "+and(subjects(b.Stopped))+".")
	default:
		told = append(told, fmt.Sprintf("If nothing is done, it stops %s; %s no other way to work.", people(b.Stopped.People), ofThem(b.Stopped.Stranded)))
	}
	return told
}

// noBlock says that none is to come; those in force are listed.
func (m *maker) noBlock() string {
	if len(m.r.Windows) > 0 {
		return "No other block is planned"
	}
	return "No block is planned"
}

// subjects are the computers and smartcards that a block stops, what there is of them.
func subjects(s readiness.Stopped) []string {
	var parts []string
	if s.Devices > 0 {
		parts = append(parts, computers(s.Devices))
	}
	if s.Cards > 0 {
		parts = append(parts, smartcards(s.Cards))
	}
	return parts
}

func ofThem(n int) string {
	switch n {
	case 0:
		return "none of them has"
	case 1:
		return "1 of them has"
	}
	return web.Thousands(n) + " of them have"
}

// figures are the numbers that the page begins with.
func (m *maker) figures(f findings) []figure {
	p, b, d, c := &m.r.People, m.r.NextBlock, &m.r.Devices, m.r.Cards
	now := figure{Title: "Cannot work as usual", Number: "Not known", Link: "people", Notes: []string{"The files do not say who uses what"}}
	if p.From != "" {
		now.Number = web.Thousands(p.Interrupted + p.Stranded)
		now.Notes = []string{capital(m.then()), "Stranded: " + web.Thousands(p.Stranded), "Interrupted: " + web.Thousands(p.Interrupted)}
		now.Alarm = p.Stranded > 0
	}
	next := figure{Title: "Stopped by the next block", Number: "None", Link: "blocks", Notes: []string{m.noBlock()}}
	if b != nil {
		next.Number = web.Thousands(b.Stopped.People)
		next.Notes = []string{"On " + readWhen(b.From).words()}
		if stopped := subjects(b.Stopped); p.From == "" && len(stopped) > 0 {
			next.Number = strings.Fields(stopped[0])[0]
			next.Notes = []string{and(stopped) + "; who works with what is not known", next.Notes[0]}
		}
		if far := ahead(m.at, readWhen(b.From)); far != "" {
			next.Notes = append(next.Notes, capital(far))
		}
		next.Alarm = b.Stopped.People > 0
	}
	clean := figure{Title: "Computers with something to do", Number: web.Thousands(d.Unclean), Link: "devices",
		Notes: []string{"of " + computers(d.Clean+d.Unclean)}}
	if d.Clean+d.Unclean == 0 {
		clean.Number, clean.Notes = "Not known", []string{"No computers were given"}
	}
	replace := figure{Title: "Smartcards to replace", Number: "Not known", Link: "cards", Notes: []string{"No smartcards were given"}}
	if c != nil {
		replace.Number = web.Thousands(c.Replace)
		if saysUse(c) {
			replace.Notes = []string{web.Thousands(c.Used30) + " of them used in the last 30 days"}
		} else {
			replace.Notes = nil
		}
		if day, n := m.nextDay(c); n > 0 {
			replace.Notes = append(replace.Notes, capital(ahead(m.at, readWhen(day)))+": "+web.Thousands(n))
		}
	}
	open := figure{Title: "Findings", Number: web.Thousands(f.Unmet + f.Unknown), Link: "findings",
		Notes: []string{"Unmet: " + web.Thousands(f.Unmet), "Unknown: " + web.Thousands(f.Unknown)}}
	return []figure{now, next, clean, replace, open}
}

// edition is a notice and its revision.
func edition(e notice.Edition) string {
	return fmt.Sprintf("%s, revision %d", short(e.Notice), e.Revision)
}
