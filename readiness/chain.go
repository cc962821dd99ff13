package readiness

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// Chains are, device by device, the actions that make it clean through the last
// phase of the notices: what each of its requirements, of those of its clients
// and of its connections ever asks for while it is as it is now. Remedies with
// one `do` are one action, so the set is the smallest; `after` orders it.
type Chains struct {
	survey  *Survey
	at      time.Time
	actions []action // in the order in which they are to be done
	need    []uint64 // by device: a set of them, of so many words each
	groups  *estate.Column
	images  []bool // by number of the groups of devices
	now     *Moment

	once     sync.Once
	ofDevice map[int32][]int32 // connections
}

// action is one thing to do.
type action struct {
	notice.Remedy
	by time.Time // the first block that it prevents; zero: none is to come
}

// actionSet is some of the actions, a bit for each.
type actionSet []uint64

func (s actionSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s actionSet) isEmpty() bool {
	return !slices.ContainsFunc(s, func(w uint64) bool { return w != 0 })
}

// maxChainInstants bounds the instants at which devices are looked at.
const maxChainInstants = 64

// ChainInstants are the instants by which a device must be clean: now, and
// whenever what is asked for grows. A survey that is to give Chains is made with
// them.
func ChainInstants(set *notice.Set, at time.Time) []time.Time {
	out := []time.Time{at}
	add := func(t time.Time) {
		if t.After(at) {
			out = append(out, t)
		}
	}
	for _, n := range set.Revisions() {
		add(n.Published.Start(n.Zone))
		for _, q := range n.Requirements {
			for _, p := range q.Phases {
				from, _ := n.Span(p)
				add(from)
			}
		}
		for _, p := range n.Catalogue.Products {
			for i := range p.Generations {
				from, until := p.Generations[i].Span()
				add(from)
				add(until)
			}
		}
	}
	if all := set.Changes(at, at.AddDate(10, 0, 0)); len(all) > 0 {
		add(all[len(all)-1]) // by then the last exemption is over
	}
	slices.SortFunc(out, time.Time.Compare)
	out = slices.CompactFunc(out, time.Time.Equal)
	if len(out) > maxChainInstants { // the nearest, and the last
		out = append(out[:maxChainInstants-1], out[len(out)-1])
	}
	return out
}

// Chains finds what every device needs. images is the group of those that are
// images of virtual desktops.
func (s *Survey) Chains(at time.Time, images string) *Chains {
	c := &Chains{survey: s, at: at}
	instants := ChainInstants(s.set, at)
	c.actions = s.actions(instants)
	c.need = make([]uint64, s.estate.Devices.Len()*c.words())
	var own []*Moment
	for _, t := range instants {
		if m := s.At(t); m.survey == s {
			own = append(own, m)
		} else {
			c.collect(m)
		}
	}
	c.collect(own...)
	c.groups = s.estate.Devices.Column("groups")
	c.images = groupMembers(c.groups, images)
	c.now = s.At(at)
	prevented := s.newPrevention(at, c.lacks)
	for i := range c.actions {
		c.actions[i].by = prevented.of(c.actions[i].Do)
	}
	return c
}

// lacks reports whether a device that is in use falls short of a rule, or what is
// on it.
func (c *Chains) lacks(m *Moment, rule int) bool {
	kind := m.courses[rule].kind
	if kind != notice.Device && kind != notice.Client && kind != notice.Connection {
		return false
	}
	unmet := m.unmet(rule)
	if unmet == nil {
		return false
	}
	device := c.survey.deviceOf(kind)
	for row := range c.survey.rows(kind) {
		if d := device(row); unmet[m.Vector(kind, row)] && d != none && !c.now.isIdle(notice.Device, int(d)) {
			return true
		}
	}
	return false
}

func (c *Chains) words() int { return max((len(c.actions)+63)/64, 1) }

// needOf is what a device needs.
func (c *Chains) needOf(device int) actionSet {
	words := c.words()
	return c.need[device*words:][:words]
}

// actions are all remedies that anything asks for at some of the instants, each
// after those that it must follow, else in the order of the notices.
func (s *Survey) actions(instants []time.Time) []action {
	var list []action
	known := map[string]bool{}
	for _, at := range instants {
		for _, r := range s.set.Remedies(at) {
			if r.Do != "" && !known[r.Do] {
				known[r.Do] = true
				list = append(list, action{Remedy: r})
			}
		}
	}
	var out []action
	placed := map[string]bool{}
	var place func(a action, depth int)
	place = func(a action, depth int) {
		if placed[a.Do] || depth > len(list) {
			return
		}
		for _, before := range a.After {
			if i := slices.IndexFunc(list, func(b action) bool { return b.Do == before }); i >= 0 {
				place(list[i], depth+1)
			}
		}
		if !placed[a.Do] {
			placed[a.Do] = true
			out = append(out, a)
		}
	}
	for _, a := range list {
		place(a, 0)
	}
	return out
}

