package importing

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"hash/maphash"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/readiness"
)

// BundleFile is a file that should hold one bundle of an agent.
type BundleFile struct {
	Name string // within the folder or archive
	Src  []byte // valid while it is taken; at most a byte longer than a bundle may be
	Err  error  // why it could not be read
	// Modified says when it was written; zero = not known. It is asked where the
	// clock of the device was wrong.
	Modified func() time.Time
}

// agents are what agents saw, the newest of each device, until all is read: then
// they go into the estate (agent_fill.go).
type agents struct {
	mu       sync.Mutex
	seeds    [2]maphash.Seed
	places   map[[2]uint64]int32 // by the id of the device: its place in kept
	kept     []keptBundle
	payloads payloads
	programs *programs // of the first table, for all: a name is the same product everywhere
	readings []*reading
}

// keptBundle is the newest bundle of a device.
type keptBundle struct {
	payload placed
	seen    int64
	reading int32
	sum     uint32 // of the file, by which one of two that are equally old counts
}

// agentTable is the account of one folder, archive or file.
type agentTable struct {
	*reading
	number  int32 // of the reading
	mu      sync.Mutex
	files   int
	older   int
	wrong   int // clocks
	newest  int64
	bad     []readiness.Reject
	badMore int
}

// agentBundles reads bundles of agents.
func (r *reading) agentBundles() error {
	a := r.agents
	t := &agentTable{reading: r}
	a.mu.Lock()
	if a.programs == nil {
		a.programs = newPrograms(r)
		a.places = map[[2]uint64]int32{}
		a.seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}
	}
	t.number = int32(len(a.readings))
	a.readings = append(a.readings, r)
	a.mu.Unlock()
	var err error
	if r.table.Bundles != nil {
		err = r.table.Bundles(func() func(BundleFile) { return t.taker() })
	} else {
		err = t.documents(r.table.JSON)
	}
	t.end()
	return err
}

// taker returns what one goroutine takes files with.
func (t *agentTable) taker() func(BundleFile) {
	b := newBundle()
	names := map[string]*program{}
	var buffer []byte
	return func(f BundleFile) {
		if f.Err != nil {
			t.reject(f.Name, 0, f.Err.Error())
			return
		}
		if !b.read(f.Src) {
			t.reject(f.Name, b.line(), b.problem)
			return
		}
		seen, wrong := t.seen(b, f.Modified)
		if len(b.scratch) > 1<<16 {
			b.scratch = nil
		}
		buffer = t.encode(buffer[:0], b, names)
		t.keep(b, buffer, seen, wrong)
	}
}

// The clocks of devices are believed between these: before the first there was no
// agent, and a bundle is not taken after its file was written, but for a day in
// which clocks and zones differ.
var noAgentBefore = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Unix()

const clockSlack = 24 * 60 * 60

