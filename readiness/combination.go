package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// seenFor is how long a sign-in tells which objects are used together.
const seenFor = 90 * 24 * time.Hour

// Combination is other objects that a subject was seen with in a sign-in. The
// zero Combination is of none.
type Combination struct {
	signIn  int32
	objects objectSet // those of the sign-in that count
}

// IsNone reports whether there are no other objects.
func (c Combination) IsNone() bool { return c.objects == 0 }

// SignIn returns in which sign-in the objects were seen together; -1 where there
// are none.
func (c Combination) SignIn() int {
	if c.IsNone() {
		return -1
	}
	return int(c.signIn)
}

// Combinations returns the distinct combinations of other objects that a subject
// was seen with in the 90 days before an instant, of those objects that a rule
// reads: the one seen last first. Where there is none the subject is judged
// alone, and what is returned is the zero Combination.
func (s *Survey) Combinations(rule notice.Rule, subject Subject, at time.Time) []Combination {
	if joined := s.joinedBy(rule, subject.Kind); joined != 0 {
		if out := s.combinations(joined, subject, at); len(out) > 0 {
			return out
		}
	}
	return []Combination{{}}
}

// joinedBy are the objects that a rule reads and that only sign-ins tell of the
// subjects of a kind.
func (s *Survey) joinedBy(rule notice.Rule, kind notice.Object) objectSet {
	if c := s.courses[rule]; c != nil {
		return c.joined
	}
	return (setOf(rule.Reads().Objects...) | setOf(rule.WhereReads().Objects...)) &^ tiedObjects(kind)
}

func (s *Survey) combinations(joined objectSet, subject Subject, at time.Time) []Combination {
	from, until := notBefore(at.Add(-seenFor)), at.Unix()
	var out []Combination
	known := map[meeting]bool{}
	for _, in := range s.signInsOf(subject.Kind)(subject.Row) {
		if seen := s.estate.SignIns.At(int(in)); seen < from || seen > until {
			continue
		}
		with := s.meetingOf(int32(in), joined)
		if with != nobody && !known[with] {
			known[with] = true
			out = append(out, Combination{int32(in), joined})
		}
	}
	return out
}

// meeting is what some objects of a sign-in are, whenever it was.
type meeting struct {
	ties
	product, version, tls uint32
}

var nobody = meeting{ties: untied}

func (r *roster) meetingOf(in int32, objects objectSet) meeting {
	c := nobody
	r.signedIn(&c.ties, in, objects)
	signIns, i := r.estate.SignIns, int(in)
	if c.client != none {
		c.product, c.version, c.client = signIns.Client(i), signIns.Version(i), 0
	}
	if c.connection != none {
		c.tls, c.connection = signIns.TLS(i), 0
	}
	return c
}

// visible returns from and until which instant of the survey a sign-in counts.
func (s *Survey) visible(second int64) (from, until uint16) {
	return uint16(reached(s.since, second-1)), uint16(reached(s.through, second))
}

// reached returns how many of some ascending seconds are at or before another.
func reached(marks []int64, second int64) int {
	low, high := 0, len(marks)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if marks[middle] <= second {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
