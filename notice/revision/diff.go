package revision

import (
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// Diff is how one revision of a notice differs from another.
type Diff struct {
	Notice      string   `json:"notice"`
	Old         Edition  `json:"old"`
	New         Edition  `json:"new"`
	OnlyWeakens bool     `json:"onlyWeakens"` // no decision can be stronger
	Strengthens []string `json:"strengthens"` // why a decision may be stronger; empty if none can
	Changes     []Change `json:"changes"`
}

// Edition names a revision.
type Edition struct {
	Revision  int    `json:"revision"`
	Published string `json:"published"` // as written
}

// Change is one difference.
type Change struct {
	What What    `json:"what"`
	Kind Kind    `json:"kind"`
	ID   string  `json:"id,omitempty"`   // such as tls, tls/end or agent-intervals/first
	Key  string  `json:"key,omitempty"`  // of what moved or changed, as the notice writes it
	Old  string  `json:"old,omitempty"`  // as written; of what was dropped, in short
	New  string  `json:"new,omitempty"`  // as written; of what was added, in short
	Days float64 `json:"days,omitempty"` // by which a date moved; negative = it is earlier
}

// What is what happened to a thing.
type What string

// What can happen.
const (
	Added   What = "added"
	Dropped What = "dropped"
	Moved   What = "moved" // a date
	Changed What = "changed"
)

// Kind is the kind of thing that a change or a slip is about.
type Kind string

// The kinds of things.
const (
	KindNotice       Kind = "notice"
	KindRequirement  Kind = "requirement"
	KindDue          Kind = "due"
	KindPhase        Kind = "phase"
	KindWindow       Kind = "window"
	KindNoBlock      Kind = "no-block"
	KindPauses       Kind = "pauses"
	KindService      Kind = "service"
	KindServiceLevel Kind = "service-level" // a span of time in which a service has a level
	KindLevel        Kind = "level"
	KindProduct      Kind = "product"
	KindGeneration   Kind = "generation"
	KindCardType     Kind = "card-type"
	KindSupersedes   Kind = "supersedes"
	KindCorrection   Kind = "correction"
)

// Compare tells how the new revision differs from the old one.
func Compare(old, new *notice.Notice) Diff {
	d := Diff{
		Notice:      new.ID,
		Old:         editionOf(old),
		New:         editionOf(new),
		Strengthens: strengthens(old, new),
		Changes:     changes(itemsOf(old), itemsOf(new)),
	}
	d.OnlyWeakens = len(d.Strengthens) == 0
	return d
}

func editionOf(n *notice.Notice) Edition { return Edition{n.Revision, n.Published.String()} }

// changes joins two layouts, in the order of the new one; what was dropped stands
// where it stood in the old one.
func changes(old, new []item) []Change {
	out := []Change{}
	was, is := byName(old), byName(new)
	done := map[name]bool{}
	i := 0
	flush := func() {
		for ; i < len(old) && (done[old[i].name] || is[old[i].name] == nil); i++ {
			if is[old[i].name] == nil {
				out = append(out, Change{What: Dropped, Kind: old[i].kind, ID: old[i].id, Old: old[i].summary})
			}
		}
	}
	for _, n := range new {
		flush()
		if o := was[n.name]; o != nil {
			out = append(out, o.compare(n)...)
		} else {
			out = append(out, Change{What: Added, Kind: n.kind, ID: n.id, New: n.summary})
		}
		done[n.name] = true
	}
	flush()
	return out
}

func byName(items []item) map[name]*item {
	out := map[name]*item{}
	for i := range items {
		out[items[i].name] = &items[i]
	}
	return out
}

// compare returns what differs between two layouts of one thing.
func (o *item) compare(n item) []Change {
	var out []Change
	for i, is := range n.entries {
		was := o.entries[i] // layouts of one kind have the same keys
		was.value, is.value = was.among(is), is.among(was)
		if was.value == is.value {
			continue
		}
		c := Change{What: Changed, Kind: n.kind, ID: n.id, Key: is.key, Old: was.value, New: is.value}
		if was.dated && is.dated {
			if c.Days = daysBetween(was.at, is.at); c.Days != 0 {
				c.What = Moved
			}
		}
		out = append(out, c)
	}
	return out
}

// among returns the text of an entry beside another; of an order, that of the
// ids that both have.
func (e entry) among(other entry) string {
	if e.order == nil {
		return e.value
	}
	there := map[string]bool{}
	for _, id := range other.order {
		there[id] = true
	}
	var both []string
	for _, id := range e.order {
		if there[id] {
			both = append(both, id)
		}
	}
	return strings.Join(both, ", ")
}