// publications are the instants after one at which a revision is published.
func publications(set *notice.Set, after time.Time) []time.Time {
	var out []time.Time
	for _, n := range set.Revisions() {
		if t := n.Published.Start(n.Zone); t.After(after) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// collect adds what devices, their clients and their connections lack at moments
// of one survey: all that are in one cell lack the same.
func (c *Chains) collect(moments ...*Moment) {
	if len(moments) == 0 {
		return
	}
	s, words := moments[0].survey, c.words()
	for _, kind := range onDevices {
		cells := s.kinds[kind]
		lacks := make([]uint64, len(cells.first)*words)
		for _, m := range moments {
			sets := c.ofVectors(m, kind)
			if sets == nil {
				continue
			}
			for cell, vector := range m.kind(kind).vector {
				for i, w := range sets[vector] {
					lacks[cell*words+i] |= w
				}
			}
		}
		device := s.deviceOf(kind)
		for row, cell := range cells.of {
			if d := device(row); d != none {
				need := c.needOf(int(d))
				for i := range need {
					need[i] |= lacks[int(cell)*words+i]
				}
			}
		}
	}
}

// ofVectors are the actions that each verdict vector asks for; nil if no rule is
// about the kind.
func (c *Chains) ofVectors(m *Moment, kind notice.Object) []actionSet {
	rules := m.RulesOf(kind)
	if len(rules) == 0 {
		return nil
	}
	out := make([]actionSet, len(m.Vectors(kind)))
	for n, vector := range m.Vectors(kind) {
		out[n] = make(actionSet, c.words())
		for i, v := range vector {
			r := m.Rules()[rules[i]].Requirement().Remedy
			if v.Result != notice.Unmet || r == nil {
				continue
			}
			if a := slices.IndexFunc(c.actions, func(a action) bool { return a.Do == r.Do }); a >= 0 {
				out[n][a/64] |= 1 << (a % 64)
			}
		}
	}
	return out
}

// deviceOf returns how the device of a subject is found.
func (s *Survey) deviceOf(kind notice.Object) func(row int) int32 {
	switch kind {
	case notice.Client:
		return func(row int) int32 { return s.clients.device[row] }
	case notice.Connection:
		return func(row int) int32 { return s.estate.SignIns.Device(int(s.connections[row])) }
	}
	return func(row int) int32 { return int32(row) }
}

func (c *Chains) isImage(device int) bool {
	return c.images[c.groups.Number(device)]
}

// connections are the connections that were last seen of a device.
func (c *Chains) connections(device int) []int32 {
	c.once.Do(func() {
		c.ofDevice = map[int32][]int32{}
		for row, in := range c.survey.connections {
			d := c.survey.estate.SignIns.Device(int(in))
			c.ofDevice[d] = append(c.ofDevice[d], int32(row))
		}
	})
	return c.ofDevice[int32(device)]
}

// Chain puts the chains of all devices together. Dormant devices are left out.
func (c *Chains) Chain() Chain {
	out := Chain{Steps: make([]Step, 0, len(c.actions)), Plans: []Plan{}}
	steps := make([]Step, len(c.actions))
	for i, a := range c.actions {
		steps[i] = Step{Do: a.Do, Who: a.Who, Say: a.Say, After: slices.Clone(a.After), Disruptive: a.Disruptive, By: c.survey.tellInstant(a.by)}
		if steps[i].After == nil {
			steps[i].After = []string{}
		}
	}
	plans := map[string]*Plan{}
	var key []byte
	for device := range c.survey.estate.Devices.Len() {
		if c.now.isIdle(notice.Device, device) {
			continue
		}
		need := c.needOf(device)
		if need.isEmpty() {
			out.Clean++
			continue
		}
		out.Unclean++
		key = key[:0]
		for i, w := range need {
			for ; w != 0; w &= w - 1 {
				step := i*64 + bits.TrailingZeros64(w)
				key = append(key, byte(step), byte(step>>8))
				steps[step].Devices++
				if c.isImage(device) {
					steps[step].Images++
				}
			}
		}
		p := plans[string(key)]
		if p == nil {
			p = &Plan{Do: c.Do(device), Example: c.survey.estate.Devices.Key(device)}
			plans[string(key)] = p
		}
		p.Devices++
	}
	for _, s := range steps {
		if s.Devices > 0 {
			out.Steps = append(out.Steps, s)
		}
	}
	for _, p := range plans {
		out.Plans = append(out.Plans, *p)
	}
	slices.SortFunc(out.Plans, func(a, b Plan) int {
		return cmp.Or(cmp.Compare(b.Devices, a.Devices), slices.Compare(a.Do, b.Do))
	})
	return out
}

// Do lists what a device needs, in order.
func (c *Chains) Do(device int) []string {
	out := []string{}
	for i, a := range c.actions {
		if c.needOf(device).has(i) {
			out = append(out, a.Do)
		}
	}
	return out
}

// Hosts yields the devices that need an action, images first: by their name, or
// by their id where they have none.
func (c *Chains) Hosts(do string) iter.Seq[string] {
	i := slices.IndexFunc(c.actions, func(a action) bool { return a.Do == do })
	return func(yield func(string) bool) {
		if i < 0 {
			return
		}
		devices := c.survey.estate.Devices
		name := devices.Column("name")
		for _, image := range []bool{true, false} {
			for device := range devices.Len() {
				if c.now.isIdle(notice.Device, device) || !c.needOf(device).has(i) || c.isImage(device) != image {
					continue
				}
				if !yield(cmp.Or(name.Text(device), devices.Key(device))) {
					return
				}
			}
		}
	}
}
