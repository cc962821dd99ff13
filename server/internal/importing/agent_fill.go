package importing

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
)

// payloadReader reads what agentTable.encode wrote.
type payloadReader struct{ rest []byte }

func (p *payloadReader) number() uint64 {
	n, size := binary.Uvarint(p.rest)
	p.rest = p.rest[size:]
	return n
}

func (p *payloadReader) signed() int64 {
	n, size := binary.Varint(p.rest)
	p.rest = p.rest[size:]
	return n
}

func (p *payloadReader) byte() byte {
	b := p.rest[0]
	p.rest = p.rest[1:]
	return b
}

func (p *payloadReader) text() string {
	n := p.number()
	text := p.rest[:n]
	p.rest = p.rest[n:]
	return string(text)
}

// agentFill puts what agents saw into the estate.
type agentFill struct {
	*agents
	*Importer
	names  []*program // by number
	series *seriesTable
	wholes []whole

	told []agentTold // of each table
	// Cards without numbers count where no other file lists cards.
	cardsListed bool
	inReader    []cardInReader
	of          string // what people call the device that is put in
}

// agentTold is what is noted of a table.
type agentTold struct {
	devices, withheld, complete, partial, blank, unnumbered int

	tls [8]int // devices, by bit of bundleFacts.tls
}

// fillAgents puts the newest bundle of each device into the estate. Whether cards
// without numbers count is known when all files are read, which they are.
func (i *Importer) fillAgents() *agentFill {
	a := i.agents
	if len(a.readings) == 0 {
		return nil
	}
	f := &agentFill{agents: a, Importer: i, series: newSeriesTable(i), wholes: a.wholes(), told: make([]agentTold, len(a.readings))}
	f.names = make([]*program, len(a.programs.byName)+1)
	for _, p := range a.programs.byName {
		f.names[p.number] = p
	}
	f.cardsListed = i.listsCards()
	order := make([]int32, len(a.kept))
	for n := range order {
		order[n] = int32(n)
	}
	slices.SortFunc(order, func(x, y int32) int {
		return bytes.Compare(a.payloads.at(a.kept[x].payload), a.payloads.at(a.kept[y].payload))
	})
	a.places = nil
	for _, n := range order {
		f.device(n)
	}
	a.programs.tellNear()
	f.note()
	return f
}

// listsCards reports whether any other file lists cards.
func (i *Importer) listsCards() bool {
	for row := range i.estate.Cards.Len() {
		if i.estate.Cards.Listed(row) {
			return true
		}
	}
	return false
}

// device puts one device into the estate.
func (f *agentFill) device(n int32) {
	k := &f.kept[n]
	r := f.readings[k.reading]
	told := &f.told[k.reading]
	o := estate.Origin{Source: r.source, Seen: k.seen}
	p := payloadReader{f.payloads.at(k.payload)}
	id, name, intune := p.text(), p.text(), p.text()
	entra, serial := entraID(p.text()), realSerial(p.text())
	os, osVersion := p.text(), p.text()
	flags, tls := p.number(), p.byte()
	ids := []estate.Identifier{{Namespace: NamespaceAgent, Value: id}}
	if intune != "" && intune != noGUID {
		ids = append(ids, estate.Identifier{Namespace: estate.NamespaceIntune, Value: intune})
	}
	if name != "" {
		ids = append(ids, estate.Identifier{Namespace: estate.NamespaceName, Value: hostName(name)})
	}
	t := f.estate.Devices
	row := f.estate.Device(ids, o)
	if row < 0 {
		return // the table is full, which the account of rows tells
	}
	f.identities.add(r.source, row, entra, serial)
	told.devices++
	if flags&flagWithheld != 0 {
		told.withheld++
	}
	for bit := range 8 {
		if tls&(1<<bit) != 0 {
			told.tls[bit]++
		}
	}
	if k.seen != estate.NoTime {
		_ = t.SetSecond(row, t.Column("last_seen"), k.seen, o) // Device has said it if the table is full
	}
	r.line, f.of = 0, cmp.Or(name, id)
	f.set(r, t, row, "os", cmp.Or(osNames[os], os), o)
	f.set(r, t, row, "os_version", osVersion, o)
	f.software(r, &p, row, o)
	isComplete := flags&flagComplete != 0 && f.wholes[k.reading] != partial || f.wholes[k.reading] == complete
	if isComplete {
		told.complete++
		_ = f.estate.Software.SetComplete(row, true, o)
	} else {
		told.partial++
	}
	f.cards(r, told, &p, n, cmp.Or(name, id), o)
}

