package notice

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Answer is the decision about one sign-in as it is given to others.
type Answer struct {
	Decision string    `json:"decision"` // allow, warn or block
	Code     string    `json:"code"`     // by which it can be told again; "" = it has none
	Notices  []Edition `json:"notices"`
	Findings []Told    `json:"findings"`
	Rejects  []Reject  `json:"rejects"`
	Zones    string    `json:"zones"` // the zone data by which civil times were read
	// Note is what else must be known of the answer, such as that it was given by
	// an older file because the newest could not be read; "" = nothing.
	Note string `json:"note,omitempty"`
}

// Answer puts a verdict in words, without a code.
func (s *Set) Answer(in *SignIn, v *Verdict) Answer {
	return Answer{
		Decision: v.Decision.Decision(),
		Notices:  s.Editions(v.At),
		Findings: s.Tell(&in.Facts, in.Use, v),
		Rejects:  fewer(in.Rejects),
		Zones:    civil.DataVersion(),
	}
}

// maxRejects is how many values that could not be read an answer lists. A line
// may be full of them; what it is kept with must stay short.
const maxRejects = 20

// fewer keeps the first rejects, and says how many there are besides.
func fewer(list []Reject) []Reject {
	if len(list) <= maxRejects {
		return list
	}
	more := Reject{Error: fmt.Sprintf("%d more values could not be read", len(list)-maxRejects)}
	return append(list[:maxRejects:maxRejects], more)
}

// AppendJSON appends the answer as one line of JSON, without a newline.
func (a *Answer) AppendJSON(to []byte) []byte {
	to = append(to, `{"decision":`...)
	to = quote(to, a.Decision)
	if a.Code != "" {
		to = append(to, `,"code":`...)
		to = quote(to, a.Code)
	}
	to = append(to, `,"notices":[`...)
	for i, e := range a.Notices {
		to = comma(to, i)
		to = append(to, `{"notice":`...)
		to = quote(to, e.Notice)
		to = append(to, `,"revision":`...)
		to = append(to, itoa(e.Revision)...)
		to = append(to, '}')
	}
	to = append(to, `],"findings":[`...)
	for i := range a.Findings {
		to = comma(to, i)
		to = a.Findings[i].appendJSON(to)
	}
	to = append(to, ']')
	if len(a.Rejects) > 0 {
		to = append(to, `,"rejects":[`...)
		for i, r := range a.Rejects {
			to = comma(to, i)
			to = append(to, `{"key":`...)
			to = quote(to, r.Key)
			to = append(to, `,"value":`...)
			to = quote(to, r.Value)
			to = append(to, `,"error":`...)
			to = quote(to, r.Error)
			to = append(to, '}')
		}
		to = append(to, ']')
	}
	to = append(to, `,"zones":`...)
	to = quote(to, a.Zones)
	if a.Note != "" {
		to = append(to, `,"note":`...)
		to = quote(to, a.Note)
	}
	return append(to, '}')
}

func (t *Told) appendJSON(to []byte) []byte {
	to = append(to, `{"requirement":`...)
	to = quote(to, t.Requirement)
	to = append(to, `,"result":`...)
	to = quote(to, t.Result.String())
	to = append(to, `,"action":`...)
	to = quote(to, t.Action.String())
	for _, f := range [...]struct{ key, value string }{
		{`,"until":`, t.Until}, {`,"why":`, t.Why}, {`,"do":`, t.Do}, {`,"who":`, t.Who}, {`,"say":`, t.Say}, {`,"tell":`, t.Tell},
	} {
		if f.value != "" {
			to = append(to, f.key...)
			to = quote(to, f.value)
		}
	}
	if c := t.Contact; c != nil {
		to = append(to, `,"contact":{`...)
		n := 0
		for _, f := range [...]struct{ key, value string }{{`"name":`, c.Name}, {`"email":`, c.Email}, {`"phone":`, c.Phone}} {
			if f.value != "" {
				to = comma(to, n)
				to = append(to, f.key...)
				to = quote(to, f.value)
				n++
			}
		}
		to = append(to, '}')
	}
	return append(to, '}')
}

func comma(to []byte, i int) []byte {
	if i > 0 {
		return append(to, ',')
	}
	return to
}

func quote(to []byte, s string) []byte { return predicate.AppendQuote(to, s) }
