package live

import (
	"slices"
	"time"
)

// State is what the gate did and how it stands at one instant: the page shows it,
// and /live.json is it. Fields may be added to the JSON; those that are there keep
// their meaning. All times and spans are of the gate's clock.
type State struct {
	At      time.Time `json:"at"`
	Version string    `json:"version"`
	Started time.Time `json:"started"` // counting began

	Attention []Attention `json:"attention"` // what somebody should know or do, the most pressing first

	Clock        *Clock        `json:"clock,omitempty"`
	Plan         *Plan         `json:"plan,omitempty"`
	Budget       *Budget       `json:"budget,omitempty"`
	Journal      *Journal      `json:"journal,omitempty"`
	Certificates []Certificate `json:"certificates,omitempty"`
	Door         *Door         `json:"door,omitempty"`
	Pager        *Pager        `json:"pager,omitempty"`

	Report string    `json:"lastReport,omitempty"` // file of the report of the last window
	Window *Progress `json:"window,omitempty"`     // nil: none is open
	seen   []Window  // that were open since the process began

	LastMinute   Counts            `json:"lastMinute"`           // the last 60 seconds
	LastWeakened map[string]uint64 `json:"weakenedInLastMinute"` // by reason
	SinceStart   Counts            `json:"sinceStart"`           // of the process
	Weakened     map[string]uint64 `json:"weakenedSinceStart"`   // by reason
	Curve        Curve             `json:"curve"`
	Events       map[string]uint64 `json:"eventsSinceStart"` // by metric and label
	Recent       map[string]uint64 `json:"troublesInTheLast5Minutes"`
	Outcomes     map[string]uint64 `json:"outcomesSinceStart"`

	Now Now `json:"now"`

	Span          string  `json:"span"` // of the tables below: 1m, 5m, 15m, 1h, window or start
	Requirements  Table   `json:"requirements"`
	Organisations Table   `json:"organisations"`
	Clients       Table   `json:"clients"`
	Extractors    Table   `json:"extractors"`
	Stopped       Stopped `json:"stopped"`

	// Places are the organisations above of which the operator's files say something.
	Places map[string]Place `json:"places,omitempty"`

	Room Room `json:"room"`
}

// Counts are sign-ins. Weakened ones are among the warned: they would have been
// blocked.
type Counts struct {
	Allowed  uint64 `json:"allowed"`
	Warned   uint64 `json:"warned"`
	Blocked  uint64 `json:"blocked"`
	Weakened uint64 `json:"weakened"`
}

func countsOf(s sums) Counts { return Counts{s[allowed], s[warned], s[blocked], s[weakened]} }

func (c *Counts) add(more Counts) {
	c.Allowed += more.Allowed
	c.Warned += more.Warned
	c.Blocked += more.Blocked
	c.Weakened += more.Weakened
}

func (c *Counts) less(some Counts) {
	c.Allowed -= some.Allowed
	c.Warned -= some.Warned
	c.Blocked -= some.Blocked
	c.Weakened -= some.Weakened
}

// of is how many there were of a kind.
func (c *Counts) of(k kind) uint64 {
	return [kinds]uint64{allowed: c.Allowed, warned: c.Warned, blocked: c.Blocked, weakened: c.Weakened}[k]
}

// stacked are the kinds as pictures stack them, from the ground: those that would
// have been blocked apart from the other warned ones.
var stacked = [...]kind{blocked, weakened, warned, allowed}

// part is how many there are of a kind in a stack.
func (c *Counts) part(k kind) uint64 {
	if k == warned {
		return c.Warned - min(c.Warned, c.Weakened)
	}
	return c.of(k)
}

// All is how many there were.
func (c Counts) All() uint64 { return c.Allowed + c.Warned + c.Blocked }

// Progress is how far the open window is. A block for good has no end to go to.
type Progress struct {
	Window
	Gone Seconds `json:"goneSeconds"`
	Left Seconds `json:"leftSeconds"`
}

