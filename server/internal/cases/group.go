package cases

import (
	"iter"
	"time"

	"github.com/lanyard-id/lanyard/mail"
	"github.com/lanyard-id/lanyard/readiness"
)

// About is what a notice says of a finding's requirement, and the estate of its
// subject.
type About struct {
	To      string // of escalate, resolved to an address
	Subject string // of escalate; "" = the requirement is not escalated
	Title   string
	Why     string
	Due     string
	Facts   []mail.Fact // known about the subject
}

// Group makes one case of each cause, with all its subjects: findings that are
// escalated to the same place under the same subject line, and that one action
// mends. Cases, causes and subjects stand in the order of the findings. left are
// the findings that no notice escalates: their own team mends them.
func Group(made time.Time, findings iter.Seq[readiness.Finding], about func(readiness.Finding) About) (cases []*mail.Case, left []readiness.Finding) {
	type key struct{ to, subject, do string }
	type rule struct{ notice, requirement string }
	found := make(map[key]*mail.Case)
	causes := make(map[*mail.Case]map[rule]int)
	for f := range findings {
		a := about(f)
		if a.Subject == "" {
			left = append(left, f)
			continue
		}
		at := key{a.To, a.Subject, f.Do}
		c := found[at]
		if c == nil {
			c = &mail.Case{To: a.To, Subject: a.Subject, Title: a.Title, Contact: (*mail.Contact)(f.Contact), Made: made}
			found[at], causes[c] = c, make(map[rule]int)
			cases = append(cases, c)
		}
		place, ok := causes[c][rule{f.Notice, f.Requirement}]
		if !ok {
			place = len(c.Causes)
			causes[c][rule{f.Notice, f.Requirement}] = place
			c.Causes = append(c.Causes, mail.Cause{Notice: f.Notice, Requirement: f.Requirement, Title: a.Title, Why: a.Why, Do: f.Do, Say: f.Say, Due: a.Due})
		}
		cause := &c.Causes[place]
		cause.Subjects = append(cause.Subjects, mail.Subject{ID: f.Subject, Organisation: f.Organisation, Why: f.Why, Facts: a.Facts})
	}
	for _, c := range cases {
		c.ID = c.Digest()
	}
	return cases, left
}
