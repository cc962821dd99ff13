package readiness

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// stop counts the devices and cards that a block stops, all and by organisation.
// A device is stopped if it is itself, or a client or a connection on it. What is
// dormant or closed stops nobody.
func (r *Report) stop(m *Moment) {
	s := m.survey
	byOrganisation := map[int32]*Stopped{}
	count := func(kind notice.Object, stopped marked, one func(*Stopped)) {
		for row, is := range stopped {
			if !is || m.isIdle(kind, row) || kind == notice.Card && m.isClosed(row) {
				continue
			}
			one(&r.NextBlock.Stopped)
			organisation := s.organisationOf(kind, int32(row))
			if byOrganisation[organisation] == nil {
				byOrganisation[organisation] = &Stopped{}
			}
			one(byOrganisation[organisation])
		}
	}
	count(notice.Device, m.stoppedDevices(), func(n *Stopped) { n.Devices++ })
	count(notice.Card, m.stopped(notice.Card, s.rows(notice.Card), itself), func(n *Stopped) { n.Cards++ })
	for i := range r.Organisations {
		o := &r.Organisations[i]
		row, known := s.estate.Organisations.Find(o.Organisation)
		if !known {
			row = int(none)
		}
		if n := byOrganisation[int32(row)]; n != nil {
			o.Stopped = *n
			r.NextBlock.Organisations = append(r.NextBlock.Organisations, StoppedOrganisation{o.Organisation, o.Name, *n})
		}
	}
	slices.SortStableFunc(r.NextBlock.Organisations, func(a, b StoppedOrganisation) int {
		return cmp.Compare(b.Devices+b.Cards, a.Devices+a.Cards)
	})
}

// stoppedDevices marks the devices on which something is asked to be blocked.
func (m *Moment) stoppedDevices() marked {
	s := m.survey
	devices := s.rows(notice.Device)
	out := m.stopped(notice.Device, devices, itself)
	for kind, on := range map[notice.Object]rowFinder{
		notice.Client:     func(row int) int32 { return s.clients.device[row] },
		notice.Connection: func(row int) int32 { return s.estate.SignIns.Device(int(s.connections[row])) },
	} {
		for device, is := range m.stopped(kind, devices, on) {
			out[device] = out[device] || is
		}
	}
	return out
}

// stopped marks, among so many rows, those on which subjects of a kind stand that
// are asked to be blocked.
func (m *Moment) stopped(kind notice.Object, rows int, on rowFinder) marked {
	k, out := m.kind(kind), make(marked, rows)
	blocked := make(marked, len(k.vectors))
	for n, vector := range k.vectors {
		blocked[n] = slices.ContainsFunc(vector, func(v Verdict) bool { return v.Asks == notice.Block })
	}
	for row, cell := range m.survey.kinds[kind].of {
		if blocked[k.vector[cell]] {
			out[on(row)] = true
		}
	}
	return out
}
