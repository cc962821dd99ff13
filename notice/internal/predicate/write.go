package predicate

import (
	"math/bits"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/fact"
)

const (
	MaxProducts = 1000      // of which a sign-in tells whether they are on its device
	MaxInt      = 1_000_000 // the largest whole number of an attribute; the least is 0
)

// AppendJSON appends what is known as members of a sign-in in JSON, each behind a
// comma: ,"card":{…},"device":{…}. It is what was set, whatever was judged since;
// notice/signin_attribute.go reads it. Nothing is allocated where to has room and no
// list has more than 256 elements.
//
// What no reader of facts makes is lost: values outside of those that an attribute
// may have, an attribute other than the series that is one of several values,
// empty texts, spaces around texts and bytes that are no UTF-8, all that belongs
// to an object that was not given, and what is beyond the bounds of a sign-in.
func (f *Facts) AppendJSON(to []byte) []byte {
	for o := range objectCount {
		if f.Given(o) {
			to = append(to, ',', '"')
			to = append(to, o.String()...)
			to = append(to, `":{`...)
			to = f.appendObject(to, o)
			to = append(to, '}')
		}
	}
	return to
}

func (f *Facts) appendObject(to []byte, o Object) []byte {
	start := len(to)
	for slot := range attributes {
		if objectOfSlot[slot] == o {
			to = f.appendAttribute(to, start, slot)
		}
	}
	switch o {
	case Device:
		to = appendCells(to, start, `"software":{`, f.software)
		to = appendCells(to, start, `"claimed":{`, f.claimed)
		if f.softwareComplete {
			to = append(next(to, start), `"inventory":"complete"`...)
		} else if f.applicationsComplete {
			to = append(next(to, start), `"inventory":"applications"`...)
		}
	case Organisation:
		if len(f.within) > 0 {
			to = append(next(to, start), `"within":[`...)
			for i, code := range f.within[:min(len(f.within), MaxListed)] {
				to = AppendQuote(comma(to, i), code)
			}
			to = append(to, ']')
		}
	}
	to = f.appendMissing(to, start, o)
	return f.appendSeen(to, start, o)
}

// next begins another member of an object whose first began at start.
func next(to []byte, start int) []byte {
	if len(to) > start {
		return append(to, ',')
	}
	return to
}

func comma(to []byte, i int) []byte {
	if i > 0 {
		return append(to, ',')
	}
	return to
}

func appendKey(to []byte, name string) []byte {
	to = append(to, '"')
	to = append(to, name...)
	return append(to, '"', ':')
}

// AppendQuote appends a text as a JSON string. Invalid UTF-8 is replaced.
func AppendQuote(to []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			to, _ = jsontext.AppendQuote(to, s) // an error says that something was replaced
			return to
		}
	}
	to = append(to, '"') // nearly every text stands for itself
	to = append(to, s...)
	return append(to, '"')
}

// original returns the possible values of a slot before the type of a card said
// anything about its series.
func (f *Facts) original(slot int) []ref.Val {
	if slot == cardSeries.Slot {
		return f.series
	}
	return f.possible(slot)
}

func (f *Facts) appendAttribute(to []byte, start, slot int) []byte {
	values := f.original(slot)
	before := len(to)
	switch {
	case len(values) == 1:
		key := appendKey(next(to, start), attributes[slot].Name)
		if to = appendValue(key, &attributes[slot], values[0]); len(to) == len(key) {
			return to[:before]
		}
	case len(values) > 1 && attributes[slot].Several && len(values) <= MaxListed:
		to = append(appendKey(next(to, start), attributes[slot].Name), '[')
		for i, v := range values {
			to = appendValue(comma(to, i), &attributes[slot], v)
		}
		to = append(to, ']')
	}
	return to
}

// appendValue appends a value of an attribute; nothing if it can have no such value.
func appendValue(to []byte, a *fact.Attribute, v ref.Val) []byte {
	switch v := v.(type) {
	case types.String:
		if v == "" || len(a.Enum) > 0 && !slices.Contains(a.Enum, string(v)) {
			return to
		}
		return AppendQuote(to, string(v))
	case types.Int:
		if v < 0 || v > MaxInt {
			return to
		}
		return strconv.AppendInt(to, int64(v), 10)
	case versionVal:
		return AppendQuote(to, v.String())
	case tlsVal:
		if fact.TLS(v) < fact.SSLv3 || fact.TLS(v) > fact.TLS13 {
			return to
		}
		return AppendQuote(to, v.number())
	case types.Timestamp:
		return appendInstant(to, v.Time)
	case traits.Lister:
		return appendList(to, v)
	}
	return to
}

// appendInstant appends an instant. Civil years run from 1970 to 2200, but the
// end of their last day is outside in UTC, so that it is written in another zone.
func appendInstant(to []byte, at time.Time) []byte {
	const day = 24*60*60 - 60
	at = at.UTC()
	switch {
	case at.Year() < 1970:
		at = at.In(time.FixedZone("", day))
	case at.Year() > 2200:
		at = at.In(time.FixedZone("", -day))
	}
	if at.Year() < 1970 || at.Year() > 2200 {
		return to
	}
	to = append(to, '"')
	to = at.AppendFormat(to, time.RFC3339Nano)
	return append(to, '"')
}

