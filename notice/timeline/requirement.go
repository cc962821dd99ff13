package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// requirement tells all of one requirement.
func (t *teller) requirement(i int, q *notice.Requirement) {
	t.section(fmt.Sprintf("%d. %s", i+1, title(q)))
	if why := sentence(q.Why); why != "" {
		t.column(0, label, "Why", why)
	}
	t.mends(i, q)
	t.due(q)
	t.told(q)
	t.blank()
	stretches := stretchesOf(t.n, q)
	if len(stretches) == 0 {
		t.paragraph(0, "No phase is planned: "+affected(q)+" go through as usual.")
	} else {
		t.paragraph(0, "What happens to "+affected(q)+":")
	}
	said := map[*notice.Phase]bool{}
	for _, s := range stretches {
		t.stretch(s, said)
	}
	for _, p := range q.Phases {
		if !said[p] {
			t.blank()
			t.paragraph(2, fmt.Sprintf("The phase %s never counts: later phases of the notice cover it.", clean(p.ID)))
			t.paragraphs(2, t.remarks(p, said))
		}
	}
	t.asWritten(q)
}

func (t *teller) mends(i int, q *notice.Requirement) {
	r := q.Remedy
	if r == nil {
		t.column(0, label, "Who mends it", "The notice does not say.")
		return
	}
	words := []string{cmp.Or(menders[r.Who], "The notice does not say who.")}
	if say := sentence(r.Say); say != "" {
		words = append(words, say)
	}
	for j, other := range t.n.Requirements[:i] {
		if r.Do != "" && other.Remedy != nil && other.Remedy.Do == r.Do {
			words = append(words, fmt.Sprintf("This is the same work as for requirement %d.", j+1))
			break
		}
	}
	for _, after := range r.After {
		words = append(words, t.comesAfter(after))
	}
	if e := q.Escalate; e != nil {
		words = append(words, t.escalation(e))
	}
	t.column(0, label, "Who mends it", strings.Join(words, " "))
}

func (t *teller) comesAfter(do string) string {
	i := slices.IndexFunc(t.n.Requirements, func(q *notice.Requirement) bool { return q.Remedy != nil && q.Remedy.Do == do })
	if i < 0 {
		return "“" + clean(do) + "” comes first."
	}
	return fmt.Sprintf("Requirement %d comes first.", i+1)
}

func (t *teller) escalation(e *notice.Escalation) string {
	to := clean(e.To)
	if e.To == "contact" {
		to = cmp.Or(t.contact(), "the contact of the notice")
	}
	words := "What cannot be mended there goes to " + to
	if subject := clean(e.Subject); subject != "" {
		words += ", under the subject “" + subject + "”"
	}
	if len(e.Include) > 0 {
		words += ", with " + and(cleanAll(e.Include))
	}
	return words + "."
}

func (t *teller) due(q *notice.Requirement) {
	if q.Due == nil || q.Due.Date.IsZero() {
		t.column(0, label, "By when", "No day is set.")
		return
	}
	words := capital(t.c.by(q.Due.Date)) + "."
	if q.Due.Said != "" {
		words += " The notice says: " + quoted(q.Due.Said)
	}
	t.column(0, label, "By when", words)
}

// told is what a person reads who is warned or refused.
func (t *teller) told(q *notice.Requirement) {
	if q.Remedy != nil && q.Remedy.Tell != "" {
		t.column(0, label, "They read", "A person who is warned or refused reads: "+quoted(q.Remedy.Tell))
	}
}

// asWritten gives the conditions that a program judges, last and in full.
func (t *teller) asWritten(q *notice.Requirement) {
	t.blank()
	t.paragraph(0, fmt.Sprintf("The rule as written (%s):", clean(q.ID)))
	t.verbatim(4, q.MetSource())
	if source := q.AppliesSource(); source != "" {
		t.paragraph(0, "It applies where:")
		t.verbatim(4, source)
	}
	for _, p := range q.Phases {
		if source := p.WhereSource(); source != "" {
			t.paragraph(0, fmt.Sprintf("The phase %s holds where:", clean(p.ID)))
			t.verbatim(4, source)
		}
	}
	if q.Unknown != notice.Warn {
		t.paragraph(0, "Where it is not known whether the rule is met, "+most(q.Unknown)+".")
	}
	if q.Absent != notice.Observe {
		t.paragraph(0, "Where nothing is known of the "+clean(q.Of)+" at all, "+most(q.Absent)+".")
	}
	if q.Fresh > 0 {
		t.paragraph(0, "What was seen more than "+length(q.Fresh)+" ago counts as not known.")
	}
}
