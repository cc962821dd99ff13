package page

import (
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// names are the words for what a report names by its id.
type names struct {
	organisations map[string]string
	requirements  map[string]string // by notice/requirement and by requirement
	says          map[string]string // what a remedy says, by its do
}

func namesOf(r *readiness.Report) names {
	n := names{organisations: map[string]string{}, requirements: map[string]string{}, says: map[string]string{}}
	organisation := func(code, name string) {
		if name != "" {
			n.organisations[code] = name
		}
	}
	for _, o := range r.Organisations {
		organisation(o.Organisation, o.Name)
	}
	if r.NextBlock != nil {
		for _, o := range r.NextBlock.Organisations {
			organisation(o.Organisation, o.Name)
		}
	}
	for _, q := range r.Requirements {
		title := or(q.Title, q.Requirement)
		n.requirements[q.Notice+"/"+q.Requirement] = title
		n.requirements[q.Requirement] = title
		n.saying(q.Do, q.Say)
	}
	for _, s := range r.Devices.Steps {
		n.saying(s.Do, s.Say)
	}
	for _, t := range r.Tasks {
		n.saying(t.Do, t.Say)
	}
	return n
}

func (n names) saying(do, say string) {
	if n.says[do] == "" && say != "" {
		n.says[do] = say
	}
}

// organisation is its name, or its code where it has none.
func (n names) organisation(code string) string { return short(or(n.organisations[code], code)) }

// requirement is its title, or its id where it has none.
func (n names) requirement(notice, id string) string {
	return short(or(n.requirements[notice+"/"+id], n.requirements[id], id))
}

func (n names) requirementsOf(notice string, ids []string) []string {
	var titles []string
	for _, id := range ids {
		titles = append(titles, n.requirement(notice, id))
	}
	return titles
}

// do is what a remedy says; of one that says nothing its id as words.
func (n names) do(id string) string {
	return long(or(n.says[id], capital(strings.ReplaceAll(id, "-", " "))))
}

func (n names) dos(ids []string) []string {
	var them []string
	for _, id := range ids {
		them = append(them, n.do(id))
	}
	return them
}

// place is a cell that names an organisation, with its code below.
func (n names) place(code string) cell {
	if code == "" {
		return text("No organisation")
	}
	if name := n.organisations[code]; name != "" && name != code {
		return text(short(name)).small(short(code))
	}
	return text(short(code))
}