func appendList(to []byte, list traits.Lister) []byte {
	to = append(to, '[')
	start := len(to)
	for i := range size(list) {
		switch e := list.Get(types.Int(i)).(type) {
		case types.String:
			if i < MaxListed {
				to = AppendQuote(next(to, start), string(e))
			}
		case *applicationVal:
			if i < MaxApplications {
				to = e.appendJSON(next(to, start))
			}
		}
	}
	return append(to, ']')
}

func (a *Application) appendJSON(to []byte) []byte {
	to = append(to, '{')
	start := len(to)
	for i, v := range a.slots {
		if v == nil {
			continue
		}
		before := len(to)
		a := &attributes[applicationID.Slot+i]
		key := appendKey(next(to, start), a.Name)
		if to = appendValue(key, a, v); len(to) == len(key) {
			to = to[:before]
		}
	}
	return append(to, '}')
}

// appendCells appends the cells of products. A cell of which nothing is known says
// that of a product which a complete inventory would else be taken to lack.
func appendCells(to []byte, start int, key string, list []softwareFact) []byte {
	if len(list) == 0 {
		return to
	}
	to = append(next(to, start), key...)
	start = len(to)
	for i := range list[:min(len(list), MaxProducts)] {
		s := &list[i]
		if !utf8.ValidString(s.product) {
			continue // replaced, it could be the name of another
		}
		to = append(AppendQuote(next(to, start), s.product), ':')
		cell := len(to)
		to = s.cell.Append(to)
		end := len(to)
		to, _ = jsontext.AppendQuote(to, to[cell:end])
		to = append(to[:cell], to[end:]...)
	}
	return append(to, '}')
}

func (f *Facts) appendMissing(to []byte, start int, o Object) []byte {
	if len(f.notes) == 0 {
		return to
	}
	before := len(to)
	to = append(next(to, start), `"missing":{`...)
	first := len(to)
	for slot := range attributes {
		if objectOfSlot[slot] == o && f.notes[slot] != "" && len(f.original(slot)) == 0 {
			to = AppendQuote(appendKey(next(to, first), attributes[slot].Name), f.notes[slot])
		}
	}
	if len(to) == first {
		return to[:before]
	}
	return append(to, '}')
}

// appendSeen appends when an object was seen: one time where all that can grow old
// has it, else a time for each, or for what is seen at other times than the rest.
func (f *Facts) appendSeen(to []byte, start int, o Object) []byte {
	var aging, dated uint64
	for slot := range maxSlots {
		if f.ages(o, slot) {
			aging |= 1 << slot
			dated |= f.dated & (1 << slot)
		}
	}
	if dated == 0 {
		return to
	}
	to = append(next(to, start), `"seen":`...)
	common, rest := f.seenMost(dated)
	if rest == aging {
		return appendSeenAt(to, common)
	}
	to = append(to, '{')
	start = len(to)
	named := dated
	if often := bits.OnesCount64(rest); often > 1 && often >= bits.OnesCount64(aging&^dated) {
		to = appendSeenAt(appendKey(to, "rest"), common)
		named = aging &^ rest
	}
	for slot := range maxSlots {
		if named&(1<<slot) == 0 {
			continue
		}
		name := "software"
		if slot != softwareSlot {
			name = attributes[slot].Name
		}
		to = appendKey(next(to, start), name)
		if dated&(1<<slot) != 0 {
			to = appendSeenAt(to, f.seen[slot])
		} else {
			to = append(to, "null"...)
		}
	}
	return append(to, '}')
}

// ages reports whether it matters when a slot of an object was seen: where it has
// a value, and where that it has none tells something, too.
func (f *Facts) ages(o Object, slot int) bool {
	switch slot {
	case softwareSlot:
		return o == Device
	case cardSeries.Slot: // its type may tell it
		return o == Card
	case clientStatus.Slot: // its version may tell it
		return o == Client
	}
	return objectOfSlot[slot] == o && (f.slots[slot] != nil || attributes[slot].ClosedWorld)
}

// seenMost returns when most of some slots were seen, and which of them were then.
func (f *Facts) seenMost(slots uint64) (at int64, then uint64) {
	for left := slots; left != 0; {
		first := f.seen[bits.TrailingZeros64(left)]
		var same uint64
		for s := left; s != 0; s &= s - 1 {
			if slot := bits.TrailingZeros64(s); f.seen[slot] == first {
				same |= 1 << slot
			}
		}
		if left &^= same; bits.OnesCount64(same) > bits.OnesCount64(then) {
			at, then = first, same
		}
	}
	return at, then
}

// appendSeenAt appends when something was seen. What lies outside the years of
// sign-ins is brought to their edge: it is older, or newer, than anything.
func appendSeenAt(to []byte, nanoseconds int64) []byte {
	at, before := time.Unix(0, nanoseconds).UTC(), len(to)
	if to = appendInstant(to, at); len(to) > before {
		return to
	}
	if nanoseconds < 0 {
		return append(to, `"1970-01-01T00:00:00Z"`...)
	}
	return append(to, `"2200-12-31T23:59:59Z"`...)
}
