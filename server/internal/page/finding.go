package page

import (
	"fmt"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// findings are what is unmet or unknown, one by one.
type findings struct {
	Unmet, Unknown int
	Told           string
	List           *list
}

func (m *maker) findings() findings {
	most := m.o.MaxFindings
	if most <= 0 {
		most = maxFindings
	}
	f := findings{List: m.list(list{
		ID: "findings-list", Quiet: true, Caption: "Findings",
		Columns: []column{
			{Title: "Subject"}, {Title: "Organisation", Pick: true}, {Title: "Requirement", Pick: true}, {Title: "Result", Pick: true},
			{Title: "Action now", Pick: true}, {Title: "Why"}, {Title: "What to do", Pick: true},
		},
		Empty: "There are no findings: nothing is unmet, and nothing is unknown.",
	})}
	s := newShare(most)
	if m.r.Findings != nil {
		for x := range m.r.Findings {
			if x.Result == notice.Unmet {
				f.Unmet++
			} else {
				f.Unknown++
			}
			s.take(x)
		}
	}
	for _, x := range s.shown() {
		if !f.List.add(most, &m.room, m.finding(x.Finding)...) {
			break
		}
	}
	all := f.Unmet + f.Unknown
	where := "The whole list is in the answer as CSV, JSON or XLSX (--format)."
	if m.o.FullList != "" {
		where = "The whole list is in " + short(m.o.FullList) + "."
	}
	f.List.left(all, where)
	if n := len(f.List.Rows); n < all {
		f.Told = fmt.Sprintf("Here are %s of %s findings: of each requirement as many that are unmet as unknown, and of these the pressing ones, blocks before warnings. %s", web.Thousands(n), web.Thousands(all), where)
	}
	return f
}

func (m *maker) finding(x readiness.Finding) []cell {
	id, kind := subject(x.Subject)
	why := text(sentence(capital(long(x.Why))))
	if x.Dormant {
		why = why.small("Dormant: not used for long.")
	}
	if x.Closed {
		why = why.small("Closed: cancelled or expired.")
	}
	for i, d := range x.Disputed {
		if i == maxLines {
			break
		}
		why = why.small(overruled(d))
	}
	do := text("")
	if x.Do != "" || x.Say != "" {
		do = text(sentence(long(or(x.Say, m.names.do(x.Do))))).small(team(x.Who))
	}
	return []cell{
		text(id).small(kind), m.names.place(x.Organisation), text(m.names.requirement(x.Notice, x.Requirement)),
		tagged(found(x.Result)), tagged(asked(x.Action)), why, do,
	}
}

// overruled says of a fact that lost what it said, and where it stands.
func overruled(d readiness.Dispute) string {
	source := short(d.Source)
	if d.Line > 0 {
		source += fmt.Sprintf(" line %d", d.Line)
	}
	if d.Seen != "" {
		source += ", seen " + readWhen(d.Seen).brief()
	}
	return fmt.Sprintf("Overruled: %s = %s (%s).", short(d.Fact), short(d.Value), source)
}
