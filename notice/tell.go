package notice

import (
	"strings"
	"time"
)

// Why says in words what decided a finding: the atoms of the condition with
// their values.
func (s *Set) Why(f *Facts, v *Verdict, finding *Finding) string {
	q := finding.Requirement
	f.At(v.At, finding.Notice.Catalogue, finding.rule.oldest(f, v.At))
	switch {
	case finding.Result == Exempt:
		e := finding.Exemption
		words := "exempt until " + describe(e.Until, finding.Notice.Zone)
		if e.Reason != "" {
			words += ": " + e.Reason
		}
		return words
	case finding.otherUse:
		return "it is not about this use"
	case finding.Result == NotApplicable, finding.appliesUnknown:
		return join(q.applies.Evidence(f))
	case !f.Given(q.subject):
		return "nothing is known of the " + q.Of
	}
	return join(q.met.Why(f))
}

func join(reasons []string) string { return strings.Join(reasons, "; ") }

// Tell puts the unmet and unknown findings of a verdict in words, in the order
// of the files.
func (s *Set) Tell(f *Facts, use string, v *Verdict) []Told {
	told := []Told{}
	for i := range v.Findings {
		finding := &v.Findings[i]
		if finding.Result != Unmet && finding.Result != Unknown {
			continue
		}
		t := Told{
			Requirement: finding.Requirement.ID,
			Result:      finding.Result,
			Action:      finding.Asks,
			Why:         s.Why(f, v, finding),
		}
		if until, ok := s.Until(f, use, v, finding); ok {
			t.Until = until.Format(time.RFC3339Nano)
		}
		if r := finding.Requirement.Remedy; r != nil {
			t.Do, t.Who, t.Say, t.Tell = r.Do, r.Who, r.Say, r.Tell
		}
		if c := finding.contact(); !c.IsZero() {
			t.Contact = &c
		}
		told = append(told, t)
	}
	return told
}

// contact is whom the notice itself names for a finding: its contact, where
// the requirement is escalated to it or national staff mend it. Whom to ring at
// an organisation is for those who know the organisation.
func (f *Finding) contact() Contact {
	q := f.Requirement
	if q.Escalate != nil && q.Escalate.To == "contact" || q.Remedy != nil && q.Remedy.Who == "national" {
		return f.Notice.Contact
	}
	return Contact{}
}

// Editions names the revisions that a verdict was given by.
func (s *Set) Editions(at time.Time) []Edition {
	out := make([]Edition, 0, len(s.notices))
	for _, h := range s.notices {
		n := h.at(at.UnixNano()).notice
		out = append(out, Edition{n.ID, n.Revision})
	}
	return out
}