// set sets a fact, or lists what cannot be read of it.
func (f *agentFill) set(r *reading, t *estate.Table, row int, column, text string, o estate.Origin) {
	if text == "" {
		return
	}
	if err := t.Set(row, t.Column(column), text, o); err != nil {
		f.reject(r, column, text, err)
	}
}

// reject lists what cannot be read of a device: that tells which file it was.
func (f *agentFill) reject(r *reading, column, text string, err error) {
	r.rejectCell(f.of+": "+column, text, err)
}

// software puts what is installed on a device into the estate. A client that runs
// and is in no list of programs is installed too.
func (f *agentFill) software(r *reading, p *payloadReader, row int, o estate.Origin) {
	var has uint64 // products, of the first 64
	for {
		number := p.number()
		if number == 0 {
			break
		}
		found, version := f.names[number], p.text()
		for _, id := range found.like {
			_ = f.estate.Software.Doubt(row, f.products[id], o)
		}
		if len(found.like) > 0 {
			found.on = append(found.on, uint32(row))
		}
		if found.product >= 0 {
			has |= 1 << min(found.product, 63)
			f.install(r, row, found.product, version, o)
		}
	}
	for {
		product := int(p.number()) - 1
		if product < 0 {
			return
		}
		if version := p.text(); has&(1<<min(product, 63)) == 0 {
			f.install(r, row, product, version, o)
		}
	}
}

func (f *agentFill) install(r *reading, row, product int, version string, o estate.Origin) {
	var known *fact.Version
	if version = strings.TrimSpace(version); version != "" {
		v, err := fact.ParseVersion(version)
		if err != nil {
			f.reject(r, "installed.version", version, err)
		} else {
			known = &v
		}
	}
	if err := f.estate.Software.Add(row, product, known, o); err != nil {
		f.reject(r, "installed.version", version, err)
	}
}

// cards puts the cards that were in the readers of a device into the estate.
// device is what people call it.
func (f *agentFill) cards(r *reading, noted *agentTold, p *payloadReader, kept int32, device string, o estate.Origin) {
	t := f.estate.Cards
	for n := 1; p.byte() == 1; n++ {
		flags := p.number()
		number, kind, atr, series := p.text(), p.text(), p.text(), p.text()
		var ends int64
		if flags&flagEnds != 0 {
			ends = p.signed()
		}
		if flags&flagBlank != 0 {
			noted.blank++
			continue // it is nobody's yet
		}
		told := told{cardType: f.series.spelling(kind), atr: atr, seen: series}
		if number == "" {
			noted.unnumbered++
			if f.cardsListed {
				continue
			}
			if number = "in " + device; n > 1 {
				number += " (" + strconv.Itoa(n) + ")"
			}
			if _, taken := t.Find(number); taken { // by a device of the same name
				number = fmt.Sprintf("%s, device %s (%d)", number, f.id(kept), n)
			}
		} else {
			told.number, _ = printedSeries(number)
		}
		if row, _ := t.Row(number, o); row >= 0 {
			f.card(r, row, told, o)
			if flags&flagEnds != 0 {
				_ = t.SetSecond(row, t.Column("certificate_expires"), ends, o)
			}
			f.inReader = append(f.inReader, cardInReader{row: int32(row), kept: kept})
		}
	}
}

// id is that of a device.
func (f *agentFill) id(kept int32) string {
	p := payloadReader{f.payloads.at(f.kept[kept].payload)}
	return p.text()
}

// card sets what is known of a card in a reader.
func (f *agentFill) card(r *reading, row int, told told, o estate.Origin) {
	t := f.estate.Cards
	f.set(r, t, row, "type", told.cardType, o)
	f.set(r, t, row, "atr", told.atr, o)
	if o.Seen != estate.NoTime {
		_ = t.SetSecond(row, t.Column("last_used"), o.Seen, o)
	}
	f.series.infer(row, told, o)
}

// cardInReader is a card and the device in whose reader it was.
type cardInReader struct{ row, kept int32 }

