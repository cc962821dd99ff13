package pcsc

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Kind is what happened.
type Kind uint8

// Kinds of events.
const (
	// ServiceLost: the service cannot be reached; Err says why. It is tried again.
	ServiceLost Kind = iota + 1
	// ServiceFound: it can be reached again, or for the first time after ServiceLost.
	ServiceFound
	// ReaderCame and ReaderWent: a reader was plugged in or out, or was there from
	// the beginning.
	ReaderCame
	ReaderWent
	// CardInserted and CardRemoved: a card was put in or taken out.
	CardInserted
	CardRemoved
	// CardChanged: there was a card and there is one, and in between it was out: the
	// counter or the ATR tells.
	CardChanged
	// CardPassed: there was none and there is none, and in between there was.
	CardPassed
	// StateChanged: the card began or ceased to answer, or to be used by one program
	// alone, or gave its ATR later, or the reader began or ceased to be available.
	StateChanged
)

// Event is something that happened to a reader or its card.
type Event struct {
	Kind   Kind
	Reader card.Reader // as it is afterwards; of one that went, as it was. Zero for the service's
	Err    error       // with ServiceLost, why
}

// String returns it as one line without an end.
func (e Event) String() string {
	name := card.Plain(e.Reader.Name)
	atr := ""
	if len(e.Reader.ATR) > 0 {
		atr = ", ATR " + card.Hex(e.Reader.ATR)
	}
	switch e.Kind {
	case ServiceLost:
		line := fmt.Sprintf("smartcard service lost: %v", e.Err)
		if text := Remedy(e.Err); text != "" {
			line += ". " + text
		}
		return line
	case ServiceFound:
		return "smartcard service found"
	case ReaderCame:
		return "reader came: " + name
	case ReaderWent:
		return "reader went: " + name
	case CardInserted:
		if e.Reader.State == card.Mute {
			return "card inserted, and it does not answer: " + name
		}
		return "card inserted: " + name + atr
	case CardRemoved:
		return "card removed: " + name
	case CardChanged:
		return "card taken out and put in: " + name + atr
	case CardPassed:
		return "card put in and taken out: " + name
	case StateChanged:
		return "reader changed: " + e.Reader.String()
	}
	return fmt.Sprintf("event %d: %s", e.Kind, name)
}

// changes tells what happened between two looks: what went first, then the rest in the order
// of the readers.
func changes(before, after []card.Reader) []Event {
	var all []Event
	for _, old := range before {
		if _, still := find(after, old.Name); still {
			continue
		}
		if old.State.HasCard() {
			all = append(all, Event{Kind: CardRemoved, Reader: old})
		}
		all = append(all, Event{Kind: ReaderWent, Reader: old})
	}
	for _, now := range after {
		old, known := find(before, now.Name)
		if !known {
			all = append(all, Event{Kind: ReaderCame, Reader: now})
			old = card.Reader{Name: now.Name, State: card.Empty, Events: now.Events}
		}
		if kind := happened(old, now); kind != 0 {
			all = append(all, Event{Kind: kind, Reader: now})
		}
	}
	return all
}

// happened tells what happened in one reader; 0 is nothing.
func happened(old, now card.Reader) Kind {
	// Reader states that say nothing about cards tell of none.
	known := now.State == card.Empty || now.State.HasCard()
	was := old.State == card.Empty || old.State.HasCard()
	switch {
	case known && !old.State.HasCard() && now.State.HasCard():
		return CardInserted
	case known && old.State.HasCard() && !now.State.HasCard():
		return CardRemoved
	case known && was && now.State.HasCard() && (old.Events != now.Events || differ(old.ATR, now.ATR)):
		return CardChanged
	case known && was && old.Events != now.Events && now.State == card.Empty:
		return CardPassed
	case old.State != now.State || old.Exclusive != now.Exclusive || len(old.ATR) == 0 && len(now.ATR) > 0:
		return StateChanged
	}
	return 0
}

// differ tells whether two ATRs are of two cards; a card whose power is off for the
// moment may have none.
func differ(a, b []byte) bool { return len(a) > 0 && len(b) > 0 && !bytes.Equal(a, b) }

func find(all []card.Reader, name string) (card.Reader, bool) {
	i := slices.IndexFunc(all, func(r card.Reader) bool { return r.Name == name })
	if i < 0 {
		return card.Reader{}, false
	}
	return all[i], true
}
