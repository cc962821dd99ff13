package readiness

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// maxPracticeDays is how many blocks to come a practice is told of.
const maxPracticeDays = 6

// PracticeInstants are the beginnings of the blocks that practices are told of; a
// survey that is to give Practices is made with them.
func PracticeInstants(set *notice.Set, at time.Time) []time.Time {
	var out []time.Time
	for _, b := range Blocks(set, at, maxPracticeDays) {
		out = append(out, b.from)
	}
	return out
}

// practices are what small organisations are told, by what all of them share.
type practices struct {
	survey  *Survey
	chains  *Chains
	now     *Moment
	blocks  []blockSpan
	moments []*Moment
	stops   [][kinds][]bool // by block: whom it stops
	work    []cardWorkOf    // by verdict vector of cards: what is to do about them
}

// cardWorkOf is what a verdict vector of cards asks for.
type cardWorkOf struct {
	do      []string
	unknown []int // rules
}

// Practices yields what each organisation has to do that has anything to do, in
// the order of the organisations, and at last what belongs to none.
func (s *Survey) Practices(at time.Time, chains *Chains) iter.Seq[*Practice] {
	return func(yield func(*Practice) bool) {
		p := &practices{survey: s, chains: chains, now: s.At(at), blocks: Blocks(s.set, at, maxPracticeDays)}
		for i, b := range p.blocks {
			p.moments = append(p.moments, s.At(b.from))
			p.moments[i].from = p.now
			p.stops = append(p.stops, p.moments[i].stopping(b))
		}
		p.work = p.cardWork()
		devices, cards := p.byOrganisation(notice.Device), p.byOrganisation(notice.Card)
		for n := range len(devices) {
			row := n - 1 // the first are those of no organisation, who come last
			if row < 0 {
				continue
			}
			if one := p.one(int32(row), devices[n], cards[n]); one != nil && !yield(one) {
				return
			}
		}
		if one := p.one(none, devices[0], cards[0]); one != nil {
			yield(one)
		}
	}
}

// byOrganisation lists the subjects that are in use by their organisation's row
// plus one.
func (p *practices) byOrganisation(kind notice.Object) [][]int32 {
	out := make([][]int32, p.survey.estate.Organisations.Len()+1)
	for row := range p.survey.rows(kind) {
		if p.now.isIdle(kind, row) || kind == notice.Card && p.now.isClosed(row) {
			continue
		}
		o := p.survey.organisationOf(kind, int32(row)) + 1
		out[o] = append(out[o], int32(row))
	}
	return out
}

// cardWork finds what the verdict vectors of cards ask for.
func (p *practices) cardWork() []cardWorkOf {
	rules := p.now.RulesOf(notice.Card)
	out := make([]cardWorkOf, len(p.now.Vectors(notice.Card)))
	for n, vector := range p.now.Vectors(notice.Card) {
		for i, v := range vector {
			r := p.now.Rules()[rules[i]].Requirement().Remedy
			switch {
			case v.Result == notice.Unmet && r != nil && r.Do != "" && !slices.Contains(out[n].do, r.Do):
				out[n].do = append(out[n].do, r.Do)
			case v.Result == notice.Unknown:
				out[n].unknown = append(out[n].unknown, rules[i])
			}
		}
	}
	return out
}

// one puts together what one organisation is told; nil if it has nothing to do.
func (p *practices) one(organisation int32, devices, cards []int32) *Practice {
	s := p.survey
	out := &Practice{
		At: s.tellInstant(p.now.at), Steps: []PracticeStep{}, Days: []PracticeDay{},
		Devices: []PracticeDevice{}, Cards: []PracticeCard{}, Contacts: []Contact{},
	}
	if organisation != none {
		table := s.estate.Organisations
		out.Organisation, out.Name = table.Key(int(organisation)), table.Column("name").Text(int(organisation))
	}
	needed := map[string]bool{}
	days := make([]PracticeDay, len(p.blocks))
	for _, row := range devices {
		p.device(out, int(row), needed, days)
	}
	for _, row := range cards {
		p.card(out, int(row), needed, days)
	}
	if len(out.Devices)+len(out.Cards) == 0 {
		return nil
	}
	p.steps(out, needed)
	for i, b := range p.blocks {
		if d := days[i]; d.Devices+d.Cards > 0 {
			d.From, d.Until, d.Do = s.tellInstant(b.from), s.tellInstant(b.until), doOf(b.rules)
			out.Days = append(out.Days, d)
		}
	}
	p.contacts(out)
	return out
}

func doOf(rules []notice.Rule) []string {
	out := []string{}
	for _, r := range rules {
		if m := r.Requirement().Remedy; m != nil && m.Do != "" && !slices.Contains(out, m.Do) {
			out = append(out, m.Do)
		}
	}
	return out
}

