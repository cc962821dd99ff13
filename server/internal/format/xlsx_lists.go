package format

import (
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// organisations writes what falls short in each organisation, and what the next
// block stops there.
func (b *book) organisations(r *readiness.Report) error {
	columns := []column{
		{title: "Organisation", width: 13},
		{title: "Name", width: 40},
		{title: "Kind", width: 12},
		{title: "People stopped next", width: 11},
		{title: "Stranded", width: 11},
		{title: "Devices stopped", width: 11},
		{title: "Cards stopped", width: 11},
		{title: "Whom to ring", width: 40},
	}
	fixed := len(columns)
	place := make(map[string]int)
	for _, q := range r.Requirements {
		if _, ok := place[q.Requirement]; !ok && len(columns)+2 <= excelColumns {
			place[q.Requirement] = len(columns)
			columns = append(columns, column{title: q.Requirement + " unmet, of all", width: 12}, column{title: q.Requirement + " unknown, of all", width: 12})
		}
	}
	l, err := b.list("Organisations", columns)
	if err != nil {
		return err
	}
	for _, o := range r.Organisations {
		row := []any{o.Organisation, o.Name, o.Kind, o.Stopped.People, o.Stopped.Stranded, o.Stopped.Devices, o.Stopped.Cards, ring(o.Contact)}
		counts := make([]int, len(columns)-fixed)
		for _, q := range o.Requirements {
			if at, ok := place[q.Requirement]; ok {
				counts[at-fixed] += q.Unmet
				counts[at-fixed+1] += q.Unknown
			}
		}
		for _, n := range counts {
			row = append(row, n)
		}
		if err := l.add(row...); err != nil {
			return err
		}
	}
	return l.end("No organisation is known.")
}

// excelColumns is how many columns a sheet has.
// Source: Microsoft, "Excel specifications and limits".
const excelColumns = 16_384

// people writes who cannot work as usual, now and at the next block.
func (b *book) people(r *readiness.Report) error {
	l, err := b.list("People", []column{
		{title: "When", width: 22},
		{title: "Person", width: 16},
		{title: "Name", width: 26},
		{title: "Organisation", width: 13},
		{title: "Stranded or interrupted", width: 12},
		{title: "Why", width: 44, wrap: true},
		{title: "Card", width: 16},
		{title: "Device", width: 22},
		{title: "What to do", width: 36, wrap: true},
		{title: "What still works", width: 26},
	})
	if err != nil {
		return err
	}
	said := make(map[string]string)
	for _, t := range r.Tasks {
		said[t.Do] = t.Say
	}
	for _, n := range []*readiness.People{&r.People, r.People.NextBlock} {
		if n == nil {
			continue
		}
		for _, p := range n.List {
			how := "interrupted"
			if p.Stranded {
				how = "stranded"
			}
			var todo []string
			for _, do := range p.Do {
				if say := said[do]; say != "" {
					do = say
				}
				todo = append(todo, do)
			}
			if err := l.add(when(n.At), p.Person, p.Name, p.Organisation, how, p.Why, p.Card, p.Device, strings.Join(todo, " "), p.Way); err != nil {
				return err
			}
		}
	}
	if r.People.From == "" {
		return l.end("Not known: nothing tells who uses which device or card.")
	}
	return l.end("Nobody who can be told of is stopped.")
}

// cards writes the cards to replace, in order of need.
func (b *book) cards(r *readiness.Report) error {
	l, err := b.list("Cards", []column{
		{title: "No.", width: 7},
		{title: "Card", width: 16},
		{title: "Series", width: 8},
		{title: "Type", width: 12},
		{title: "Holder", width: 16},
		{title: "Name", width: 26},
		{title: "Email", width: 30},
		{title: "Organisation", width: 13},
		{title: "Last used", width: 22},
		{title: "Certificate ends", width: 22},
		{title: "Signs prescriptions", width: 12},
		{title: "Why here", width: 40, wrap: true},
		{title: "Planned for", width: 16},
		{title: "Done", width: 9},
	})
	if err != nil {
		return err
	}
	if r.Cards == nil {
		return l.end("No cards were given.")
	}
	for _, c := range r.Cards.Next {
		err := l.add(l.rows+1, c.Card, c.Series, c.Type, c.Holder, c.Name, c.Email, c.Organisation, when(c.LastUsed), when(c.CertificateEnd), yes(c.Signs), c.Need, when(c.Day), "")
		if err != nil {
			return err
		}
	}
	return l.end("No card is to be replaced.")
}

// findings writes every finding.
func (b *book) findings(r *readiness.Report) error {
	l, err := b.list("Findings", []column{
		{title: "Subject", width: 34},
		{title: "Organisation", width: 13},
		{title: "Notice", width: 22},
		{title: "Requirement", width: 24},
		{title: "Result", width: 10},
		{title: "Now", width: 9},
		{title: "Why", width: 48},
		{title: "Action", width: 24},
		{title: "Team", width: 22},
		{title: "What to do", width: 48},
		{title: "Long unused", width: 9},
		{title: "Closed", width: 9},
		{title: "Overruled", width: 30},
		{title: "Whom to ring", width: 34},
	})
	if err != nil {
		return err
	}
	for f := range findings(r) {
		err := l.add(f.Subject, f.Organisation, f.Notice, f.Requirement, f.Result.String(), f.Action.String(), f.Why, f.Do, teamName(f.Who), f.Say,
			yes(f.Dormant), yes(f.Closed), disputes(f.Disputed), ring(f.Contact))
		if err != nil {
			return err
		}
	}
	return l.end("Nothing is unmet or unknown.")
}
