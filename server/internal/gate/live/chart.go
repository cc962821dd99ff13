package live

import (
	"encoding/json"
	"time"
)

// Curve is what happened over time, in bars of one width.
type Curve struct {
	Of    string `json:"of,omitempty"`   // the table, one of whose rows it is about; "" = all sign-ins
	Name  string `json:"name,omitempty"` // the row
	Part  string `json:"part,omitempty"`
	Title string `json:"title,omitempty"` // of a requirement
	// Short is a requirement that all of it fell short of; nil: it is about all of the
	// row. Shares are what of the last quarter of an hour fell short of which, of an
	// organisation.
	Short      *Share    `json:"short,omitempty"`
	Shares     []Share   `json:"shares,omitempty"`
	Chart      string    `json:"chart"` // 2m, 5m, 15m, 1h, 2h or 24h
	From       time.Time `json:"from"`  // the first bar begins
	BarSeconds int64     `json:"barSeconds"`
	Bars       Bars      `json:"bars"`
	// Whole is from when on all that came is in the bars; zero: always. Of a name it
	// is later than the first bar where more came than there is room for.
	Whole time.Time `json:"wholeFrom,omitzero"`
	// Running is how many seconds of the last bar are over.
	Running int64 `json:"runningSeconds"`
}

// charts are how far back a picture can go. The first three are told per second,
// the others per minute.
var charts = [...]struct {
	name  string
	words string
	width int64 // of a bar, in seconds
	bars  int64
}{
	{"2m", "2 minutes", 1, 120},
	{"5m", "5 minutes", 5, 60},
	{"15m", "15 minutes", 15, 60},
	{"1h", "hour", 60, 60},
	{"2h", "2 hours", 120, 60},
	{"24h", "24 hours", 20 * 60, 72},
}

// has tells whether there is a picture that goes so far back: of all sign-ins and
// of a requirement a day is kept, of any other name an hour, and of what of an
// organisation fell short of a requirement a quarter of an hour.
func (q query) has(chart int) bool {
	back := charts[chart].width * charts[chart].bars
	switch {
	case q.short.of != "":
		return back <= seconds
	case q.of == "" || q.of == requirementsID:
		return true
	}
	return back <= keyMinutes*60
}

// Bars are the counts of bars, the earliest first. JSON has a list a kind.
type Bars []Counts

// MarshalJSON writes {"allowed": […], "warned": […], "blocked": […], "weakened": […]}.
func (b Bars) MarshalJSON() ([]byte, error) {
	var lists struct {
		Allowed  []uint64 `json:"allowed"`
		Warned   []uint64 `json:"warned"`
		Blocked  []uint64 `json:"blocked"`
		Weakened []uint64 `json:"weakened"`
	}
	for _, c := range b {
		lists.Allowed = append(lists.Allowed, c.Allowed)
		lists.Warned = append(lists.Warned, c.Warned)
		lists.Blocked = append(lists.Blocked, c.Blocked)
		lists.Weakened = append(lists.Weakened, c.Weakened)
	}
	return json.Marshal(lists)
}

func chartNames() []string {
	var names []string
	for _, c := range charts {
		names = append(names, c.name)
	}
	return names
}

// fastClock is the rate from which a picture goes back two hours, or as far as there
// is one, unless another is asked for: at sixty, five minutes are over in five
// seconds, and nobody could follow them.
const fastClock = 10

// chartOf is the picture that is asked for, as its place in charts.
func chartOf(q query, rate float64) int {
	want := or(q.chart, "5m")
	if q.chart == "" && rate >= fastClock {
		want = "2h"
	}
	best := 0
	for i := range charts {
		if q.has(i) {
			best = i
		}
		if charts[i].name == want {
			break
		}
	}
	return best
}

// curve reads what happened over time.
func (l *Live) curve(q query, rate float64, now time.Time) Curve {
	c := charts[chartOf(q, rate)]
	if q.everyRow {
		finest := int64(1)
		if c.width*c.bars > seconds {
			finest = 60
		}
		c.width, c.bars = finest, c.width*c.bars/finest
	}
	unix := now.Unix()
	last := spanOf(unix, c.width) * c.width
	from := last - (c.bars-1)*c.width
	curve := Curve{Chart: c.name, From: time.Unix(from, 0).In(now.Location()), BarSeconds: c.width, Bars: make([]Counts, c.bars), Running: unix + 1 - last}
	bars := make([]sums, c.bars)
	add := func(at int64, n counts) { bars[(at-from)/c.width].add(&n) }
	curve.Of, curve.Name, curve.Part = q.of, q.row.of, q.row.part
	if t := l.table(q.of); t == nil {
		for i := range l.shards {
			s := &l.shards[i]
			s.Lock()
			s.finest(from, unix).each(from, unix+1, func(at int64, m *moment) { add(at, m.counts) })
			s.Unlock()
		}
	} else {
		numbers := l.numbers()
		of, ok := uint8(0), true
		if q.short.of != "" {
			of, ok = numbers.of(q.short)
			curve.Short = &Share{Name: q.short.of, Part: q.short.part, Title: numbers[of].Title}
		}
		t.look(q.row, func(row *tally) {
			curve.Title = row.title
			switch {
			case !ok: // nothing fell short of it
			case of != 0:
				row.eachOf(of, from, unix+1, add)
			default:
				row.each(from, unix+1, add)
			}
			if whole := int64(row.trail.whole); unix+1-from <= seconds && whole > from {
				curve.Whole = time.Unix(whole, 0).In(now.Location())
			}
			if q.of == organisationsID {
				p := numbers.shares(row.lastSeconds(seconds, unix))
				curve.Shares = p.most
			}
		})
	}
	for i := range bars {
		curve.Bars[i] = countsOf(bars[i])
	}
	return curve
}
