package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"time"

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
	Facts   []Fact // known about the subject
}

// Group makes one case of each cause, with all its subjects: findings that are
// escalated to the same place under the same subject line, and that one action
// mends. Cases, causes and subjects stand in the order of the findings. left are
// the findings that no notice escalates: their own team mends them.
func Group(made time.Time, findings iter.Seq[readiness.Finding], about func(readiness.Finding) About) (cases []*Case, left []readiness.Finding) {
	type key struct{ to, subject, do string }
	type rule struct{ notice, requirement string }
	found := make(map[key]*Case)
	causes := make(map[*Case]map[rule]int)
	for f := range findings {
		a := about(f)
		if a.Subject == "" {
			left = append(left, f)
			continue
		}
		at := key{a.To, a.Subject, f.Do}
		c := found[at]
		if c == nil {
			c = &Case{To: a.To, Subject: a.Subject, Title: a.Title, Contact: f.Contact, Made: made}
			found[at], causes[c] = c, make(map[rule]int)
			cases = append(cases, c)
		}
		place, ok := causes[c][rule{f.Notice, f.Requirement}]
		if !ok {
			place = len(c.Causes)
			causes[c][rule{f.Notice, f.Requirement}] = place
			c.Causes = append(c.Causes, Cause{Notice: f.Notice, Requirement: f.Requirement, Title: a.Title, Why: a.Why, Do: f.Do, Say: f.Say, Due: a.Due})
		}
		cause := &c.Causes[place]
		cause.Subjects = append(cause.Subjects, Subject{ID: f.Subject, Organisation: f.Organisation, Why: f.Why, Facts: a.Facts})
	}
	for _, c := range cases {
		c.ID = c.digest()
	}
	return cases, left
}

// digest names a case by what it is about and when it was made, so that the
// same case made twice is the same message.
func (c *Case) digest() string {
	sum := sha256.New()
	put := func(text string) { fmt.Fprintf(sum, "%d %s\n", len(text), text) }
	put(c.Made.UTC().Format(time.RFC3339))
	put(c.To)
	put(c.Subject)
	for _, cause := range c.Causes {
		put(cause.Notice)
		put(cause.Requirement)
		put(cause.Do)
		for _, subject := range cause.Subjects {
			io.WriteString(sum, "- ")
			put(subject.ID)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:10])
}
