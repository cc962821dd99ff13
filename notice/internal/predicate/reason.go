package predicate

import "slices"

// reason is one thing that decided an answer: what is so, and what is required
// instead.
type reason struct {
	head   string // "series is 6"
	need   need
	either bool // what is required is one of several ways out
}

// need is what is required instead, in words; the zero need is nothing.
type need struct {
	kind needKind
	text string
}

type needKind int

const (
	noNeed    needKind = iota
	required           // "8 or above is required"
	only               // the same of one element among several: "only epr is allowed"
	forbidden          // "5 is not allowed"
	noneOf             // the same of several values
	excluded           // what the head says is not allowed
)

func (r *reason) String() string {
	if r.need.kind == noNeed {
		return r.head
	}
	return r.head + ", " + r.need.words(r.either)
}

func (n need) words(either bool) string {
	switch n.kind {
	case required, only:
		switch {
		case either:
			return n.text + " would do"
		case n.kind == only:
			return "only " + n.text + " is allowed"
		}
		return n.text + " is required"
	case forbidden, noneOf:
		switch {
		case either:
			return "anything but " + n.text + " would do"
		case n.kind == noneOf:
			return "none of " + n.text + " is allowed"
		}
		return n.text + " is not allowed"
	}
	if either {
		return "anything else would do"
	}
	return "which is not allowed"
}

// add adds a reason, behind the names of the elements it is about.
func (t *teller) add(r reason) { t.addBehind(t.prefix, r) }

func (t *teller) addBehind(prefix string, r reason) {
	if prefix != "" {
		r.head = prefix + r.head
	}
	t.reasons = append(t.reasons, r)
}

// distinct drops reasons from a place on that say nothing new: "status is lost"
// says nothing beside "status is lost, active is required".
func distinct(reasons []reason, from int) []reason {
	kept := reasons[:from]
	for i, r := range reasons[from:] {
		says := func(other reason) bool {
			return other.head == r.head && (r.need.kind == noNeed || other.need == r.need)
		}
		later := slices.ContainsFunc(reasons[from+i+1:], func(other reason) bool {
			return says(other) && other.need.kind != noNeed && r.need.kind == noNeed
		})
		if !later && !slices.ContainsFunc(kept[from:], says) {
			kept = append(kept, r)
		}
	}
	return kept
}

// alternatives makes of the reasons from a place on, any of which would do, one
// for each fact.
func alternatives(reasons []reason, from int) []reason {
	kept := reasons[:from]
	for _, r := range reasons[from:] {
		same := slices.IndexFunc(kept[from:], func(k reason) bool {
			return k.head == r.head && k.need.kind == required && r.need.kind == required
		})
		if same < 0 {
			kept = append(kept, r)
		} else {
			kept[from+same].need.text += " or " + r.need.text
		}
	}
	if len(kept) > from+1 {
		for i := from; i < len(kept); i++ {
			kept[i].either = true
		}
	}
	return kept
}
