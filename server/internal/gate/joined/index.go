package joined

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// index is what an estate is looked up by, made once.
type index struct {
	*estate.Estate
	tables       [notice.Organisation + 1]*estate.Readable
	products     []int
	applications []notice.Application // by row
	within       [][]string           // by row of organisations: those above it, nearest first

	names   *names           // of devices
	aliases map[string]int32 // what sign-ins may call a device, by what a person said; -1 = nobody knows whom that means
	called  map[string]int32 // the same of names, in upper case
	emails  map[string]int32 // of people, in upper case

	held    lists // by holder: the cards that they may have in the reader
	devices lists // by row of organisations: its devices, those used last first

	holder, cardOrganisation, deviceOrganisation, personOrganisation *estate.Column

	deviceName, lastSeen, os, osVersion, cardType, atr, series *estate.Column
}

func newIndex(e *estate.Estate) *index {
	x := &index{
		Estate: e, applications: e.AllApplications(), holder: e.Cards.Column("holder"),
		cardOrganisation: e.Cards.Column("organisation"), deviceOrganisation: e.Devices.Column("organisation"), personOrganisation: e.People.Column("organisation"),
		deviceName: e.Devices.Column("name"), lastSeen: e.Devices.Column("last_seen"), os: e.Devices.Column("os"), osVersion: e.Devices.Column("os_version"),
		cardType: e.Cards.Column("type"), atr: e.Cards.Column("atr"), series: e.Cards.Column("series"),
	}
	for object := range x.tables {
		x.tables[object] = e.Readable(notice.Object(object))
	}
	for product := range e.Software.Products() {
		x.products = append(x.products, product)
	}
	for row := range e.Organisations.Len() {
		x.within = append(x.within, e.Organisations.Within(row))
	}
	x.names = newNames(e.Devices.Len(), func(row int32) string {
		if !e.Devices.Listed(int(row)) {
			return "" // only sign-ins name it, and it tells nothing
		}
		return x.nameOf(row)
	})
	x.alias()
	x.held = newLists(e.People.Len()+x.holder.Len()+1, e.Cards.Len(), func(card int) int32 {
		if number := x.holder.Number(card); number != 0 && mayBeInUse(x.statusOf(card)) {
			return x.holderOf(number)
		}
		return none
	})
	x.devices = newLists(e.Organisations.Len(), e.Devices.Len(), func(device int) int32 { return rowIn(x.deviceOrganisation, int32(device)) })
	x.devices.sort(x.lastUsed())
	return x
}

// rowIn returns the row that a column of another row names.
func rowIn(c *estate.Column, row int32) int32 {
	if row < 0 {
		return none
	}
	return int32(c.Row(c.Number(int(row))))
}

// nameOf returns what a device is called.
func (x *index) nameOf(row int32) string {
	if name := x.deviceName.Text(int(row)); name != "" {
		return name
	}
	return x.Devices.Key(int(row))
}

// holderOf numbers the holders of cards: by their rows among people or, where no
// file lists them, behind those.
func (x *index) holderOf(number uint32) int32 {
	if row := x.holder.Row(number); row >= 0 {
		return int32(row)
	}
	return int32(x.People.Len()) + int32(number)
}

// heldBy returns the cards that a person may have in the reader, who is known by a
// row or else by an id.
func (x *index) heldBy(person int32, id string) []int32 {
	if person >= 0 {
		return x.held.of(person)
	}
	if number := x.holder.Find(id); number != 0 {
		return x.held.of(x.holderOf(number))
	}
	return nil
}

func (x *index) statusOf(card int) string { return x.Cards.Column("status").Text(card) }

// mayBeInUse reports whether a card of a status may be in the reader. A locked one
// may have been unlocked since the file was made, which takes a minute; one that
// is lost, cancelled, expired or in stock is replaced, not mended.
func mayBeInUse(status string) bool { return status == "" || status == "active" || status == "locked" }

// lastUsed returns when each device was used last, as the files tell.
func (x *index) lastUsed() func(device int32) int64 {
	var signIns *estate.Index
	if x.SignIns.Len() > 0 {
		signIns = x.SignIns.ByDevice()
	}
	return func(device int32) int64 {
		last := x.lastSeen.Times.At(int(device))
		if signIns == nil {
			return last
		}
		if newest, ok := signIns.Newest(int(device)); ok {
			last = max(last, x.SignIns.At(newest))
		}
		return last
	}
}

// alias takes in what people said that names mean. Whom an alias means that no
// file lists, a sign-in may still name.
func (x *index) alias() {
	x.aliases, x.called, x.emails = map[string]int32{}, map[string]int32{}, map[string]int32{}
	for _, a := range x.Identity.Aliases("device") {
		row, ok := x.Devices.Find(a.Subject)
		if !ok {
			continue
		}
		switch a.Namespace {
		case estate.NamespaceName:
			x.called[upper(a.Value)] = int32(row)
		case estate.NamespaceConfigMgr: // a number that no sign-in says
		default:
			if other, taken := x.aliases[a.Value]; taken && other != int32(row) {
				row = int(none) // two namespaces, and the sign-in does not say which it means
			}
			x.aliases[a.Value] = int32(row)
		}
	}
	for _, a := range x.Identity.Aliases("person") {
		if row, ok := x.People.Find(a.Subject); ok && a.Namespace == "email" {
			x.emails[upper(a.Value)] = int32(row)
		}
	}
}

// lists are rows of one table by rows of another.
type lists struct {
	ends []uint32
	rows []int32
}

// newLists puts each of count rows in the list of its owner; none is nobody's.
func newLists(owners, count int, owner func(row int) int32) lists {
	l := lists{ends: make([]uint32, owners)}
	for row := range count {
		if o := owner(row); o >= 0 {
			l.ends[o]++
		}
	}
	total := uint32(0)
	for o, n := range l.ends {
		l.ends[o] = total // where they begin, for now
		total += n
	}
	l.rows = make([]int32, total)
	for row := range count {
		if o := owner(row); o >= 0 {
			l.rows[l.ends[o]] = int32(row)
			l.ends[o]++
		}
	}
	return l
}

func (l *lists) of(owner int32) []int32 {
	if owner < 0 || int(owner) >= len(l.ends) {
		return nil
	}
	start := uint32(0)
	if owner > 0 {
		start = l.ends[owner-1]
	}
	return l.rows[start:l.ends[owner]:l.ends[owner]]
}

// sort puts those of each list with the latest instant first.
func (l *lists) sort(at func(row int32) int64) {
	type dated struct {
		at  int64
		row int32
	}
	var of []dated
	for owner := range l.ends {
		rows := l.of(int32(owner))
		of = of[:0]
		for _, row := range rows {
			of = append(of, dated{at(row), row})
		}
		slices.SortFunc(of, func(a, b dated) int { return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(a.row, b.row)) })
		for i, d := range of {
			rows[i] = d.row
		}
	}
}
