package estate

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Identity knows which identifiers are one device (join.go).
type Identity struct {
	estate *Estate
	// Which rows carry an identifier beside the one that they are filed under:
	// by number of the identifier the first such row plus one, the second, and the
	// others. Most have one or two.
	carrier  numbers
	second   numbers
	carriers map[uint32][]int32
	buffer   []byte

	aliases   []Alias
	told      []Alias              // those of them that say one thing
	subjects  map[[2]string]string // by kind and value, of aliases that are no device's
	joins     []Join
	ambiguous []Ambiguity
	notListed int // ambiguities beyond MaxAmbiguous
	users     int // ambiguities of e-mail addresses
	unused    []Alias
	doubtful  map[int32]bool // rows of devices that stay apart in doubt
	refers    []uint32       // by number of what sign-ins call devices: the identifier

	listed sync.Once // of the identifiers of each row, as lists: the first by row, the next by number
	first  numbers
	next   numbers
}

// Alias says that a value means a subject, whatever files say of it.
type Alias struct {
	Kind      string // device, card, person, application or organisation
	Namespace string // of a device; of a person "email" or nothing
	Value     string
	Subject   string
	Origin    Origin
}

// Ambiguity is a value that fits several subjects. They stay apart, and so does
// what is known by the value only.
type Ambiguity struct {
	Source    SourceID // of one row that has the value
	Line      int
	Kind      string
	Namespace string
	Value     string
	Subjects  []string // at most maxSubjects
	Settle    []string // lines of --alias, of which one or some settle it
}

const maxSubjects = 10

// MaxAmbiguous is how many ambiguities are listed; all are counted.
const MaxAmbiguous = 10_000

func newIdentity(e *Estate) *Identity {
	return &Identity{estate: e, carriers: map[uint32][]int32{}, doubtful: map[int32]bool{}}
}

// Device returns the row for what a line of a file says of a device with these
// identifiers: that of the strongest of them. It is -1 where there is none, and
// where the table is full. Which rows are one device is known after Join.
func (e *Estate) Device(ids []Identifier, o Origin) (row int) {
	i, t := e.Identity, e.Devices
	primary := -1
	for at, id := range ids {
		if strings.TrimSpace(id.Value) != "" && (primary < 0 || stronger(id, ids[primary])) {
			primary = at
		}
	}
	if primary < 0 {
		return -1
	}
	row = i.row(ids[primary])
	if row < 0 {
		return -1
	}
	t.list(row, o)
	for at, id := range ids {
		switch {
		case id.Value == "":
		case spaceOf(id.Namespace) == spaceName:
			_ = t.Set(row, t.byName["name"], id.Value, o) // any text is a name
		case at != primary:
			i.carry(id, row)
		}
	}
	return row
}

func stronger(a, b Identifier) bool {
	return cmp.Or(cmp.Compare(spaceOf(a.Namespace), spaceOf(b.Namespace)), cmp.Compare(a.Namespace, b.Namespace)) < 0
}

// number returns the number of an identifier; 0 if it has no value, or there is
// no room.
func (i *Identity) number(id Identifier) uint32 {
	i.buffer = appendIdentifier(i.buffer[:0], id)
	number, _ := i.estate.Devices.keys.texts.numberBytes(i.buffer)
	return number
}

// row returns the row that is filed under an identifier.
func (i *Identity) row(id Identifier) int {
	k := &i.estate.Devices.keys
	if id.Namespace != NamespaceDevice {
		k.mapOut()
	}
	row, _ := k.rowFor(i.number(id))
	return row
}

// carry notes that a row is of a device with another identifier.
func (i *Identity) carry(id Identifier, row int) {
	i.estate.Devices.keys.mapOut()
	number := i.number(id)
	if number == 0 {
		return
	}
	first := i.carrier.at(int(number))
	if first == 0 {
		i.carrier.set(int(number), uint64(row+1))
		return
	}
	second, more := i.second.at(int(number)), i.carriers[number]
	switch {
	case first == uint64(row+1) || second == uint64(row+1) || len(more) > 0 && more[len(more)-1] == int32(row):
	case second == 0:
		i.second.set(int(number), uint64(row+1))
	default:
		i.carriers[number] = append(more, int32(row))
	}
}

// AlsoKnown notes another identifier of a device, by which it may be the same as one
// of another file. It says nothing of an identifier without a value.
func (e *Estate) AlsoKnown(row int, id Identifier) {
	if row >= 0 && strings.TrimSpace(id.Value) != "" {
		e.Identity.carry(id, row)
	}
}

// Alias adds a line of --alias. It may come before or after what it is about.
func (i *Identity) Alias(kind, namespace, value, subject string, o Origin) {
	i.aliases = append(i.aliases, Alias{kind, namespace, strings.TrimSpace(value), strings.TrimSpace(subject), o})
}

// sort puts what is told in an order that does not depend on that of the files.
func (i *Identity) sort() {
	slices.SortStableFunc(i.ambiguous, func(a, b Ambiguity) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareIdentifiers(Identifier{a.Namespace, a.Value}, Identifier{b.Namespace, b.Value}))
	})
	slices.SortStableFunc(i.unused, func(a, b Alias) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareIdentifiers(Identifier{a.Namespace, a.Value}, Identifier{b.Namespace, b.Value}))
	})
}

// Find returns the row of a device by one of its identifiers.
func (i *Identity) Find(namespace, value string) (row int, ok bool) {
	return i.estate.Devices.keys.findIn(namespace, value)
}

// Joins returns how well sources met each other.
func (i *Identity) Joins() []Join { return i.joins }

// Ambiguous returns what fits several subjects, at most MaxAmbiguous of each
// kind.
func (i *Identity) Ambiguous() []Ambiguity { return i.ambiguous }

// AmbiguousCount returns how many there are.
func (i *Identity) AmbiguousCount() int { return len(i.ambiguous) + i.notListed }

// Unused returns the aliases of values that no file has.
func (i *Identity) Unused() []Alias { return i.unused }

// Identifiers returns the identifiers of a device, strongest first.
func (i *Identity) Identifiers(row int) []Identifier {
	k := &i.estate.Devices.keys
	if !k.mapped {
		return []Identifier{{NamespaceDevice, k.key(row)}}
	}
	i.listed.Do(func() {
		for number := 1; number <= k.texts.Len(); number++ {
			if row := k.rowOfNumber(uint32(number)); row >= 0 {
				i.next.set(number, i.first.at(row))
				i.first.set(row, uint64(number))
			}
		}
	})
	var out []Identifier
	for number := i.first.at(row); number != 0; number = i.next.at(int(number)) {
		_, id := identifierOf(k.texts.Text(uint32(number)))
		out = append(out, id)
	}
	slices.SortFunc(out, compareIdentifiers)
	return out
}
