package readiness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// CardOptions are what a Registration Authority says of its work.
type CardOptions struct {
	PerDay  int      // cards that it replaces on a working day; 0 = not said
	Signers string   // group of those who sign prescriptions
	Earlier *Earlier // an earlier report, to count what closed by itself; nil: there is none
}

// A card is used if it was in the last 30 days, and its certificate ends soon
// if it does in the next 90: from then on it can be renewed.
const (
	usedDays = 30
	soonDays = 90
)

// CardPlan is what there is to do for the Registration Authority: the cards that
// fall short of a requirement whose remedy is its job.
func (m *Moment) CardPlan(o CardOptions) *CardPlan {
	e := m.survey.estate
	if e.Cards.Len() == 0 {
		return nil
	}
	w := &cardWork{Moment: m, options: o, signs: m.survey.signers(o.Signers), used: m.survey.lastUse(notice.Card), short: m.shortVectors(), ends: e.Cards.Column("certificate_expires").Times}
	w.remember()
	p := &CardPlan{PerDay: o.PerDay, Next: []CardJob{}}
	for row := range e.Cards.Len() {
		w.look(row, p)
	}
	slices.SortFunc(w.jobs, func(a, b job) int {
		return cmp.Or(cmp.Compare(b.need, a.need), cmp.Compare(b.lastUsed, a.lastUsed), cmp.Compare(a.row, b.row))
	})
	p.Order = p.Replace
	w.pace(p, w.deadline())
	perDay := cmp.Or(p.PerDay, p.NeededADay)
	p.All = func(yield func(CardJob) bool) {
		for i, j := range w.jobs {
			if !yield(w.tell(j, i, perDay)) {
				return
			}
		}
	}
	for i, j := range w.jobs[:min(len(w.jobs), MaxCards)] {
		p.Next = append(p.Next, w.tell(j, i, perDay))
	}
	p.Ends, p.Peak = m.certificateEnds()
	return p
}

// cardWork collects the cards to replace.
type cardWork struct {
	*Moment
	options CardOptions
	signs   func(row int) bool
	used    func(row int) int64 // when a card was last used, by its row and by sign-ins
	short   []bool              // by verdict vector
	ends    *estate.Times       // when the certificates of cards end
	jobs    []job
	wasOpen map[string]bool // cards that were to be replaced in the earlier report
}

// job is one card to replace.
type job struct {
	lastUsed int64
	row      int32
	need     uint8 // the greater the earlier
	signs    bool
}

// The parts of need, from the weightiest.
const (
	needUsed  = 4
	needSigns = 2
	needSoon  = 1
)

// remember takes from the earlier report the cards that were to be replaced.
func (w *cardWork) remember() {
	if w.options.Earlier == nil {
		return
	}
	w.wasOpen = map[string]bool{}
	for _, r := range w.rules {
		if q := r.Requirement(); isForAuthority(q) {
			for _, subject := range w.options.Earlier.Open[RuleName{r.Notice().ID, q.ID}] {
				w.wasOpen[subject] = true
			}
		}
	}
}

// look takes one card in.
func (w *cardWork) look(row int, p *CardPlan) {
	e := w.survey.estate
	short := w.fallsShort(row)
	if w.isClosed(row) {
		if short {
			p.Closed++
		}
		if w.wasOpen != nil && w.wasOpen["card:"+e.Cards.Key(row)] {
			p.SelfClosed++
		}
		return
	}
	if !short {
		return
	}
	if w.isIdle(notice.Card, row) {
		p.Dormant++
		return
	}
	j := job{row: int32(row), signs: w.signs(row), lastUsed: w.used(row)}
	now := w.at.Unix()
	if j.lastUsed >= now-usedDays*24*3600 {
		j.need += needUsed
		p.Used30++
	}
	if j.signs {
		j.need += needSigns
		p.Signs++
	}
	if end := w.ends.At(row); end > now && end <= now+soonDays*24*3600 {
		j.need += needSoon
	}
	p.Replace++
	w.jobs = append(w.jobs, j)
}

// fallsShort reports whether a card is for the Registration Authority to mend.
func (w *cardWork) fallsShort(row int) bool { return w.short[w.Vector(notice.Card, row)] }

