package sample

import (
	"cmp"
	"io"
	"slices"
	"time"
)

// kept is a sign-in that is sorted before it is written; there may be
// MaxSignIns of them in memory.
type kept struct {
	second uint32 // since the first of the days began, in UTC
	person uint32
	device uint32
	which  uint16
}

func (e *estate) writeSignIns(w io.Writer) (int, error) {
	t := newTable(w, "at", "person", "card", "device", "organisation", "client", "client_version", "tls", "application", "use", "outcome")
	began := e.days[0].midnight().Add(-24 * time.Hour) // no zone is further from UTC
	var who person
	for n, s := range e.keptSignIns(began) {
		p, i := int(s.person), int(s.device)
		draw := e.chance(ofOutcome, p*64+int(s.which))
		e.person(p, &who)
		c, _ := e.current(p)
		card, _ := e.cardNumber(c)
		id := deviceID(i)
		if e.uncounted(n) {
			id = numbered("PC-X", i+1, 5)
		}
		client, version, tls := e.client(i, &draw)
		switch e.wrong(signInsSheet, n) {
		case "client_version":
			version = noVersion
		case "tls":
			tls = noTLS
		}
		list, _ := e.installedApplications(i, e.deviceOwner(i))
		t.instant(began.Add(time.Duration(s.second) * time.Second).In(e.zone.Location()))
		t.texts(personID(p), card, id, e.codeOf(e.home(p)), client, version, tls,
			applications[list[draw.below(len(list))]].id, who.purpose(&draw), outcomes.draw(&draw))
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}

// uncounted says that the device of row n of the sign-ins is in no other export.
func (e *estate) uncounted(n int) bool {
	draw := e.chance(ofWrong, n)
	draw.next()
	return draw.oneIn(1500)
}

// keptSignIns are those of everybody in the order of time, of too many every so
// many.
func (e *estate) keptSignIns(began time.Time) []kept {
	total := 0
	for p := range e.people {
		e.signIns(p, func(signIn) { total++ })
	}
	keep := min(total, MaxSignIns)
	list := make([]kept, 0, keep)
	n := 0
	for p := range e.people {
		e.signIns(p, func(s signIn) {
			if n*keep/total != (n+1)*keep/total {
				list = append(list, kept{uint32(s.at.Sub(began) / time.Second), uint32(p), uint32(s.device), uint16(s.which)})
			}
			n++
		})
	}
	slices.SortFunc(list, func(a, b kept) int {
		return cmp.Or(cmp.Compare(a.second, b.second), cmp.Compare(a.person, b.person), cmp.Compare(a.which, b.which))
	})
	return list
}
