package report

import (
	"fmt"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// strangeWords say what was strange; none if nothing was.
func (r *Report) strangeWords() (out []string) {
	s := &r.Strange
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if r.Decisions.All() == 0 {
		say("The journal has no decision of the window: the gate was not asked, or kept nothing.")
	}
	if n := s.Contradictions; n > 0 {
		words := fmt.Sprintf("%s claimed what the handshake contradicts", several(n, "sign-in", "sign-ins"))
		if len(s.Contradictory) > 0 {
			words += ", such as: " + web.Plain(s.Contradictory[0], mostWordRunes)
		}
		say("%s.", trimStop(words))
	}
	if n := r.Blocked.Unproven; n > 0 {
		say("Of %s nothing was proven.", several(n, "refusal", "refusals"))
	}
	if u := r.Blocked.UnprovenWho; u.Total() > 0 {
		say("%s %s never proven, and may be invented.", capital(u.words()), was(u.Total()))
	}
	if n := s.Untold; n > 0 {
		say("%s of those who are back %s let in on the same device when it no longer told the version that it was refused for.", web.Thousands(n), was(n))
	}
	if n := s.WithoutReason; n > 0 {
		say("%s %s no reason: judging broke, and the phase fails closed.", several(n, "refusal", "refusals"), has(n))
	}
	for _, g := range s.Gaps {
		say("Nothing was decided from %s to %s, where some %s are usual.", short(g.From, r.Window.From), short(g.Until, g.From), several(g.Expected, "decision", "decisions"))
	}
	if s.MoreGaps > 0 {
		say("And in %s.", several(s.MoreGaps, "more such gap", "more such gaps"))
	}
	if n := s.ClockBack; n > 0 {
		by := several(s.ClockBackBy, "second", "seconds")
		if s.ClockBackBy >= 120 {
			by = lasting(s.ClockBackBy / 60)
		}
		say("Records are out of the order of their times in %s, by %s at most: a clock was set back, or the last decisions of one process were taken over by another. What came first is told by the order of writing.", several(n, "place", "places"), by)
	}
	if n := s.Damage.Lines; n > 0 {
		words := fmt.Sprintf("%s of the journal %s damaged, and left out", several(n, "line", "lines"), is(n))
		if len(s.Damage.Words) > 0 {
			words += ", such as: " + web.Plain(s.Damage.Words[0], mostWordRunes)
		}
		say("%s.", trimStop(words))
	}
	if n := s.Unread; n > 0 {
		words := fmt.Sprintf("%s cannot be read, and %s left out", several(n, "record", "records"), is(n))
		if len(s.UnreadWords) > 0 {
			words += ", such as: " + web.Plain(s.UnreadWords[0], mostWordRunes)
		}
		say("%s.", trimStop(words))
	}
	if n := s.UnknownKinds; n > 0 {
		say("%s %s of a kind that this program does not know; a newer one may have written them.", several(n, "record", "records"), is(n))
	}
	if n := s.WithoutDetail; n > 0 {
		say("%s %s kept without detail: the disk was full, or nearly.", several(n, "refusal", "refusals"), was(n))
	}
	if n := s.NotFollowed; n > 0 {
		say("%s of more identities than are followed %s only counted.", several(n, "attempt", "attempts"), was(n))
	}
	if n := s.NotForetold; n > 0 {
		say("%s of the weeks before, of more identities than are remembered, %s not foretold by.", several(n, "attempt", "attempts"), was(n))
	}
	return out
}

// trimStop leaves room for a full stop behind words of others.
func trimStop(words string) string {
	for len(words) > 0 && words[len(words)-1] == '.' {
		words = words[:len(words)-1]
	}
	return words
}