// device tells of one device with its clients and connections.
func (p *practices) device(out *Practice, row int, needed map[string]bool, days []PracticeDay) {
	d := PracticeDevice{Device: p.survey.estate.Devices.Key(row), Name: p.survey.estate.Devices.Column("name").Text(row), Do: p.chains.Do(row)}
	subjects := p.onDevice(row)
	for i := range p.moments {
		if slices.ContainsFunc(subjects, func(s Subject) bool { return p.isBlocked(i, s) }) {
			days[i].Devices++
			if d.Stops == "" {
				d.Stops = p.survey.tellInstant(p.blocks[i].from)
			}
		}
	}
	for _, s := range subjects {
		d.Missing = append(d.Missing, p.missing(s, p.now.unknownRules(s))...)
	}
	if len(d.Do)+len(d.Missing) == 0 {
		out.FineDevices++
		return
	}
	for _, do := range d.Do {
		needed[do] = true
	}
	d.Missing = slices.Compact(append([]string{}, d.Missing...))
	out.Devices = append(out.Devices, d)
}

// onDevice are the device, its clients and its connections.
func (p *practices) onDevice(row int) []Subject {
	out := []Subject{{notice.Device, row}}
	clients := &p.survey.clients
	for c := clients.first[row]; c < clients.first[row+1]; c++ {
		out = append(out, Subject{notice.Client, int(c)})
	}
	for _, c := range p.chains.connections(row) {
		out = append(out, Subject{notice.Connection, int(c)})
	}
	return out
}

// card tells of one card.
func (p *practices) card(out *Practice, row int, needed map[string]bool, days []PracticeDay) {
	work := p.work[p.now.Vector(notice.Card, row)]
	e := p.survey.estate
	subject := Subject{notice.Card, row}
	c := PracticeCard{Card: e.Cards.Key(row), Series: e.Cards.Column("series").Text(row), Holder: e.Cards.Column("holder").Text(row), Do: append([]string{}, work.do...)}
	for i := range p.moments {
		if p.isBlocked(i, subject) {
			days[i].Cards++
			c.Stops = cmp.Or(c.Stops, p.survey.tellInstant(p.blocks[i].from))
		}
	}
	c.Missing = append([]string{}, p.missing(subject, work.unknown)...)
	if len(c.Do)+len(c.Missing) == 0 {
		out.FineCards++
		return
	}
	for _, do := range c.Do {
		needed[do] = true
	}
	if holder := p.survey.holderOf(int32(row)); holder != none {
		c.Name = e.People.Column("name").Text(int(holder))
	}
	out.Cards = append(out.Cards, c)
}

// isBlocked reports whether a block stops a subject for want of something.
func (p *practices) isBlocked(block int, s Subject) bool {
	m := p.moments[block]
	return p.stops[block][s.Kind][m.Vector(s.Kind, s.Row)]
}

// stopping reports by kind and verdict vector whether the rules of a block stop
// subjects.
func (m *Moment) stopping(b blockSpan) (out [kinds][]bool) {
	for kind := range out {
		rules := m.RulesOf(notice.Object(kind))
		vectors := m.Vectors(notice.Object(kind))
		out[kind] = make([]bool, len(vectors))
		for n, vector := range vectors {
			for i, v := range vector {
				out[kind][n] = out[kind][n] || v.Asks == notice.Block && slices.ContainsFunc(b.rules, func(r notice.Rule) bool {
					return r.Requirement().ID == m.rules[rules[i]].Requirement().ID
				})
			}
		}
	}
	return out
}

// unknownRules are the rules that do not know enough of a subject.
func (m *Moment) unknownRules(s Subject) []int {
	var out []int
	for i, v := range m.Vectors(s.Kind)[m.Vector(s.Kind, s.Row)] {
		if v.Result == notice.Unknown {
			out = append(out, m.RulesOf(s.Kind)[i])
		}
	}
	return out
}

// missing says in words what is not known of a subject.
func (p *practices) missing(s Subject, rules []int) []string {
	var out []string
	for _, rule := range rules {
		if words := p.now.inWords(rule, s); words != "" && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return out
}

// steps lists what is to be done: about devices in the order of the chains, then
// about cards.
func (p *practices) steps(out *Practice, needed map[string]bool) {
	remedies := p.survey.set.Remedies(p.now.at)
	for _, a := range p.chains.actions {
		remedies = append(remedies, a.Remedy)
	}
	var order []string
	for _, a := range p.chains.actions {
		order = append(order, a.Do)
	}
	for _, r := range remedies {
		if !slices.Contains(order, r.Do) {
			order = append(order, r.Do)
		}
	}
	for _, do := range order {
		if i := slices.IndexFunc(remedies, func(r notice.Remedy) bool { return r.Do == do }); needed[do] && i >= 0 {
			out.Steps = append(out.Steps, PracticeStep{Do: do, Who: remedies[i].Who, Say: remedies[i].Say})
		}
	}
}

// contacts are whom to ring about the steps, a contact a team.
func (p *practices) contacts(out *Practice) {
	teams := []string{}
	for _, s := range out.Steps {
		if s.Who != "" && !slices.Contains(teams, s.Who) {
			teams = append(teams, s.Who)
		}
	}
	for _, team := range teams {
		if c, ok := p.survey.estate.Contact(out.Organisation, team); ok {
			out.Contacts = append(out.Contacts, Contact{c.Organisation, team, c.Name, c.Phone, c.Email, c.Hours})
		}
	}
}
