package report

import (
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// how says how somebody who was refused was let in again.
type how uint8

// The ways back, in the order in which they are told. Who is let in by a block that
// was weakened has changed nothing; nor has who falls short as before when the
// window is over. The others have done something, or something was done for them.
const (
	anotherDevice how = iota // on a device on which it was not refused
	updated                  // on the same device, whose sign-in software has another version
	mended                   // on the same device, which falls short no more: put right, or exempt
	windowOver               // as before, when the window was over
	weakened                 // as before, because blocks were held or a budget was used up
	unexplained
	ways int = iota
)

// String returns the way back as a word.
func (h how) String() string {
	return [...]string{"another-device", "updated", "mended", "window-over", "weakened", "not-known"}[h]
}

// words say the way back.
func (h how) words() string {
	return [...]string{
		"on another device",
		"on the same device, with other sign-in software",
		"on the same device, which falls short no more: put right, or exempt",
		"as before, when the window was over",
		"as before, because blocks were held or a budget was used up",
		"not known how",
	}[h]
}

// short words stand in a row.
func (h how) short() string {
	return [...]string{"Another device", "Updated", "Put right or exempt", "Window over", "Block weakened", "Not known how"}[h]
}

// way tells how an attempt let somebody in who was refused before. untold reports
// that the attempt no longer told the version that it was refused for.
func (m *maker) way(r *refused, a *attempt) (h how, untold bool) {
	if a.weakened != "" {
		return weakened, false
	}
	short := m.requirements.short(a.findings, r.requirements)
	if short && !a.when.Before(m.o.Until) {
		return windowOver, false
	}
	if m.identities.all.at(r.who).unit == decision.ByAddress {
		return unexplained, false // whose device it is is not known
	}
	places := r.places[:r.held]
	i := slices.IndexFunc(places, func(p place) bool { return a.device != "" && m.texts.all[p.device] == a.device })
	if i < 0 {
		elsewhere := a.device != "" && !r.more && slices.ContainsFunc(places, func(p place) bool { return p.device != 0 })
		if elsewhere {
			return anotherDevice, false
		}
		return unexplained, false // on which device it was refused, or let in, is not known
	}
	was, is := m.texts.all[places[i].version], a.version()
	switch {
	case was != "" && is != "" && was != is:
		return updated, false
	case !short:
		return mended, false
	}
	return unexplained, was != "" && is == ""
}