// shortVectors reports by verdict vector whether it is.
func (m *Moment) shortVectors() []bool {
	rules := m.RulesOf(notice.Card)
	out := make([]bool, len(m.Vectors(notice.Card)))
	for n, vector := range m.Vectors(notice.Card) {
		for i, v := range vector {
			out[n] = out[n] || v.Result == notice.Unmet && isForAuthority(m.Rules()[rules[i]].Requirement())
		}
	}
	return out
}

// deadline is the first block, from now on, of one of the cards to replace; the
// zero time if none is to come.
func (w *cardWork) deadline() time.Time {
	prevented := w.survey.newPrevention(w.at, func(m *Moment, rule int) bool {
		unmet := m.unmet(rule)
		return isForAuthority(m.Rules()[rule].Requirement()) && unmet != nil &&
			slices.ContainsFunc(w.jobs, func(j job) bool { return unmet[m.Vector(notice.Card, int(j.row))] })
	})
	var first time.Time
	done := map[string]bool{}
	for _, r := range w.rules {
		q := r.Requirement()
		if !isForAuthority(q) || done[q.Remedy.Do] {
			continue
		}
		done[q.Remedy.Do] = true
		if t := prevented.of(q.Remedy.Do); !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// isForAuthority reports whether a requirement is about cards and mended by the
// Registration Authority.
func isForAuthority(q *notice.Requirement) bool {
	return q.Of == "card" && q.Remedy != nil && q.Remedy.Who == "registration-authority"
}

// pace says when the work is done at the pace given, and what pace it needs.
func (w *cardWork) pace(p *CardPlan, deadline time.Time) {
	zone := w.survey.set.Zone()
	today := zone.Civil(w.at).Date
	if !deadline.IsZero() {
		p.Deadline = w.survey.tellInstant(deadline)
		last := zone.Civil(deadline).Date
		if left := workingDays(today, last); left > 0 {
			p.NeededADay = (p.Replace + left - 1) / left
		} else {
			p.NeededADay = p.Replace
		}
	}
	if p.PerDay <= 0 || p.Replace == 0 {
		return
	}
	done := dayOfWork(today, (p.Replace-1)/p.PerDay)
	p.Done = done.String()
	p.Missed = !deadline.IsZero() && !done.Before(zone.Civil(deadline).Date)
}

// dayOfWork is the working day that comes n working days after the first one
// from a day on. Bank holidays count as the day of the week that they fall on.
func dayOfWork(day civil.Date, n int) civil.Date {
	for ; ; day = day.AddDays(1) {
		if !isWorking(day) {
			continue
		}
		if n == 0 {
			return day
		}
		n--
	}
}

// workingDays counts the working days from one day until before another.
func workingDays(from, until civil.Date) int {
	n := 0
	for day := from; day.Before(until); day = day.AddDays(1) {
		if isWorking(day) {
			n++
		}
	}
	return n
}

func isWorking(day civil.Date) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// tell puts a card in words.
func (w *cardWork) tell(j job, place, perDay int) CardJob {
	e := w.survey.estate
	c := e.Cards
	row := int(j.row)
	out := CardJob{
		Card: c.Key(row), Series: c.Column("series").Text(row), Type: c.Column("type").Text(row),
		Holder: c.Column("holder").Text(row), Signs: j.signs,
	}
	if o := w.survey.organisationOf(notice.Card, j.row); o != none {
		out.Organisation = e.Organisations.Key(int(o))
	}
	if person, ok := e.People.Find(out.Holder); ok {
		out.Name, out.Email = e.People.Column("name").Text(person), e.People.Column("email").Text(person)
	}
	out.LastUsed = w.survey.tellInstant(estate.Instant(j.lastUsed))
	if end := c.Column("certificate_expires").Times.At(row); end != estate.NoTime {
		out.CertificateEnd = lastDay(end, w.survey.set.Zone()).String()
	}
	var words []string
	if j.need&needUsed != 0 {
		words = append(words, fmt.Sprintf("used in the last %d days", usedDays))
	}
	if j.need&needSigns != 0 {
		words = append(words, "signs prescriptions")
	}
	if j.need&needSoon != 0 {
		words = append(words, "its certificate ends soon")
	}
	if len(words) == 0 {
		words = append(words, "in use, less often")
	}
	out.Need = strings.Join(words, ", ")
	if perDay > 0 {
		out.Day = dayOfWork(w.survey.set.Zone().Civil(w.at).Date, place/perDay).String()
	}
	return out
}
