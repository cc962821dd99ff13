package page

import (
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// reading is what was read, and what could not be.
type reading struct {
	Notes                                        []string
	Files, Joins, NearMisses, Ambiguous, Rejects *list
}

func (m *maker) reading() reading {
	var notes []string
	for _, note := range bounded(m.r.Notes) {
		notes = append(notes, sentence(capital(long(note))))
	}
	return reading{Notes: notes, Files: m.files(), Joins: m.joins(), NearMisses: m.nearMisses(), Ambiguous: m.ambiguous(), Rejects: m.rejects()}
}

func (m *maker) files() *list {
	l := m.list(list{
		ID: "files-list", Caption: "Files",
		Columns: []column{{Title: "File"}, {Title: "Read as", Pick: true}, {Title: "Rows that count", Kind: number}, {Title: "Rejected", Kind: number}, {Title: "Seen", Kind: moment}, {Title: "What was decided about it"}},
		Empty:   "No file was read.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, f := range m.r.Files {
			var decided []string
			for _, note := range bounded(f.Notes) {
				decided = append(decided, sentence(capital(note)))
			}
			add(text(short(f.Name)), text(short(f.Kind)).small(short(f.Form)), count(f.Rows), count(f.Rejects), instant(f.Seen), text(strings.Join(decided, " ")))
		}
	})
	l.left(len(m.r.Files), elsewhere)
	return l
}

func (m *maker) joins() *list {
	l := m.list(list{
		ID: "joins-list", Caption: "How the files met each other",
		Columns: []column{{Title: "File"}, {Title: "By", Pick: true}, {Title: "Matched", Kind: number}, {Title: "Only here", Kind: number}, {Title: "Ambiguous", Kind: number}},
		Empty:   "No two files speak of the same subjects.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, j := range m.r.Joins {
			add(text(short(j.Source)), text(short(j.By)), count(j.Matched), count(j.New), count(j.Ambiguous))
		}
	})
	l.left(len(m.r.Joins), elsewhere)
	return l
}

func (m *maker) nearMisses() *list {
	l := m.list(list{
		ID: "near-list", Caption: "Product names that nearly match",
		Columns: []column{{Title: "Name on the computers"}, {Title: "May be", Pick: true}, {Title: "Computers", Kind: number}, {Title: "Line that settles it"}},
		Empty:   "No product has a name that nearly matches one of the catalogue.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, n := range m.r.NearMisses {
			add(text(long(n.Name)), text(strings.Join(bounded(n.Like), ", ")), count(n.Devices), code(web.Plain(n.Line, maxLine)))
		}
	})
	l.left(len(m.r.NearMisses), elsewhere)
	return l
}

func (m *maker) ambiguous() *list {
	l := m.list(list{
		ID: "ambiguous-list", Caption: "Names that fit several subjects",
		Columns: []column{{Title: "Name"}, {Title: "Kind", Pick: true}, {Title: "File", Pick: true}, {Title: "May be"}, {Title: "Line that settles it"}},
		Empty:   "Every name fits one subject only.",
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, a := range m.r.Ambiguous {
			add(text(long(a.Value)), text(short(a.Kind)), text(short(a.Source)), text(strings.Join(bounded(a.Subjects), ", ")), code(web.Plain(a.Line, maxLine)))
		}
	})
	l.left(len(m.r.Ambiguous), elsewhere)
	return l
}

func (m *maker) rejects() *list {
	l := m.list(list{
		ID: "rejects-list", Caption: "Rows and cells that do not count",
		Columns: []column{{Title: "File", Pick: true}, {Title: "Line", Kind: number}, {Title: "Column", Pick: true}, {Title: "Value"}, {Title: "What is wrong"}, {Title: "Left out", Pick: true}},
		Empty:   "Every row and every cell could be read.",
	})
	m.fill(l, maxRejects, func(add func(...cell) bool) {
		for _, x := range m.r.Rejects {
			if !add(text(short(x.File)), count(x.Line), text(short(x.Column)), code(short(x.Value)), text(sentence(capital(long(x.Error)))), text("The "+short(x.Scope))) {
				return
			}
		}
	})
	l.left(max(m.r.RejectCount, len(m.r.Rejects)), elsewhere)
	return l
}
