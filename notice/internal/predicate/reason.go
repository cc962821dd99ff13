package predicate

import "slices"

// reason is one thing that decided an answer: what is so, and what is required
// instead.
type reason struct {
	head   string // "the card's series is 6"
	need   need
	either bool // what is required is one of several ways out
}

// need is what is required instead, in words; the zero need is nothing.
type need struct {
	kind needKind
	verb verb
	text string
}

type needKind int

const (
	noNeed    needKind = iota
	required           // "and must be 8 or above"
	only               // the same of one element among several: "and each must be epr"
	forbidden          // "and must not be 5"
	excluded           // what the head says is not allowed
	// Of a product: the head says that it is not installed, or that this is not known.
	installs    // "and must be"
	mayInstall  // "and it must be"
	mayNotExist // "and it must not be"
)

// verb is how the fact stands to the text of a need.
type verb int

const (
	be verb = iota
	use
	include
	beginWith
	endWith
	contain
)

var verbs = [...]string{be: "be", use: "use", include: "include", beginWith: "begin with", endWith: "end with", contain: "contain"}

// thirds are the verbs of one that does so.
var thirds = [...]string{be: "is", use: "uses", include: "includes", beginWith: "begins with", endWith: "ends with", contain: "contains"}

func (r *reason) String() string {
	switch {
	case r.need.kind == noNeed:
		return r.head
	case r.either:
		return r.head + " (" + r.need.alternative() + " would do)"
	}
	return r.head + ", " + r.need.words()
}

// words are what is required as the end of a sentence.
func (n need) words() string {
	switch n.kind {
	case required:
		return "and must " + verbs[n.verb] + " " + n.text
	case only:
		return "and each must " + verbs[n.verb] + " " + n.text
	case forbidden:
		return "and must not " + verbs[n.verb] + " " + n.text
	case installs:
		return "and must be" + inBrackets(n.text)
	case mayInstall:
		return "and it must be" + inBrackets(n.text)
	case mayNotExist:
		return "and it must not be" + inBrackets(n.text)
	}
	return "which is not allowed"
}

// alternative is what is required as a thing.
func (n need) alternative() string {
	switch n.kind {
	case required, only:
		return n.one()
	case forbidden:
		if n.verb == be || n.verb == use {
			return "anything but " + n.text
		}
		return "one that does not " + verbs[n.verb] + " " + n.text
	case installs, mayInstall:
		if n.text != "" {
			return n.text
		}
		return "having it"
	case mayNotExist:
		return "not having it"
	}
	return "anything else"
}

// one is what a required need asks for, as a thing.
func (n need) one() string {
	if n.verb == be || n.verb == use {
		return n.text
	}
	return "one that " + thirds[n.verb] + " " + n.text
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// add adds a reason, behind the names of the elements it is about.
func (t *teller) add(r reason) { t.addBehind(t.prefix, r) }

func (t *teller) addBehind(prefix string, r reason) {
	if prefix != "" {
		r.head = prefix + r.head
	}
	t.reasons = append(t.reasons, r)
}

// distinct drops reasons from a place on that say nothing new: "the card's status is
// lost" says nothing beside "the card's status is lost, and must be active".
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
			return k.head == r.head && k.need.kind == required && r.need.kind == required && k.need.verb == r.need.verb
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
