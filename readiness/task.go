package readiness

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// tasks are all actions that mend something, by the people whom they help to
// work; nil plans: none is stopped.
func (m *Moment) tasks(plans *plans) []Task {
	n := m.newNeeds()
	people := make([]int, len(n.remedies))
	if plans != nil {
		people = plans.unblocked() // the remedies are those of the same instant
	}
	devices, cards, organisations, subjects := n.count()
	out := []Task{}
	for i, r := range n.remedies {
		if people[i] == 0 && subjects[i] == 0 {
			continue
		}
		t := Task{
			Do: r.Do, Who: r.Who, Say: r.Say, Disruptive: r.Disruptive, People: people[i],
			Devices: devices[i], Cards: cards[i], Organisations: organisations[i], Requirements: []string{},
		}
		for rule, do := range n.ofRule {
			if id := m.rules[rule].Requirement().ID; do == i && !slices.Contains(t.Requirements, id) {
				t.Requirements = append(t.Requirements, id)
			}
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b Task) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(b.Devices+b.Cards, a.Devices+a.Cards))
	})
	return out
}

// needs are the actions that subjects in use lack.
type needs struct {
	moment   *Moment
	remedies []notice.Remedy
	ofRule   []int // by rule: its remedy; -1 = it has none
	words    int   // of a set of remedies
}

func (m *Moment) newNeeds() *needs {
	n := &needs{moment: m, remedies: m.survey.set.Remedies(m.at)}
	n.words = (len(n.remedies) + 63) / 64
	for _, rule := range m.rules {
		do := -1
		if remedy := rule.Requirement().Remedy; remedy != nil {
			do = slices.IndexFunc(n.remedies, func(r notice.Remedy) bool { return r.Do == remedy.Do })
		}
		n.ofRule = append(n.ofRule, do)
	}
	return n
}

// sets are sets of remedies, one a row.
type sets struct {
	words int
	bits  []uint64
}

func (n *needs) sets(rows int) sets { return sets{n.words, make([]uint64, rows*n.words)} }

func (s sets) of(row int) []uint64 { return s.bits[row*s.words : (row+1)*s.words] }

func (s sets) add(row int, more []uint64) {
	for i, word := range more {
		s.bits[row*s.words+i] |= word
	}
}

// count adds, by remedy, the rows that have it; each as often as times says, nil:
// once.
func (s sets) count(to []int, times []int) {
	for i, word := range s.bits {
		n := 1
		if times != nil {
			n = times[i/s.words]
		}
		for ; word != 0; word &= word - 1 {
			to[i%s.words*64+bits.TrailingZeros64(word)] += n
		}
	}
}

// ofVectors are what each verdict vector of a kind lacks.
func (n *needs) ofVectors(kind notice.Object) sets {
	vectors := n.moment.Vectors(kind)
	out := n.sets(len(vectors))
	for i, vector := range vectors {
		for k, v := range vector {
			if do := n.ofRule[n.moment.of[kind][k]]; v.Result == notice.Unmet && do >= 0 {
				out.of(i)[do/64] |= 1 << (do % 64)
			}
		}
	}
	return out
}

// eachInUse calls visit with the subjects of a kind that are neither dormant nor
// closed, and their verdict vectors.
func (m *Moment) eachInUse(kind notice.Object, visit func(row, vector int)) {
	for row := range m.survey.rows(kind) {
		if !m.isIdle(kind, row) && (kind != notice.Card || !m.isClosed(row)) {
			visit(row, m.Vector(kind, row))
		}
	}
}

// onDevices are the kinds of subjects that are devices, or stand on one.
var onDevices = []notice.Object{notice.Device, notice.Client, notice.Connection}

// count counts by remedy who and what lacks it. Clients and connections are their
// devices; applications and people are subjects and nothing besides.
func (n *needs) count() (devices, cards, organisations, subjects []int) {
	s := n.moment.survey
	for _, list := range []*[]int{&devices, &cards, &organisations, &subjects} {
		*list = make([]int, n.words*64)
	}
	if n.words == 0 {
		return
	}
	places, machines := n.sets(s.estate.Organisations.Len()+1), n.sets(s.estate.Devices.Len())
	for kind := notice.Card; kind <= notice.Person; kind++ {
		if len(n.moment.RulesOf(kind)) == 0 {
			continue
		}
		lacks, machine := n.ofVectors(kind), s.deviceOf(kind)
		inUse := make([]int, len(n.moment.Vectors(kind)))
		n.moment.eachInUse(kind, func(row, vector int) {
			inUse[vector]++
			set := lacks.of(vector)
			places.add(int(s.organisationOf(kind, int32(row)))+1, set)
			if slices.Contains(onDevices, kind) && machine(row) != none {
				machines.add(int(machine(row)), set)
			}
		})
		lacks.count(subjects, inUse)
		if kind == notice.Card {
			lacks.count(cards, inUse)
		}
	}
	machines.count(devices, nil)
	clear(places.of(0)) // what belongs to none is no organisation
	places.count(organisations, nil)
	return
}
