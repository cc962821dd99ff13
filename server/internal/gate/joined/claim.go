package joined

import (
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// read reads what a sign-in says of an attribute; missing where it says nothing. A
// text that is no value is listed, and missing.
func (q *question) read(a *fact.Attribute, text string) notice.Value {
	if text == "" {
		return notice.Value{}
	}
	v, err := notice.ParseValue(a, text, q.set.Zone())
	if err != nil {
		q.reject(a.Path(), text, err)
	}
	return v
}

func (q *question) reject(key, text string, err error) {
	q.subject.Rejects = append(q.subject.Rejects, notice.Reject{Key: key, Value: shorten(text), Error: err.Error()})
}

// shorten keeps the beginning of what a stranger wrote.
func shorten(s string) string {
	const most = 60
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}

// merge puts what a sign-in says of an attribute beside what the files know, and
// returns whether it told facts of it: else the files alone are told. What both
// say, or the files say too long ago, is as new as the sign-in. Where they differ
// neither is guessed. How exact each is, agree says: whether they can both be
// right, and whether what the sign-in says tells no less.
func (q *question) merge(r *estate.Readable, row int32, c *estate.Column, claimed notice.Value, agree func(known, claimed notice.Value) (both, claimIsEnough bool)) (told bool) {
	if claimed.IsMissing() {
		return false
	}
	a := c.Attribute
	known := c.Possible(c.Number(int(row)))
	if len(known) == 0 || q.tooOld(r.SeenOf(int(row), c)) {
		q.facts.Set(*a, claimed)
		return true
	}
	both, enough := agree(known[0], claimed)
	switch {
	case !both:
		q.differ(a, inWords(claimed), inWords(known[0]))
	case enough:
		q.facts.Set(*a, claimed)
	default:
		return false
	}
	return true
}

// tooOld reports whether what the files saw at a second says nothing at a sign-in
// any more, where the notices do not say otherwise.
func (q *question) tooOld(second int64) bool {
	return second != estate.NoTime && q.at.Sub(estate.Instant(second)) > notice.SignInAge
}

// differ leaves an attribute missing of which the sign-in and the files say
// different things.
func (q *question) differ(a *fact.Attribute, claimed, known string) {
	q.facts.Note(*a, "this sign-in says "+shorten(claimed)+", what was seen before says "+shorten(known))
	q.difference(a.Path(), claimed, known)
}

func (q *question) difference(key, claimed, known string) {
	q.subject.Differs = append(q.subject.Differs, Difference{key, claimed, known})
}

// inWords is a text or a version as it was written.
func inWords(v notice.Value) string {
	if version, ok := v.Version(); ok {
		return version.String()
	}
	text, _ := v.Text()
	return text
}
