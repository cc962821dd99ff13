package server

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/mail"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cases"
)

// Cases are what is raised with a service desk about some devices and cards.
type Cases struct {
	Files []string            // the messages that were written
	Again []string            // those of them that were there already, and were replaced
	Left  []readiness.Finding // what no notice escalates: their own team mends it
}

// Case writes a message for each cause for which devices and cards, by their
// names, fall short of a requirement that is escalated: one cause, with all of
// them. The messages are drafts, which nobody has sent.
func (e *Estate) Case(at time.Time, names []string, dir string, made time.Time) (*Cases, error) {
	survey := readiness.NewSurvey(e.estate, e.set, readiness.Options{Instants: []time.Time{at}})
	moment := survey.At(at)
	subjects := map[string]readiness.Subject{} // by what findings call them
	var all []readiness.Subject
	var unknown []string
	for _, name := range names {
		found := survey.Lookup(name)
		if len(found) == 0 {
			unknown = append(unknown, name)
		}
		for _, s := range found {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
			subjects[survey.Name(s)] = s
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("no device or card is called %s; look at the spelling, or give the file that lists it", strings.Join(unknown, ", "))
	}
	about := func(f readiness.Finding) cases.About {
		n, q := e.requirement(f, at)
		if q == nil || q.Escalate == nil {
			return cases.About{}
		}
		a := cases.About{To: q.Escalate.To, Subject: q.Escalate.Subject, Title: q.Title, Why: q.Why}
		if a.To == "contact" {
			a.To = n.Contact.Email
		}
		if q.Due != nil {
			a.Due = q.Due.Date.String()
		}
		for _, x := range survey.Evidence(subjects[f.Subject]) {
			a.Facts = append(a.Facts, mail.Fact{Name: x.Fact, Value: x.Value, Source: x.Source, Seen: x.Seen})
		}
		return a
	}
	grouped, left := cases.Group(made, slices.Values(moment.FindingsOf(all)), about)
	out := &Cases{Left: left}
	if len(grouped) > 0 {
		if err := makeFolder(dir); err != nil {
			return out, err
		}
	}
	for _, c := range grouped {
		path := filepath.Join(dir, "case-"+c.ID+".eml")
		_, missing := os.Lstat(path)
		if err := WriteFile(path, func(w io.Writer) error { return mail.Compose(w, *c) }); err != nil {
			return out, err
		}
		out.Files = append(out.Files, path)
		if missing == nil {
			out.Again = append(out.Again, path)
		}
	}
	return out, nil
}

// requirement returns the requirement of a finding and the revision that it is in.
func (e *Estate) requirement(f readiness.Finding, at time.Time) (*notice.Notice, *notice.Requirement) {
	for _, n := range e.set.Notices(at) {
		if n.ID == f.Notice {
			return n, n.Requirement(f.Requirement)
		}
	}
	return nil, nil
}
