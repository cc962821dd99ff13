package asked

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// maxPairs bounds how many cards are judged with how many clients: a hundred readers
// with a card each are still answered at once.
const maxPairs = 1000

// Judge returns what the notices of the set ask of the device at an instant, in the
// order of the files, and by which editions. What does not apply is left out.
func Judge(v *checks.View, set *notice.Set, at time.Time, whose Whose) ([]wire.Asked, []wire.Edition) {
	type key struct{ notice, requirement, about string }
	order := []key{}
	answers := map[key]wire.Asked{}
	elsewhere := map[*notice.Requirement]bool{}
	for _, r := range set.Rules(at) {
		elsewhere[r.Requirement()] = readsElsewhere(r)
	}
	pairs := 0
	for _, client := range clients(v) {
		for _, reader := range readersWithCards(v) {
			if pairs++; pairs > maxPairs {
				break
			}
			var f notice.Facts
			setDevice(&f, v)
			whose.set(&f)
			if reader != nil {
				setCard(&f, reader.Card)
			}
			if client != "" {
				setClient(&f, v, client)
			}
			var verdict notice.Verdict
			set.Judge(&f, notice.UseAny, at, &verdict)
			told := set.Tell(&f, notice.UseAny, &verdict)
			for i := range verdict.Findings {
				finding := &verdict.Findings[i]
				about, ok := about(finding.Requirement.Of, reader, client)
				if !ok || finding.Result == notice.NotApplicable {
					continue
				}
				k := key{finding.Notice.ID, finding.Requirement.ID, about}
				before, known := answers[k]
				if !known {
					order = append(order, k)
				}
				if known && !asksMore(finding.Result.String(), before.Result) {
					continue
				}
				a := one(finding, told, about, at)
				a.Elsewhere = elsewhere[finding.Requirement]
				answers[k] = a
			}
		}
	}
	asked := make([]wire.Asked, 0, len(order))
	for _, k := range order {
		asked = append(asked, answers[k])
	}
	return asked, editions(set, at)
}

// readsElsewhere reports whether a rule reads what cannot be seen on a device.
func readsElsewhere(r notice.Rule) bool {
	reads := r.Reads()
	return reads.Applications || slices.ContainsFunc(reads.Objects, func(o notice.Object) bool {
		return o != notice.Card && o != notice.Device && o != notice.Client
	})
}

// about is what a requirement of that kind was judged of; false if it is of nothing
// that stands on this device.
func about(of string, reader *device.Reader, client string) (string, bool) {
	switch of {
	case "device":
		return "", true
	case "card":
		if reader == nil {
			return "", false
		}
		return reader.Name, true
	case "client", "connection":
		return client, client != ""
	}
	return "", false // applications and people are not on the device
}

// one puts a finding in words.
func one(finding *notice.Finding, told []notice.Told, about string, at time.Time) wire.Asked {
	q := finding.Requirement
	a := wire.Asked{
		Notice: finding.Notice.ID, Requirement: q.ID, Title: q.Title, About: about,
		Result: finding.Result.String(), Action: finding.InForce.String(), Steps: steps(finding.Notice, q, at),
	}
	if i := slices.IndexFunc(told, func(t notice.Told) bool { return t.Requirement == q.ID }); i >= 0 {
		t := told[i]
		a.Why, a.Do, a.Who, a.Say, a.Tell = t.Why, t.Do, t.Who, t.Say, t.Tell
	}
	return a
}

// asksMore reports whether a result asks for more than another of the same
// requirement.
func asksMore(result, other string) bool {
	order := []string{notice.NotApplicable.String(), notice.Met.String(), notice.Exempt.String(), notice.Unknown.String(), notice.Unmet.String()}
	return slices.Index(order, result) > slices.Index(order, other)
}

// clients are the sign-in clients that are surely installed; one "" where none is.
func clients(v *checks.View) []string {
	var out []string
	for _, p := range v.Catalogue() {
		if p.Kind == "client" && len(v.Installed(p.ID)) > 0 && !slices.Contains(out, p.ID) {
			out = append(out, p.ID)
		}
	}
	if out == nil {
		return []string{""}
	}
	return out
}

// readersWithCards are the readers with a card that answered; one nil where none has.
func readersWithCards(v *checks.View) []*device.Reader {
	var out []*device.Reader
	for i := range v.Cards.Readers {
		if v.Cards.Readers[i].Card != nil {
			out = append(out, &v.Cards.Readers[i])
		}
	}
	if out == nil {
		return []*device.Reader{nil}
	}
	return out
}

func editions(set *notice.Set, at time.Time) []wire.Edition {
	var out []wire.Edition
	for _, e := range set.Editions(at) {
		out = append(out, wire.Edition{Notice: e.Notice, Revision: e.Revision})
	}
	return out
}
