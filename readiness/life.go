package readiness

import (
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// lifeLanes tell from which instant of the survey on a subject is dormant, and
// from which on it is closed; a number as great as there are instants is never.
func (s *Survey) lifeLanes(kind notice.Object) (dormant, closed lane) {
	count := len(s.instants) + 1
	used := s.lastUse(kind)
	var marks []int64 // who was used last before one is dormant at that instant
	for _, at := range s.instants {
		marks = append(marks, notBefore(at.Add(-s.dormant)))
	}
	dormant = lane{count: count, at: func(row int) uint32 {
		second := used(row)
		if second == estate.NoTime {
			return uint32(len(marks))
		}
		return uint32(reached(marks, second))
	}}
	if kind != notice.Card {
		return dormant, lane{count: 1}
	}
	isClosed := s.closedStatuses()
	status, expires := s.estate.Cards.Column("status"), s.estate.Cards.Column("expires").Times
	return dormant, lane{count: count, at: func(row int) uint32 {
		if isClosed.has(int32(status.Number(row))) {
			return 0
		}
		second := expires.At(row)
		if second == estate.NoTime {
			return uint32(len(s.instants))
		}
		return uint32(reached(s.since, second-1))
	}}
}

// closedStatuses are the statuses of cards with which nobody can sign in any
// more, whatever their series.
func (s *Survey) closedStatuses() marked {
	status := s.estate.Cards.Column("status")
	m := make(marked, status.Len()+1)
	for number := range m {
		for _, v := range status.Possible(uint32(number)) {
			text, _ := v.Text()
			m[number] = text == "cancelled" || text == "expired"
		}
	}
	return m
}

// lastUse returns the second at which a subject was last used, by what files say
// of it and by sign-ins; estate.NoTime if nothing says.
func (s *Survey) lastUse(kind notice.Object) func(row int) int64 {
	e := s.estate
	switch kind {
	case notice.Card:
		return later(e.Cards.Column("last_used").Times, s.lastSignIns(kind))
	case notice.Device:
		return later(e.Devices.Column("last_seen").Times, s.lastSignIns(kind))
	case notice.Client:
		device := s.lastUse(notice.Device)
		return func(row int) int64 { return device(int(s.clients.device[row])) }
	case notice.Connection:
		return func(row int) int64 { return s.seconds[s.connections[row]] }
	}
	return later(nil, s.lastSignIns(kind))
}

func later(told *estate.Times, signIns []int64) func(row int) int64 {
	return func(row int) int64 {
		second := estate.NoTime
		if told != nil {
			second = told.At(row)
		}
		if signIns != nil {
			second = max(second, signIns[row])
		}
		return second
	}
}

// lastSignIns returns the newest sign-in of each subject of a kind; nil if there
// are no sign-ins.
func (s *Survey) lastSignIns(kind notice.Object) []int64 {
	rows := s.rows(kind)
	if len(s.seconds) == 0 || rows == 0 {
		return nil
	}
	newest := slices.Repeat([]int64{estate.NoTime}, rows)
	rowOf := s.signInRows.of(kind)
	for in, second := range s.seconds {
		if row := rowOf(in); row != none {
			newest[row] = max(newest[row], second)
		}
	}
	return newest
}
