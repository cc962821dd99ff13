package timeline

import (
	"fmt"
	"io"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// Words writes the timeline of a notice in plain English, in lines of at most 78
// characters. With Options.At it begins with what holds then; with a range it
// is an agenda by day instead of the whole. It fails if the writer does, or if
// the range ends before it begins.
func Words(w io.Writer, n *notice.Notice, o Options) error {
	p := &page{}
	t := &teller{page: p, n: n, c: calendar{n.Zone}, free: freeDaysOf(n)}
	t.head()
	if !o.At.IsZero() {
		t.moment(o.At)
	}
	if !o.From.IsZero() || !o.Until.IsZero() {
		from, until, err := o.reach(n, false)
		if err != nil {
			return err
		}
		t.agenda(from, until)
		return p.writeTo(w)
	}
	if len(n.Requirements) > 1 {
		t.inShort()
	}
	for i, q := range n.Requirements {
		t.requirement(i, q)
	}
	t.freeDays()
	t.pauses()
	t.services()
	t.corrections()
	t.smallPrint()
	return p.writeTo(w)
}

// teller writes the sections of one notice.
type teller struct {
	*page
	n    *notice.Notice
	c    calendar
	free freeDays
}

// label is how wide the names beside a requirement's paragraphs are.
const label = 15

func (t *teller) head() {
	n := t.n
	t.heading(noticeTitle(n), "=")
	t.blank()
	t.paragraph(0, fmt.Sprintf("This is %s, published %s. All times are those of clocks in %s.", edition(n), t.c.on(n.Published), n.Zone.Name()))
	if t.beginsEarly() {
		t.paragraph(0, fmt.Sprintf("Some of what it lists begins before its publication %s. Until then none of that was asked by this revision: an earlier one decided, or nobody.", t.c.on(n.Published)))
	}
	if source := clean(n.Source); source != "" {
		t.paragraph(0, "Source: "+source)
	}
	if who := t.contact(); who != "" {
		t.paragraph(0, "Questions go to: "+who)
	}
	for _, s := range n.Supersedes {
		t.paragraph(0, fmt.Sprintf("It takes the place of %s in the notice %s.", and(cleanAll(s.Requirements)), clean(s.Notice)))
	}
}

// beginsEarly reports whether phases or windows are listed from before the
// revision was published. It decides nothing before that.
func (t *teller) beginsEarly() bool {
	published := t.n.Published.Start(t.n.Zone)
	for _, q := range t.n.Requirements {
		for _, s := range stretchesOf(t.n, q) {
			if s.from.Before(published) {
				return true
			}
		}
	}
	return slices.ContainsFunc(t.n.Windows, func(l *notice.WindowList) bool {
		return slices.ContainsFunc(l.Spans, func(s notice.Span) bool { return s.Start.Before(published) })
	})
}

// contact is whom the notice names for questions.
func (t *teller) contact() string {
	c := t.n.Contact
	words := ""
	for _, part := range []string{c.Name, c.Phone, c.Email} {
		if part = clean(part); part != "" {
			if words != "" {
				words += ", "
			}
			words += part
		}
	}
	return words
}

func (t *teller) freeDays() {
	if len(t.free) == 0 {
		return
	}
	t.section("Days without refusals")
	t.paragraph(0, "On these days, from midnight to midnight, nobody is refused. Who would be refused is warned instead.")
	t.blank()
	for _, f := range t.free {
		words := day(f.day.Date)
		if why := clean(f.day.Why); why != "" {
			words += ": " + why
		}
		t.item(2, "- ", words)
	}
}

func (t *teller) pauses() {
	b := t.n.Pauses
	if b == nil {
		return
	}
	t.section("Pauses")
	limit := ""
	if b.Longest > 0 {
		limit = ", and for " + length(b.Longest) + " at a time"
	}
	gives := "a refusal becomes a warning"
	switch b.Gives {
	case notice.Observe:
		gives = "nobody is refused or warned"
	case notice.Block:
		gives = "everything stays as it is"
	}
	t.paragraph(0, fmt.Sprintf("An organisation may pause this notice for itself for %s in a calendar year%s. While it does, %s.", length(b.Budget), limit, gives))
}

func (t *teller) corrections() {
	if len(t.n.Corrections) == 0 {
		return
	}
	t.section("What the publisher got wrong")
	for _, c := range t.n.Corrections {
		words := fmt.Sprintf("The notice said %s. Right is %s.", clean(c.Was), clean(c.Is))
		if source := clean(c.Source); source != "" {
			words += " Source: " + source
		}
		t.item(2, "- ", words)
	}
}

// smallPrint says once what holds for every requirement.
func (t *teller) smallPrint() {
	t.section("How it is judged")
	t.paragraph(0, "Falling short means that a rule above applies and is not met.")
	t.paragraph(0, "Where it is not known whether a rule is met, there is at most a warning, and nothing at all where that is because its subject was not seen. Rules that say otherwise are marked.")
	if t.n.Fresh > 0 {
		t.paragraph(0, "What was seen more than "+length(t.n.Fresh)+" ago counts as not known, unless a rule says otherwise.")
	}
	if slices.ContainsFunc(t.n.Requirements, func(q *notice.Requirement) bool { return len(q.Use) == 0 }) {
		t.paragraph(0, "What is said of sign-ins holds for signatures and changes to cards too, where those are checked.")
	}
	t.paragraph(0, "Exemptions that were granted are not part of the notice, and not told here.")
}

// section begins a part of the page.
func (t *teller) section(name string) {
	t.blank()
	t.heading(name, "-")
	t.blank()
}

func cleanAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = clean(w)
	}
	return out
}
