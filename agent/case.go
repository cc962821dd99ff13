package agent

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/page"
	"github.com/lanyard-id/lanyard/mail"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// Draft is a message about the device to a service desk, which nobody has sent.
type Draft struct {
	ID      string
	To      string // "" = its sender knows
	Subject string
	// By is the notice that wants it under this subject; "" = none does, and it is for
	// the desk of the organisation.
	By    string
	write func(io.Writer) error
}

// Write writes the draft as a file that mail programs open.
func (d *Draft) Write(w io.Writer) error { return d.write(w) }

// Cases makes the drafts about what is wrong with the device: one for each subject
// line under which notices escalate, and one for all else that somebody has to mend.
// description is the person's own words; the bundle is attached, with what was asked
// to be revealed.
func (r *Report) Cases(description string, made time.Time, reveal ...wire.Reveals) ([]*Draft, error) {
	sent := r.Sent(reveal...)
	var evidence bytes.Buffer
	if err := sent.Write(&evidence); err != nil {
		return nil, err
	}
	type key struct{ to, subject, notice string }
	cases := map[key]*mail.Case{}
	known := map[key]*mail.Case{} // the same, by what names nobody, for the id
	var order []key
	at := func(k key, title string) *mail.Case {
		c := cases[k]
		if c == nil {
			c = &mail.Case{To: k.to, Subject: k.subject, Title: title, Description: description, Evidence: evidence.Bytes(), Made: made}
			cases[k], known[k] = c, &mail.Case{To: k.to, Subject: k.subject}
			order = append(order, k)
		}
		return c
	}
	general := key{subject: "Smartcard sign-in on a computer"}
	told := &page.Page{Bundle: sent, Zone: r.options.Set.Zone().Location()}
	for _, a := range sent.Asked {
		if a.Result != notice.Unmet.String() {
			continue
		}
		k, cause := general, mail.Cause{Notice: a.Notice, Requirement: a.Requirement, Title: a.Title, Do: a.Do, Say: a.Say, Course: told.Course(a.Steps)}
		if n, q := r.requirement(a); q != nil {
			cause.Why = q.Why
			if q.Due != nil {
				cause.Due = q.Due.Date.String()
			}
			if e := q.Escalate; e != nil {
				k = key{to: e.To, subject: e.Subject, notice: n.ID}
				if e.To == "contact" {
					k.to = n.Contact.Email
				}
			}
		}
		cause.Subjects = []mail.Subject{{ID: subject(sent, a), Why: a.Why, Facts: facts(sent, a)}}
		c := at(k, a.Title)
		c.Causes = append(c.Causes, cause)
		known[k].Causes = append(known[k].Causes, mail.Cause{Notice: a.Notice, Requirement: a.Requirement, Do: a.Do, Subjects: lasting(sent, a)})
	}
	for _, f := range sent.Findings {
		if f.Level != wire.Problem && f.Level != wire.Warning {
			continue
		}
		c := at(general, "Smartcard sign-in on this computer")
		c.Causes = append(c.Causes, mail.Cause{
			Requirement: f.Check, Title: title(f.Check), Say: f.Do,
			Subjects: []mail.Subject{{ID: "device:" + nameOf(sent), Why: strings.TrimSpace(f.About + " " + f.Say)}},
		})
		known[general].Causes = append(known[general].Causes, mail.Cause{Requirement: f.Check, Subjects: lasting(sent, wire.Asked{})})
	}
	var out []*Draft
	for _, k := range order {
		c := cases[k]
		c.ID = known[k].Digest()
		if k == general && sent.Device.Name != "" {
			c.Subject = "Smartcard sign-in on " + sent.Device.Name
		}
		out = append(out, &Draft{ID: c.ID, To: c.To, Subject: c.Subject, By: k.notice, write: func(w io.Writer) error { return mail.Compose(w, *c) }})
	}
	return out, nil
}

// requirement is the one that asks, and its notice; nil if no notice has it.
func (r *Report) requirement(a wire.Asked) (*notice.Notice, *notice.Requirement) {
	for _, n := range r.options.Set.Notices(r.options.At) {
		if n.ID == a.Notice {
			return n, n.Requirement(a.Requirement)
		}
	}
	return nil, nil
}

// title is that of a check.
func title(check string) string {
	if c := checks.Find(check); c != nil {
		return c.Title
	}
	return check
}

// nameOf is how the device is called in what is sent.
func nameOf(b *wire.Bundle) string {
	if b.Device.Name != "" {
		return b.Device.Name
	}
	return b.Device.ID
}

// subject is what falls short, as cases call it.
func subject(b *wire.Bundle, a wire.Asked) string {
	for _, c := range b.Cards {
		if a.About == c.Reader && c.Reader != "" {
			if c.Number != "" {
				return "card:" + c.Number
			}
			return "card:in " + c.Reader
		}
	}
	if a.About != "" {
		return fmt.Sprintf("client:%s/%s", nameOf(b), a.About)
	}
	return "device:" + nameOf(b)
}

// lasting is what falls short as long as the device is the same, whatever of it is
// revealed: whichever card is in the reader, its case is one of the device.
func lasting(b *wire.Bundle, a wire.Asked) []mail.Subject {
	id := "device:" + b.Device.ID
	isCard := slices.ContainsFunc(b.Cards, func(c wire.Card) bool { return a.About == c.Reader })
	switch {
	case a.About != "" && isCard:
		id = "card:in " + b.Device.ID
	case a.About != "":
		id = fmt.Sprintf("client:%s/%s", b.Device.ID, a.About)
	}
	return []mail.Subject{{ID: id}}
}

// facts are what is known about what falls short.
func facts(b *wire.Bundle, a wire.Asked) []mail.Fact {
	fact := func(name, value string) []mail.Fact {
		if value == "" {
			return nil
		}
		return []mail.Fact{{Name: name, Value: value, Source: "Lanyard agent " + b.Agent, Seen: b.TakenAt.Format(time.RFC3339)}}
	}
	out := slices.Concat(fact("device.os", b.Device.OSName), fact("device.os_version", b.Device.OSVersion))
	for _, c := range b.Clients {
		out = append(out, fact("software."+c.Product, c.Version)...)
	}
	for _, c := range b.Cards {
		if a.About != c.Reader {
			continue
		}
		out = append(out, fact("card.atr", c.ATR)...)
		var series []string
		for _, s := range c.PossibleSeries {
			series = append(series, fmt.Sprint(s))
		}
		out = append(out, fact("card.series", strings.Join(series, " or "))...)
		out = append(out, fact("card.type", c.Type)...)
	}
	return out
}
