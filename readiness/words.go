package readiness

import (
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// words are the reasons of what a rule finds.
type words struct {
	moment *Moment
	rule   int
	alike  []uint32 // by subject: those with one number have the same reasons; nil = each has its own
	known  []string // by that number
}

// fewestAlike is of how many subjects it is worth finding which are alike.
const fewestAlike = 1 << 10

// wordsOf prepares the reasons of a rule. Where it compares no instants and reads
// nothing but the subjects, those that it cannot tell apart have the same.
func (m *Moment) wordsOf(rule int) *words {
	w := &words{moment: m, rule: rule}
	s, c := m.survey, m.courses[rule]
	if c.joined != 0 || c.ages || s.rows(c.kind) < fewestAlike {
		return w
	}
	rows := s.subjects(c.kind)
	sight := s.look(c.reads, rows, tiedObjects(c.kind))
	if len(sight.timed) > 0 {
		return w
	}
	var first []uint32
	w.alike, first = number(s.team, rows.count, sight.lanes())
	w.known = make([]string, len(first))
	return w
}

// why says what decided the finding of a subject.
func (w *words) why(row int) string {
	subject := Subject{w.moment.courses[w.rule].kind, row}
	if w.alike == nil {
		return w.moment.inWords(w.rule, subject)
	}
	known := &w.known[w.alike[row]]
	if *known == "" {
		*known = w.moment.inWords(w.rule, subject)
	}
	return *known
}

// inWords says what decided what a rule finds of a subject: of several
// combinations that it was seen with the one seen last that has this verdict,
// which is named.
func (m *Moment) inWords(rule int, subject Subject) string {
	result, asks := m.Result(rule, subject.Row)
	r := m.rules[rule]
	var why string
	for _, with := range m.survey.Combinations(r, subject, m.at) {
		facts := m.survey.Facts(subject, with)
		f := findingOf(r, facts, m.at)
		if f.Result != result {
			continue
		}
		if f.Asks == asks || why == "" {
			why = m.survey.set.Why(facts, &notice.Verdict{At: m.at}, &f)
			if names := m.nameAll(with); names != "" {
				why += " (with " + names + ")"
			}
		}
		if f.Asks == asks {
			break
		}
	}
	return why
}

// nameAll names the other objects of a combination.
func (m *Moment) nameAll(c Combination) string {
	if c.IsNone() {
		return ""
	}
	s := m.survey
	t := untied
	s.signedIn(&t, c.signIn, c.objects)
	var names []string
	for _, o := range []notice.Object{notice.Card, notice.Device, notice.ApplicationObject, notice.Person} {
		if row := t.rowOf(o); row != none {
			names = append(names, s.Name(Subject{o, int(row)}))
		}
	}
	if t.client != none {
		names = append(names, s.set.NameOf(s.estate.SignIns.Clients.Text(int(t.client)), m.at))
	}
	return strings.Join(names, ", ")
}
