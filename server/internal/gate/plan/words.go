package plan

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Message is what happened, in a sentence, for a log.
type Message struct {
	// Loud says that somebody should look: what is in force is not what was meant,
	// or blocks less than it says.
	Loud bool
	Text string
}

// tell says one thing at a time: who holds is not who watches the files.
func (k *Keeper) tell(loud bool, format string, args ...any) {
	k.telling.Lock()
	defer k.telling.Unlock()
	k.log(Message{loud, fmt.Sprintf(format, args...)})
}

// tellProblems says what is wrong with files.
func (k *Keeper) tellProblems(problems notice.Problems) {
	k.tell(true, "the files cannot all be read, so that the plan before them stays in force until they are mended")
	for i, p := range problems {
		if i == maxTold {
			k.tell(true, "and %d more problems", len(problems)-maxTold)
			break
		}
		k.tell(true, "%s", p)
	}
}

// tellWarnings says what is new among the warnings.
func (k *Keeper) tellWarnings(was, is *Plan) {
	before := map[string]bool{}
	for _, p := range was.Warnings {
		before[p.String()] = true
	}
	var fresh []string
	for _, p := range is.Warnings {
		if !before[p.String()] {
			fresh = append(fresh, p.String())
		}
	}
	for _, words := range first(fresh) {
		k.tell(false, "%s", words)
	}
}

// clockTime writes an instant as people read it, in the zone of the first notice.
func (k *Keeper) clockTime(at time.Time) string {
	if at.IsZero() {
		return "a time that cannot be told"
	}
	if p := k.current.Load(); p != nil {
		if z := p.Set.Zone(); z != nil {
			at = at.In(z.Location())
		}
	}
	return at.Format("2006-01-02 15:04:05 MST")
}

// StartUp returns what whoever starts the gate should read: what is in force,
// whether it blocks, and what of the files is worth mending.
func (k *Keeper) StartUp() []Message {
	p := k.Current()
	now := k.clock()
	var out []Message
	say := func(loud bool, format string, args ...any) {
		out = append(out, Message{loud, fmt.Sprintf(format, args...)})
	}
	var names []string
	for _, e := range p.Set.Editions(now) {
		names = append(names, fmt.Sprintf("%s revision %d", e.Notice, e.Revision))
	}
	say(false, "decisions go by %s, from %d files: %s", strings.Join(first(names), ", "), len(p.Sources), p.Digest)
	if p.Armed {
		say(false, "the plan is armed: %s", p.Why)
	} else {
		say(true, "THE PLAN IS NOT ARMED: %s; blocks warn. Once they are approved, give their digest with --armed: it is what lanyard notice digest prints for them", p.Why)
	}
	if h, held := k.Held(); held {
		say(true, "%s", strings.ToUpper(h.words(k)[:1])+h.words(k)[1:])
	}
	for _, o := range first(openWords(k, p.OpenWindows(now))) {
		say(false, "%s", o)
	}
	for _, o := range first(standingWords(k, p.Standing(now))) {
		say(false, "%s", o)
	}
	if o, ok := p.NextWindow(now); ok {
		say(false, "%s", nextWords(k, o))
	}
	var warnings []string
	for _, w := range p.Warnings {
		warnings = append(warnings, w.String())
	}
	for _, w := range first(warnings) {
		say(false, "%s", w)
	}
	return out
}

func openWords(k *Keeper, open []OpenWindow) []string {
	var out []string
	for _, o := range open {
		out = append(out, fmt.Sprintf("%s blocks now, in a window that closes %s", o.Requirement, k.clockTime(o.Until)))
	}
	return out
}

func standingWords(k *Keeper, standing []OpenWindow) []string {
	var out []string
	for _, o := range standing {
		out = append(out, fmt.Sprintf("%s blocks now, since %s and %s", o.Requirement, k.clockTime(o.From), k.forHowLong(o)))
	}
	return out
}

func nextWords(k *Keeper, o OpenWindow) string {
	if o.Window == "" {
		return fmt.Sprintf("%s blocks next, from %s and %s", o.Requirement, k.clockTime(o.From), k.forHowLong(o))
	}
	return fmt.Sprintf("the next window in which %s blocks opens %s and closes %s", o.Requirement, k.clockTime(o.From), k.clockTime(o.Until))
}

// forHowLong says when a block without a window ends.
func (k *Keeper) forHowLong(o OpenWindow) string {
	if o.Until.IsZero() {
		return "for good"
	}
	return "until " + k.clockTime(o.Until)
}