// end gives cards that nobody gives an organisation that of the device in whose
// reader they were. Devices have theirs by now.
func (f *agentFill) end() {
	if f == nil {
		return
	}
	cards, devices := f.estate.Cards, f.estate.Devices
	column, of := cards.Column("organisation"), devices.Column("organisation")
	for _, c := range f.inReader {
		if column.Number(int(c.row)) != 0 || f.holderBelongs(int(c.row)) {
			continue
		}
		device, ok := f.estate.Identity.Find(NamespaceAgent, f.id(c.kept))
		if !ok {
			continue
		}
		if code := of.Text(device); code != "" {
			k := f.kept[c.kept]
			_ = cards.Set(int(c.row), column, code, estate.Origin{Source: f.readings[k.reading].source, Seen: k.seen})
		}
	}
	f.noteNames()
	f.kept, f.payloads = nil, payloads{}
}

// noteNames tells of devices that were met by their ids although other files call them
// something else: renamed computers, or the ids of another.
func (f *agentFill) noteNames() {
	devices := f.estate.Devices
	name := devices.Column("name")
	of := make([][]string, len(f.readings))
	for n := range f.kept {
		p := payloadReader{f.payloads.at(f.kept[n].payload)}
		id, own := p.text(), hostName(p.text())
		row, ok := f.estate.Identity.Find(NamespaceAgent, id)
		if own == "" || !ok {
			continue
		}
		var others []string
		other := func(text string) {
			if !strings.EqualFold(hostName(text), own) && text != "" && !slices.Contains(others, text) {
				others = append(others, text)
			}
		}
		other(name.Text(row))
		for _, d := range devices.Disputes(row) {
			if d.Column == "name" {
				other(d.Value)
			}
		}
		if len(others) > 0 {
			at := f.kept[n].reading
			of[at] = append(of[at], own+" ("+some(others, 3)+")")
		}
	}
	for n, names := range of {
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		r := f.readings[n]
		r.note("of %s the name in other files is not what the agent says; they were met by their ids: %s", counted(len(names), "device"), some(names, 3))
		f.Importer.mu.Lock()
		f.files[r.place].File = r.file
		f.Importer.mu.Unlock()
	}
}

// note tells of each table what was decided.
func (f *agentFill) note() {
	for n, r := range f.readings {
		t := &f.told[n]
		r.note("it tells of %s", counted(t.devices, "device"))
		if t.withheld > 0 {
			r.note("names are withheld on %s, as agents do unless asked; these meet devices of other files only by --alias, in the namespace %s", counted(t.withheld, "device"), NamespaceAgent)
		}
		switch {
		case t.devices == 0:
		case f.wholes[n] != undeclared:
			r.note("its lists of software are %s, as --%[1]s says", map[whole]string{complete: "complete", partial: "partial"}[f.wholes[n]])
		default:
			r.note("the lists of software of %s are complete, as their agents say: what they do not name is not installed. Those of %d are partial", counted(t.complete, "device"), t.partial)
		}
		if t.blank > 0 {
			r.note("blank cards in readers: %d; they do not count", t.blank)
		}
		switch {
		case t.unnumbered == 0:
		case f.cardsListed:
			r.note("cards in readers that told no number: %d; which of the cards in other files they are is not known, so they do not count", t.unnumbered)
		default:
			r.note("cards in readers that told no number: %d; each counts as a card of its own", t.unnumbered)
		}
		if words := t.tlsWords(); words != "" {
			r.note("agents negotiated %s; that is the TLS of the agent and of the way to the host, not that of a client, so nothing is judged by it", words)
		}
		f.Importer.mu.Lock()
		f.files[r.place].File = r.file
		f.Importer.mu.Unlock()
	}
}

// tlsWords tells on how many devices which TLS was negotiated.
func (t *agentTold) tlsWords() string {
	var parts []string
	for bit, words := range []string{"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"} {
		if t.tls[bit] > 0 {
			parts = append(parts, words+" on "+counted(t.tls[bit], "device"))
		}
	}
	if t.tls[7] > 0 {
		parts = append(parts, "none with some host on "+counted(t.tls[7], "device"))
	}
	return strings.Join(parts, ", ")
}

// seenSeries reads the series that an agent saw.
func seenSeries(text string) []int {
	var all []int
	for word := range strings.FieldsSeq(text) {
		if n, err := strconv.Atoi(word); err == nil && n > 0 {
			all = append(all, n)
		}
	}
	return all
}
