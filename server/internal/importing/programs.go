package importing

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// A list of what is installed counts as complete for a device if its file knows
// this many programs and names so many of them on that device: shorter ones are
// excerpts, from which nothing follows about what they leave out.
const (
	completeFile   = 20
	completeDevice = 5
)

// programs is what one table lists as installed, by device.
type programs struct {
	*reading
	byName  map[string]*program
	devices []listed // by row of the estate's devices
	near    []*program
}

// All that a table lists on one device must have one time: package estate takes
// what was seen at another for another inventory, which the newer one overrules.

// program is one installed name.
type program struct {
	number  uint32   // from 1, in this table
	name    string   // as it was first written
	product int      // its place in the estate's list, -1 = none or not settled
	like    []string // the products that it may be
	on      []uint32 // rows of the devices that have it, if it may be one
}

// listed is the first programs that the table names on one device, and where
// its list stands.
type listed struct {
	programs [completeDevice]uint32
	line     int32
	seen     int64
}

func (l *listed) add(program uint32) {
	for i, p := range l.programs {
		if p == program {
			return
		}
		if p == 0 {
			l.programs[i] = program
			return
		}
	}
}

func (l *listed) full() bool { return l.programs[completeDevice-1] != 0 }

func newPrograms(r *reading) *programs {
	return &programs{reading: r, byName: map[string]*program{}}
}

// find returns what an installed name is.
func (p *programs) find(name string) *program {
	if found, ok := p.byName[name]; ok {
		return found
	}
	name = strings.Clone(name)
	found := &program{number: uint32(len(p.byName) + 1), name: name, product: -1}
	p.byName[name] = found
	if id, ok := p.options.ProductAlias[foldName(name)]; ok {
		if id != "-" {
			found.product = p.products[id]
		}
		return found
	}
	ids, match := p.options.Set.FindProduct(name, p.options.At)
	switch {
	case match == notice.FullMatch && len(ids) == 1:
		found.product = p.products[ids[0]]
	case match != notice.NoMatch:
		found.like = ids
		p.near = append(p.near, found)
	}
	return found
}

// foldName reduces an installed name to what an alias compares.
func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// add counts a program on a device. A version that cannot be read is rejected,
// and the program is installed in a version that is not known.
func (p *programs) add(device int, found *program, column, version string, o estate.Origin) {
	if device >= len(p.devices) {
		p.devices = slices.Grow(p.devices, device+1-len(p.devices))[:device+1]
	}
	l := &p.devices[device]
	l.add(found.number)
	l.line, l.seen = int32(o.Line), o.Seen
	if len(found.like) > 0 {
		found.on = append(found.on, uint32(device))
		for _, id := range found.like {
			_ = p.estate.Software.Doubt(device, p.products[id], o)
		}
	}
	if found.product < 0 {
		return
	}
	var known *fact.Version
	if version = strings.TrimSpace(version); version != "" {
		v, err := fact.ParseVersion(version)
		if err != nil {
			p.rejectCell(column, version, err)
		} else {
			known = &v
		}
	}
	if err := p.estate.Software.Add(device, found.product, known, o); err != nil {
		p.rejectCell(column, version, err)
	}
}

// end decides of which devices the list is complete, and tells the near misses.
func (p *programs) end() {
	said := p.options.declared(p.table.Name, p.kind)
	enough := len(p.byName) >= completeFile
	full, short := 0, 0
	for row := range p.devices {
		l := &p.devices[row]
		switch {
		case l.programs[0] == 0:
			continue
		case said == partial, said == undeclared && !(enough && l.full()):
			short++
			continue
		}
		full++
		_ = p.estate.Software.SetComplete(row, true, estate.Origin{Source: p.source, Line: int(l.line), Seen: l.seen})
	}
	switch {
	case len(p.byName) == 0:
	case said == partial:
		p.note("its lists of software are partial, as --partial says")
	case said == complete:
		p.note("its lists of software are complete, as --complete says: what they do not name is not installed")
	case !enough:
		p.note("its lists of software are partial, for it names %s in all and %d are asked for: of what it does not name nothing is known", counted(len(p.byName), "program"), completeFile)
	default:
		p.note("it names %d programs; the lists of %s, with %d or more each, are complete: what they do not name is not installed. Those of %d are partial", len(p.byName), counted(full, "device"), completeDevice, short)
	}
	p.tellNear()
}