// seen is when a bundle was taken, by the best clock there is: the device's own,
// set right by what servers told it; where that cannot be, when the file was
// written. wrong says that the device's clock could not be used.
func (t *agentTable) seen(b *bundle, modified func() time.Time) (at int64, wrong bool) {
	at = b.taken
	if b.hasSkew && b.skew > -1e11 && b.skew < 1e11 {
		at -= int64(b.skew)
	}
	late := t.table.Made
	if at >= noAgentBefore && (late.IsZero() || at <= late.Unix()+clockSlack) {
		return at, false
	}
	var written time.Time
	if modified != nil {
		written = modified()
	}
	switch {
	case !written.IsZero():
		return written.Unix(), true
	case !late.IsZero():
		return late.Unix(), true
	}
	return estate.NoTime, true
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// keep keeps a bundle if it is the newest of its device. Which of two counts that
// are equally old is told by what is in them, so that the order of files does not
// matter.
func (t *agentTable) keep(b *bundle, payload []byte, seen int64, wrong bool) {
	a := t.agents
	sum := crc32.Checksum(b.src, castagnoli)
	var key [2]uint64
	for i, seed := range a.seeds {
		key[i] = maphash.Bytes(seed, b.device.id)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	t.files++
	if seen != estate.NoTime && (t.newest == 0 || seen > t.newest) {
		t.newest = seen
	}
	if wrong {
		t.wrong++
	}
	place, ok := a.places[key]
	if !ok {
		a.places[key] = int32(len(a.kept))
		a.kept = append(a.kept, keptBundle{a.payloads.add(payload), seen, t.number, sum})
		return
	}
	t.older++
	k := &a.kept[place]
	if cmp.Or(cmp.Compare(seen, k.seen), cmp.Compare(sum, k.sum)) > 0 {
		*k = keptBundle{a.payloads.add(payload), seen, t.number, sum}
	}
}

// reject lists a file that does not count.
func (t *agentTable) reject(file string, line int, problem string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.bad) >= t.rejects.most {
		t.badMore++
		return
	}
	name := t.table.Name
	if file != "" {
		name += "/" + file
	}
	t.bad = append(t.bad, readiness.Reject{File: name, Line: line, Error: problem, Scope: "row"})
}

// end tells how the table went.
func (t *agentTable) end() {
	slices.SortFunc(t.bad, func(a, b readiness.Reject) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	t.file.Rows, t.file.Rejects = t.files, len(t.bad)+t.badMore
	if t.newest != 0 {
		t.file.Seen = time.Unix(t.newest, 0).In(t.zone.Location()).Format(time.RFC3339)
	}
	t.Importer.mu.Lock()
	for _, x := range t.bad {
		t.rejects.add(x.File, x.Line, "", "", x.Error, x.Scope)
	}
	t.rejects.count += t.badMore
	t.Importer.mu.Unlock()
	if t.older > 0 {
		t.note("of %s there is another of the same device; the newest counts", counted(t.older, "bundle"))
	}
	if t.wrong > 0 {
		t.note("of %s the clock of the device was wrong and nothing told by how much; they count as seen when their files were written, where that is known", counted(t.wrong, "bundle"))
	}
}

// documents reads bundles that follow each other in one stream: one a line, or
// laid out over many.
func (t *agentTable) documents(in io.Reader) error {
	take := t.taker()
	if in == nil {
		return errors.New("rows are no bundles of an agent, which are JSON")
	}
	s := newSplitter(in)
	for {
		src, line, err := s.bundle()
		switch {
		case err == io.EOF:
			if t.files == 0 && len(t.bad) == 0 {
				return errNothing
			}
			return nil
		case err != nil:
			return err
		}
		t.line = line
		before := len(t.bad)
		take(BundleFile{Src: src})
		for i := before; i < len(t.bad); i++ {
			t.bad[i].Line += line - 1 // it counted from the bundle's own first
		}
	}
}

// What a bundle tells, as it is kept: texts and lists with their lengths before
// them. It is written and read here alone (agent_fill.go).

const (
	flagComplete = 1 << iota
	flagWithheld
	flagEnds
	flagBlank
)

func appendText(b, text []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(b, text...)
}

// encode writes the facts of a bundle. Of programs only those are kept that are
// products, or nearly: which ones are is asked once a name.
func (t *agentTable) encode(to []byte, b *bundle, names map[string]*program) []byte {
	to = appendText(to, b.device.id)
	to = appendText(to, b.device.name)
	to = appendText(to, b.device.intune)
	to = appendText(to, b.device.entra[:min(len(b.device.entra), maxKeyBytes)])
	to = appendText(to, b.device.serial[:min(len(b.device.serial), maxKeyBytes)])
	to = appendText(to, b.device.os)
	to = appendText(to, b.device.osVersion)
	var flags uint64
	if b.complete {
		flags |= flagComplete
	}
	if b.withheld {
		flags |= flagWithheld
	}
	to = binary.AppendUvarint(to, flags)
	to = append(to, b.tls)
	for _, p := range b.bundleFacts.programs {
		if len(p.name) == 0 {
			continue
		}
		found := names[string(p.name)]
		if found == nil {
			found = t.program(string(p.name))
			if len(names) < maxNames {
				names[string(p.name)] = found
			}
		}
		if found.product < 0 && len(found.like) == 0 {
			continue
		}
		to = binary.AppendUvarint(to, uint64(found.number))
		to = appendText(to, p.version[:min(len(p.version), maxVersionBytes)])
	}
	to = append(to, 0)
	for _, c := range b.clients {
		product, ok := t.products[string(c.name)]
		if !ok {
			continue
		}
		to = binary.AppendUvarint(to, uint64(product+1))
		to = appendText(to, c.version[:min(len(c.version), maxVersionBytes)])
	}
	to = append(to, 0)
	for i := range b.cards {
		to = b.cards[i].encode(to)
	}
	return append(to, 0)
}

const (
	maxNames        = 100_000 // of programs, that one goroutine remembers
	maxVersionBytes = 100
)

// encode writes the facts of a card behind a 1.
func (c *bundleCard) encode(to []byte) []byte {
	to = append(to, 1)
	var flags uint64
	ends, has := c.expires()
	if has {
		flags |= flagEnds
	}
	if c.blank {
		flags |= flagBlank
	}
	to = binary.AppendUvarint(to, flags)
	to = appendText(to, c.number)
	to = appendText(to, c.kind[:min(len(c.kind), maxKeyBytes)])
	to = appendText(to, c.atr[:min(len(c.atr), maxKeyBytes)])
	var series [maxSeries * 12]byte
	to = appendText(to, c.appendSeries(series[:0]))
	if has {
		to = binary.AppendVarint(to, ends)
	}
	return to
}

// program finds what an installed name is, for all tables and goroutines.
func (t *agentTable) program(name string) *program {
	a := t.agents
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.programs.find(name)
}

// wholes says of each table whether its lists are complete, whatever the agent
// says.
func (a *agents) wholes() []whole {
	out := make([]whole, len(a.readings))
	for i, r := range a.readings {
		out[i] = r.options.declared(r.table.Name, Agent)
	}
	return out
}

var errNothing = errors.New("there is nothing in it")

// osNames are what the other exports call the systems.
var osNames = map[string]string{"windows": "Windows", "linux": "Linux", "macos": "macOS"}

// NamespaceAgent is that of the ids by which agents tell devices apart.
const NamespaceAgent = "agent"
