package page

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// working is how many can work, now and at the next block.
type working struct {
	List *list
	From string // what it was told from
}

func (m *maker) working() working {
	l := m.list(list{
		ID: "working-list", Quiet: true, Caption: "Who can work", Plain: true,
		Columns: []column{
			{Title: "When"}, {Title: "Result", Kind: picture},
			{Title: "Working", Kind: number}, {Title: "Interrupted", Kind: number}, {Title: "Stranded", Kind: number}, {Title: "Unknown", Kind: number},
		},
		Empty: "Who can work is not known. Drop signins.csv, or a list of devices with the e-mail addresses of their users and people.csv, and it is told here.",
	})
	p := &m.r.People
	if p.From == "" {
		return working{List: l}
	}
	add := func(title, below string, p *readiness.People) {
		room := maxListBytes
		l.add(2, &room, text(title).small(below), cell{Bar: workingBar(p)}, count(p.Working), count(p.Interrupted), count(p.Stranded), count(p.Unknown))
	}
	add(readWhen(p.At).words(), capital(m.nowOr("")), p)
	if next := p.NextBlock; next != nil {
		add(readWhen(next.At).words(), "At the next block", next)
	}
	from := []string{"Told from " + long(p.From) + "."}
	if p.Dormant > 0 {
		from = append(from, fmt.Sprintf("Not counted: %s who have not signed in for long.", people(p.Dormant)))
	}
	if p.Cardless > 0 {
		from = append(from, fmt.Sprintf("Not counted: %s without a card that is of use, whatever notices ask for.", people(p.Cardless)))
	}
	return working{List: l, From: strings.Join(from, " ")}
}

// persons are those who cannot work as usual, by name.
type persons struct{ Now, Next *list }

func (m *maker) people() *persons {
	p := &m.r.People
	if p.From == "" {
		return nil
	}
	them := &persons{Now: m.persons("people-now", "Cannot work as usual", p, "By what is known, nobody is stopped "+m.then()+".")}
	if p.NextBlock != nil {
		them.Next = m.persons("people-next", "Cannot work as usual at the next block", p.NextBlock, "By what is known, nobody is stopped by the next block.")
	}
	return them
}

func (m *maker) persons(id, caption string, p *readiness.People, nobody string) *list {
	l := m.list(list{
		ID: id, Caption: caption + dated(p.At),
		Columns: []column{
			{Title: "Person"}, {Title: "Organisation", Pick: true}, {Title: "How", Pick: true}, {Title: "Why"},
			{Title: "Card and computer"}, {Title: "What lets them work"}, {Title: "What works meanwhile"},
		},
		Empty: nobody,
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, x := range p.List {
			how := tag{"Interrupted", "orange"}
			if x.Stranded {
				how = tag{"Stranded", "red"}
			}
			if !add(
				person(x.Person, x.Name), m.names.place(x.Organisation), tagged(how), text(sentence(capital(long(x.Why)))),
				text(short(x.Card)).small(short(x.Device)), lines(m.names.dos(x.Do)), text(or(long(x.Way), "Nothing")),
			) {
				return
			}
		}
	})
	l.left(p.Interrupted+p.Stranded, elsewhere)
	return l
}

// dated is a date behind a caption.
func dated(at string) string {
	if at == "" {
		return ""
	}
	return ", " + readWhen(at).words()
}

// person is a cell that names somebody, with the id below.
func person(id, name string) cell {
	if name == "" {
		return text(short(id))
	}
	return text(short(name)).small(short(id))
}