// State reads how it stands. q says what of it is wanted.
func (l *Live) state(s *Sources, q query) *State {
	now := l.o.Now()
	st := &State{At: now, Version: or(l.o.Version, unknown), Started: time.Unix(l.started.Load(), 0)}
	l.ask(s, st)
	if st.Clock != nil {
		st.At = now.In(st.Clock.Now.Location())
	}
	st.Started = st.Started.In(st.At.Location())
	var window *Window
	if st.Plan != nil {
		st.seen, window = l.see(st.Plan)
		if window != nil && window.endsAfter(now) {
			st.Window = &Progress{Window: *window, Gone: Seconds(max(0, now.Sub(window.From)))}
			if !window.Until.IsZero() {
				st.Window.Left = Seconds(window.Until.Sub(now))
			}
		}
	}
	all := wholeOf(l.shards)
	st.SinceStart = countsOf(all.done)
	st.Weakened = byReason(all.reasons[:])
	minute := l.between(now.Unix()-59, now.Unix()+1)
	st.LastMinute, st.LastWeakened = countsOf(minute.done), byReason(minute.reasons[:])
	l.readEvents(st, now.Unix())
	st.Curve = l.curve(q, st.rate(), st.At)
	find := newFinding(q.find, s)
	st.Now = l.readNow(q, find, st.rate(), st.At)
	l.readTables(st, window, q, find, now.Unix())
	s.readPlaces(st)
	st.Room = l.room(now.Unix())
	st.Attention = attention(st)
	return st
}

// ask takes what the sources tell.
func (l *Live) ask(s *Sources, st *State) {
	if s.Clock != nil {
		c := s.Clock()
		if c.Rate == 0 {
			c.Rate = 1
		}
		st.Clock = &c
	}
	if s.Plan != nil {
		p := s.Plan()
		st.Plan = &p
	}
	if s.Budget != nil {
		b := s.Budget()
		st.Budget = &b
	}
	if s.Journal != nil {
		j := s.Journal()
		st.Journal = &j
	}
	if s.Certificates != nil {
		st.Certificates = slices.Clone(s.Certificates())
		for i := range st.Certificates {
			c := &st.Certificates[i]
			c.Left = Seconds(c.NotAfter.Sub(l.o.Machine()))
		}
	}
	if s.Door != nil {
		d := s.Door()
		st.Door = &d
	}
	if s.Report != nil {
		st.Report = s.Report()
	}
	if s.Pager != nil {
		p := s.Pager()
		st.Pager = &p
	}
}

// between is what happened to all in [from, until), in seconds since 1970.
func (l *Live) between(from, until int64) whole {
	var sum whole
	for i := range l.shards {
		s := &l.shards[i]
		s.Lock()
		s.finest(from, until-1).each(from, until, func(_ int64, m *moment) {
			sum.done.add(&m.counts)
			for why, n := range m.by {
				sum.reasons[why] += uint64(n)
			}
		})
		s.Unlock()
	}
	return sum
}

// byReason names counts by why blocks were weakened, those that are none left out.
func byReason(counts []uint64) map[string]uint64 {
	all := make(map[string]uint64)
	for i, n := range counts {
		if n > 0 {
			all[string(reasons[i])] = n
		}
	}
	return all
}

// readEvents takes what was counted beside decisions.
func (l *Live) readEvents(st *State, now int64) {
	st.Events, st.Recent, st.Outcomes = make(map[string]uint64), make(map[string]uint64), make(map[string]uint64)
	for e := range eventCount {
		if n := l.counted(e); n > 0 {
			st.Events[e.key()] = n
		}
	}
	recent := l.troubles.since(now-5*60, now)
	for e, n := range recent {
		if n > 0 {
			st.Recent[Event(e).key()] = uint64(n)
		}
	}
	for o := range outcomeCount {
		if n := l.outcomes[o].Load(); n > 0 {
			st.Outcomes[outcomeNames[o]] = n
		}
	}
}

// or is the first text that is not empty.
func or(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// rate is how many seconds of the gate's clock pass in one.
func (st *State) rate() float64 {
	if st.Clock == nil {
		return 1
	}
	return st.Clock.Rate
}
