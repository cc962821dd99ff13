package live

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Now is the last minute, second by second: which requirements refuse whom, and which
// organisations are refused for what. By a fast clock it is a quarter of an hour, by
// spans of 15 seconds.
type Now struct {
	Bars          int64 `json:"bars"` // of each row
	BarSeconds    int64 `json:"barSeconds"`
	Requirements  Table `json:"requirements"`
	Organisations Table `json:"organisations"`
}

// Share is a part of what was counted in a row: of an organisation what fell short of
// a requirement, of a requirement what came from an organisation.
type Share struct {
	Name  string `json:"name"`
	Part  string `json:"part,omitempty"`
	Title string `json:"title,omitempty"`
	Counts
}

// How long a bar is of what is shown as now, and how many of them there are: sixty
// seconds, or all that is kept by second.
const (
	nowBars    = 60
	nowBar     = 1
	nowBarFast = seconds / nowBars
)

// spanOfNow is the name of the span that is shown as now.
func spanOfNow(rate float64) (name string, bar int64) {
	if rate >= fastClock {
		return "15m", nowBarFast
	}
	return "1m", nowBar
}

// readNow reads it, by a clock of a rate.
func (l *Live) readNow(q query, find finding, rate float64, now time.Time) Now {
	most := mostPulses
	switch {
	case q.everyRow:
		most = math.MaxInt
	case q.all:
		most = allPulses
	}
	_, bar := spanOfNow(rate)
	r := &nowReading{bar: bar, now: now.Unix(), in: now.Location(), requirements: l.numbers()}
	read := func(id string) Table {
		t := l.table(id)
		r.ranking = newRanking(id, wanted{find, q.sort, most})
		t.each(r.row)
		return r.done(t)
	}
	n := Now{Bars: nowBars, BarSeconds: bar}
	n.Organisations = read(organisationsID)
	n.Requirements = read(requirementsID)
	return n
}

// nowReading goes through the rows of organisations, then those of requirements.
type nowReading struct {
	*ranking
	bar, now     int64 // seconds
	in           *time.Location
	requirements *numbers
	of           [1 << 8]parts // of each requirement, by organisation
	next         Row           // the one that is looked at
}

func (r *nowReading) row(n name, row *tally) {
	counted, short := row.lastSeconds(nowBars*r.bar, r.now)
	if counted.all() == 0 {
		return
	}
	for _, s := range short {
		r.of[s.of].add(Share{Name: n.of, Counts: countsOf(s.sums)})
	}
	r.next = rowOf(n, row, counted, r.in)
	r.add(&r.next)
}

// done adds to the rows what need not be known of all.
func (r *nowReading) done(t *table) Table {
	table := r.ranking.done()
	for i := range table.Rows {
		row := &table.Rows[i]
		t.look(name{row.Name, row.Part}, func(tally *tally) {
			row.Lately = make(Bars, nowBars)
			from := r.now + 1 - nowBars*r.bar
			if whole := int64(tally.trail.whole); whole > from {
				row.Whole = time.Unix(whole, 0).In(r.in)
			}
			tally.eachOf(0, from, r.now+1, func(at int64, n counts) {
				var s sums
				s.add(&n)
				row.Lately[(at-from)/r.bar].add(countsOf(s))
			})
			p := r.of[uint8(tally.number)]
			if !t.days {
				p = r.requirements.shares(tally.lastSeconds(nowBars*r.bar, r.now))
			}
			row.Shares, row.AllShares = p.most, p.all
		})
	}
	return table
}

// shorts is what fell short of one requirement.
type shorts struct {
	of uint8
	sums
}

// lastSeconds is what came in the last so many seconds, a quarter of an hour at most,
// and what of it fell short of which requirement.
func (t *tally) lastSeconds(n, now int64) (all sums, short []shorts) {
	if int64(t.last) < now-n {
		return all, nil // most rows, most of the time
	}
	t.trail.each(now-n+1, now+1, func(_ int64, of uint8, n counts) {
		if of == 0 {
			all.add(&n)
			return
		}
		i := slices.IndexFunc(short, func(s shorts) bool { return s.of == of })
		if i < 0 {
			i, short = len(short), append(short, shorts{of: of})
		}
		short[i].add(&n)
	})
	return all, short
}

// numbers are the requirements by their numbers.
type numbers [1 << 8]Share

func (l *Live) numbers() *numbers {
	var all numbers
	l.requirements.each(func(n name, row *tally) {
		all[uint8(row.number)] = Share{Name: n.of, Part: n.part, Title: row.title}
	})
	return &all
}

// of is the number of a requirement, if it has one.
func (all *numbers) of(requirement name) (uint8, bool) {
	for i := range all {
		if all[i].Name == requirement.of && all[i].Part == requirement.part {
			return uint8(i), i > 0
		}
	}
	return 0, false
}

// shares names what fell short of which requirement.
func (all *numbers) shares(_ sums, short []shorts) (p parts) {
	for _, s := range short {
		share := all[s.of]
		share.Counts = countsOf(s.sums)
		p.add(share)
	}
	return p
}

// parts are the shares of a row, the most refused first.
type parts struct {
	most []Share
	all  int
}

// mostParts are told of a row.
const mostParts = 3

// add takes a part. Where somebody is refused, those parts of which nobody is are
// left out.
func (p *parts) add(one Share) {
	p.all++
	p.most = append(p.most, one)
	slices.SortStableFunc(p.most, func(a, b Share) int {
		return cmp.Or(pressure(&b.Counts, &a.Counts), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Part, b.Part))
	})
	p.most = p.most[:min(len(p.most), mostParts)]
	if refuses := func(s Share) bool { return s.Blocked+s.Weakened > 0 }; refuses(p.most[0]) {
		p.most = slices.DeleteFunc(p.most, func(s Share) bool { return !refuses(s) })
	}
}
