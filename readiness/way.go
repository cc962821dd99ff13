package readiness

import (
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// WaysOptions are how ways are found.
type WaysOptions struct {
	// End is when the sign-ins end: later ones do not count, since a clock that
	// was wrong once must not make everybody dormant. Zero: with the newest, and
	// so it is where all of them are later, since the past is asked about.
	End time.Time
	// Instants are those that will be asked about; none: those of the survey.
	// Any other can be asked about too, and is judged by itself.
	Instants []time.Time
}

// Ways are how people can sign in: with a card that they hold or used, on a
// device that they use, by a client that is installed there or signs people in
// there. A way has the connection that was seen last on that device with that
// client, and the application and organisation of their sign-ins there.
//
// The ways of a person stand together, the usual one first: the card and device
// that they used most in the last 28 days of the sign-ins, then the newest.
//
// Ways do not change, and are safe for concurrent use.
type Ways struct {
	survey  *Survey // with the instants that the cells are judged at
	from    string
	dormant int // people who are counted no more

	end []uint32 // by row of People: where their ways end
	wayColumns
	seats *seats
	cells *wayCells
}

// wayColumns are the parts of each way, as rows; none where it has none.
type wayColumns struct {
	card, seat, application, organisation []int32
}

// The sources that ways can be told from, the best first.
const (
	FromSignIns = "sign-ins"
	FromUsers   = "users of devices"
	FromHolders = "holders of cards"
)

// Ways finds the ways of all people: from the sign-ins of the last 90 days;
// where there are none, from who uses which device and who holds which card;
// where nothing says who uses a device, from the cards alone.
func (s *Survey) Ways(o WaysOptions) *Ways {
	instants := slices.Clone(o.Instants)
	if len(instants) == 0 {
		instants = s.instants
	}
	w := &Ways{survey: s.only(instants)}
	w.list(o.End)
	w.cells = w.newCells()
	w.survey.inventories = nil
	return w
}

// only returns a survey of the same estate for other instants. It is asked
// about no subject.
func (s *Survey) only(instants []time.Time) *Survey {
	other := *s
	other.instants = slices.Clone(instants)
	slices.SortFunc(other.instants, time.Time.Compare)
	other.instants = slices.CompactFunc(other.instants, time.Time.Equal)
	other.instants = other.instants[:min(len(other.instants), maxInstants)]
	other.rules, other.courses, other.kinds = nil, nil, [kinds]*cells{}
	other.inventories = other.newRows(notice.Device, s.estate.Software.Inventories()+1)
	for _, at := range other.instants {
		other.rules = append(other.rules, signInRules(s.set, at))
	}
	return &other
}

// signInRules are the rules that a sign-in is judged by.
func signInRules(set *notice.Set, at time.Time) []notice.Rule {
	return slices.DeleteFunc(set.Rules(at), func(r notice.Rule) bool { return !isAboutSignIns(r) })
}

func isAboutSignIns(r notice.Rule) bool {
	uses := r.Requirement().Use
	return len(uses) == 0 || slices.Contains(uses, notice.UseSignIn)
}

// From returns what the ways are told from: FromSignIns and those beside it; ""
// if nothing tells of any.
func (w *Ways) From() string { return w.from }

// Len returns how many ways there are.
func (w *Ways) Len() int { return len(w.card) }

// Of returns the numbers of the ways of a row of People, from one and below
// another; the usual way is the first.
func (w *Ways) Of(person int) (from, until int) {
	if person > 0 {
		from = int(w.end[person-1])
	}
	return from, int(w.end[person])
}

// Facts returns what is known of a way, as of a sign-in.
func (w *Ways) Facts(way int) *notice.Facts {
	f := &notice.Facts{}
	t := w.tied(way, w.personOf(way))
	w.survey.gatherWay(f, &t, everything)
	return f
}

// personOf returns whose way it is.
func (w *Ways) personOf(way int) int {
	return sort.Search(len(w.end), func(person int) bool { return int(w.end[person]) > way })
}

// tied returns all that a way is made of.
func (w *Ways) tied(way, person int) ties {
	t := untied
	t.card, t.application, t.organisation = w.card[way], w.application[way], w.organisation[way]
	t.person = int32(person)
	w.seats.tie(&t, int(w.seat[way]))
	return t
}

// gatherWay puts together what is wanted of the facts of a way. Somebody who
// signs in does so for one organisation, so that those above their others do not
// count.
func (s *Survey) gatherWay(f *notice.Facts, t *ties, w *wanted) {
	s.gather(f, t, notice.Person, w)
	if w.above {
		f.SetWithin(s.above(t, notice.Device))
	}
}
