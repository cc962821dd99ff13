package page

import (
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// devices are what makes the computers clean.
type devices struct {
	Sum   string
	Bar   *bar
	Steps *list
	Plans *list
}

func (m *maker) devices() devices {
	c := &m.r.Devices
	d := devices{
		Bar: barOf(part{Class: "met", N: c.Clean}, part{Class: "unmet", N: c.Unclean}),
		Steps: m.list(list{
			ID: "steps-list", Caption: "Steps, in the order in which they are to be done", Head: 1,
			Columns: []column{
				{Title: "Order", Kind: number}, {Title: "Step"}, {Title: "Who", Pick: true}, {Title: "After"}, {Title: "Computers", Kind: number},
				{Title: "Images first", Kind: number}, {Title: "What it does to people at work"}, {Title: "Prevents the block of", Kind: moment},
			},
			Empty: "No step is needed: no computer has something to do.",
		}),
		Plans: m.list(list{
			ID: "plans-list", Caption: "Which computers need which steps",
			Columns: []column{{Title: "Steps, in order"}, {Title: "Computers", Kind: number}, {Title: "One of them"}},
			Empty:   "No computer needs a step.",
		}),
	}
	d.Sum = computers(c.Unclean) + " of " + web.Thousands(c.Clean+c.Unclean) + " need one step or more; the others are clean through the last phase."
	if c.Clean+c.Unclean == 0 {
		d.Sum = "No computers were given: drop devices.csv, or a list of applications from Intune, Configuration Manager or osquery."
		d.Steps.Empty = ""
		d.Plans.Empty = ""
	}
	m.fill(d.Steps, maxRows, func(add func(...cell) bool) {
		for i, s := range c.Steps {
			by := instant(s.By)
			add(count(i+1), text(sentence(or(long(s.Say), m.names.do(s.Do)))).small(short(s.Do)), text(team(s.Who)), text(strings.Join(bounded(s.After), ", ")),
				count(s.Devices), count(s.Images), text(or(capital(long(s.Disruptive)), "Nothing")), by)
		}
	})
	d.Steps.left(len(c.Steps), elsewhere)
	m.fill(d.Plans, maxRows, func(add func(...cell) bool) {
		for _, p := range c.Plans {
			if !add(lines(m.names.dos(p.Do)), count(p.Devices), text(short(p.Example))) {
				return
			}
		}
	})
	d.Plans.left(len(c.Plans), elsewhere)
	return d
}
