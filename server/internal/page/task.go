package page

import (
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// tasks are the first things to do.
type tasks struct {
	First []task
	More  int
	List  *list
}

// task is one action by one team.
type task struct {
	Say, Who, Gain, Disruptive string
	People                     int
}

func (m *maker) tasks() tasks {
	them := tasks{List: m.list(list{
		ID: "tasks-list", Caption: "Everything to do, in order", Head: 1,
		Columns: []column{
			{Title: "Order", Kind: number}, {Title: "What to do"}, {Title: "Who", Pick: true}, {Title: "People unblocked", Kind: number},
			{Title: "Computers", Kind: number}, {Title: "Smartcards", Kind: number}, {Title: "Organisations", Kind: number}, {Title: "What it does to people at work"},
		},
		Empty: "By what is known, there is nothing to do.",
	})}
	m.fill(them.List, maxRows, func(add func(...cell) bool) {
		for i, t := range m.r.Tasks {
			say := m.sayOf(t)
			if i < firstTasks {
				them.First = append(them.First, task{Say: say, Who: team(t.Who), People: t.People, Gain: gain(t), Disruptive: long(t.Disruptive)})
			}
			add(count(i+1), text(say).small(short(t.Do)), text(team(t.Who)), count(t.People),
				count(t.Devices), count(t.Cards), count(t.Organisations), text(or(capital(long(t.Disruptive)), "Nothing")))
		}
	})
	them.More = len(m.r.Tasks) - len(them.First)
	them.List.left(len(m.r.Tasks), elsewhere)
	return them
}

func (m *maker) sayOf(t readiness.Task) string { return sentence(or(long(t.Say), m.names.do(t.Do))) }

// gain says what a task is about and how far it reaches.
func gain(t readiness.Task) string {
	var parts []string
	if t.Devices > 0 {
		parts = append(parts, computers(t.Devices))
	}
	if t.Cards > 0 {
		parts = append(parts, smartcards(t.Cards))
	}
	words := and(parts)
	if t.Organisations > 1 {
		words += " in " + web.Thousands(t.Organisations) + " organisations"
	}
	return words
}

// settle lists the evidence that is missing.
func (m *maker) settle() *list {
	l := m.list(list{
		ID: "settle-list", Quiet: true, Caption: "What would settle the unknowns",
		Columns: []column{{Title: "Not known"}, {Title: "Findings", Kind: number}, {Title: "What brings it"}},
		Empty:   "Nothing is unknown for want of evidence.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, s := range m.r.Settle {
			add(text(capital(long(s.Missing))), count(s.Findings), text(sentence(capital(long(s.Do)))))
		}
	})
	l.left(len(m.r.Settle), elsewhere)
	return l
}
