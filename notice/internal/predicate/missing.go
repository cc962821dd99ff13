package predicate

import (
	"fmt"
	"time"

	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// mostNoted is how many characters of a note are told: it may be somebody else's
// words.
const mostNoted = 200

// noted returns why a slot is missing; "" if nobody said.
func (f *Facts) noted(slot int) string {
	if len(f.notes) == 0 {
		return ""
	}
	return f.notes[slot]
}

// missing says that an attribute is not known, and why where that is known.
func (t *teller) missing(a *fact.Attribute) string {
	t.named = true
	is, was := " is", " was"
	if isPlural(a) {
		is, was = " are", " were"
	}
	f := t.facts
	if t.prefix == "" || objectOf(a) != ApplicationObject {
		switch {
		case a.Slot == clientStatus.Slot && f.slots[a.Slot] == nil:
			return t.noClientStatus()
		case f.stale&(1<<a.Slot) != 0 && (f.slots[a.Slot] != nil || a.ClosedWorld):
			return t.name(a) + was + t.lastSeen(a.Slot)
		case a.Slot == cardSeries.Slot && f.seriesExcluded():
			return fmt.Sprintf("%s is not known (a card of type %s does not have series %s)",
				t.name(a), t.p.text(f.slots[cardTypeOf.Slot]), t.anyOf(f.series))
		case f.noted(a.Slot) != "":
			return t.name(a) + is + " not known (" + shortenTo(mostNoted, f.noted(a.Slot)) + ")"
		}
	}
	return t.name(a) + is + " not known"
}

func (t *teller) lastSeen(slot int) string {
	return fmt.Sprintf(" last seen on %s, which is too long ago", t.p.instant(time.Unix(0, t.facts.seen[slot]).UTC()))
}

// noClientStatus says why the catalogue tells no status of the client.
func (t *teller) noClientStatus() string {
	product, _ := t.facts.value(clientProduct.Slot).(types.String)
	switch {
	case product == "":
		return t.missing(&clientProduct)
	case t.facts.value(clientVersion.Slot) == nil:
		return t.missing(&clientVersion)
	}
	return fmt.Sprintf("the notice does not list version %s of %s", t.anyOf(t.facts.possible(clientVersion.Slot)), t.product(string(product)))
}

// completeness says that the list of applications may lack some.
func (t *teller) completeness() string {
	t.named = true
	if t.facts.value(deviceApplications.Slot) == nil {
		return t.missing(&deviceApplications)
	}
	return "the list of applications may be incomplete"
}
