package page

import (
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// change is what happened since the baseline.
type change struct {
	Since string
	Facts []fact
	List  *list
}

// moves are how a finding moved, as tags.
var moves = map[string]tag{
	readiness.MovedNew:      {"New", "red"},
	readiness.MovedClosed:   {"Closed", "green"},
	readiness.MovedCameBack: {"Came back", "orange"},
}

func (m *maker) change() *change {
	g := m.r.Change
	if g == nil {
		return nil
	}
	c := &change{
		Since: readWhen(g.Since).words(),
		Facts: []fact{{"Closed", web.Thousands(g.Closed)}, {"New", web.Thousands(g.New)}, {"Came back", web.Thousands(g.CameBack)}, {"As before", web.Thousands(g.Same)}},
		List: m.list(list{
			ID: "change-list", Caption: "Findings that changed",
			Columns: []column{{Title: "Subject"}, {Title: "What happened", Pick: true}, {Title: "Requirement", Pick: true}, {Title: "Result", Pick: true}},
			Empty:   "No finding changed.",
		}),
	}
	m.fill(c.List, maxRows, func(add func(...cell) bool) {
		for _, x := range g.List {
			moved, known := moves[x.What]
			if !known {
				continue // listed so that a later report can be compared with this one
			}
			id, kind := subject(x.Subject)
			if !add(text(id).small(kind), tagged(moved), text(m.names.requirement(x.Notice, x.Requirement)), text(capital(short(x.Result)))) {
				return
			}
		}
	})
	c.List.left(g.New+g.Closed+g.CameBack, elsewhere)
	return c
}
