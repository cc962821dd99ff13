package sample

import (
	"strings"
	"time"
)

// generation is a series of smartcards.
type generation struct {
	series int
	kind   string // as the reports of Care Identity Management say it
	atr    string // "" where none is public
	// Years before the estate's day in which cards of the series were given out.
	first, last int
}

// The answer to reset is that of a card seen in the field, in the list of
// pcsc-tools; which of series 5 and 6 it belongs to is not public.
var (
	series4  = generation{4, "Gemplus", "", 17, 12}
	series5  = generation{5, "Gemplus", "3BF91800008131FE454A434F503431563232AF", 14, 9}
	series6  = generation{6, "Gemplus", "3BF91800008131FE454A434F503431563232AF", 12, 6}
	series8  = generation{8, "Oberthur", "", 8, 1}
	series9  = generation{9, "PIV", "", 2, 0}
	series10 = generation{10, "PIV", "", 0, 0}

	carried = weighted[*generation]{{2, &series4}, {6, &series5}, {17, &series6}, {48, &series8}, {24, &series9}, {3, &series10}}
	old     = weighted[*generation]{{20, &series4}, {30, &series5}, {38, &series6}, {12, &series8}}
	stocked = weighted[*generation]{{25, &series8}, {55, &series9}, {20, &series10}}

	carriedStatus = weighted[string]{{870, "active"}, {30, "locked"}, {60, "expired"}, {15, "lost"}, {25, "cancelled"}}
	oldStatus     = weighted[string]{{60, "cancelled"}, {28, "expired"}, {12, "lost"}}
)

const (
	// peakAhead is how many days after the estate's own most certificates end.
	peakAhead = 41
	// peakShare is how many of a hundred active cards end on that day: 140,000
	// of some 900,000 did on 27 June 2022. Source: Management in Practice,
	// 13 June 2022.
	peakShare = 15
	// certificateDays is how long a certificate lasts.
	certificateDays = 3 * 365
)

// card is one smartcard.
type card struct {
	generation         *generation
	number             string
	printed            bool // the number is on its back, and begins with the series
	holder             int  // none: nobody's
	status             string
	issued             day
	expires            day
	certificateExpires day
	lastUsed           time.Time
}

// A block of cards belongs to a block of people: the first seven have one each,
// the eighth has one in three of five cases, and the rest are what was given
// back, lost, or lies in a drawer.
const (
	lastCarried = 7
	drawer      = 8
)

// current is the card that person p carries.
func (e *estate) current(p int) (card int, ok bool) {
	block, at := p/peoplePerBlock, p%peoplePerBlock
	card = block*cardsPerBlock + at
	return card, at < lastCarried || e.carries(card)
}

func (e *estate) carries(c int) bool {
	draw := e.chance(ofHolder, c)
	return draw.percent(60)
}

// holder is who has card c, and whether they carry it; none for a card of
// nobody. inUse is false for a card in stock or replaced.
func (e *estate) holder(c int) (person int, inUse bool) {
	block, at := c/cardsPerBlock, c%cardsPerBlock
	switch {
	case at < lastCarried, at == lastCarried && e.carries(c):
		return block*peoplePerBlock + at, true
	case at < drawer:
		return none, false
	}
	draw := e.chance(ofHolder, c)
	switch share := draw.below(100); {
	case share < 60:
		return block*peoplePerBlock + draw.below(peoplePerBlock), false
	case share < 80:
		return none, false
	default:
		return none, true // in use, and the export does not say by whom
	}
}

// status of card c.
func (e *estate) status(c int) string {
	draw := e.chance(ofStatus, c)
	switch holder, inUse := e.holder(c); {
	case inUse:
		return carriedStatus.draw(&draw)
	case holder == none:
		return "stock"
	default:
		return oldStatus.draw(&draw)
	}
}

// generation of card c. One that has expired is an old one.
func (e *estate) generation(c int) *generation {
	draw := e.chance(ofSeries, c)
	switch holder, inUse := e.holder(c); {
	case inUse && e.status(c) != "expired":
		return carried.draw(&draw)
	case holder == none && !inUse:
		return stocked.draw(&draw)
	default:
		return old.draw(&draw)
	}
}

// cardNumber is what is printed on the back of card c: two digits of the series,
// eight that no other card of it has. Of one in a hundred the export has another
// number, that of its chip, which tells no series.
func (e *estate) cardNumber(c int) (number string, printed bool) {
	draw := e.chance(ofNumber, c)
	if draw.oneIn(100) {
		return numbered("CHIP-", c+1, 8), false
	}
	// A bijection of the numbers below 10^8, so that neighbours do not look
	// like a sequence.
	const room, factor, offset = 100_000_000, 61_803_399, 27_182_818
	return numbered(numbered("", e.generation(c).series, 2), (c*factor+offset)%room, 8), true
}

// card tells what is true of card c.
func (e *estate) card(c int) card {
	draw := e.chance(ofCard, c)
	k := card{status: e.status(c), generation: e.generation(c)}
	k.holder, _ = e.holder(c)
	k.number, k.printed = e.cardNumber(c)
	if k.status == "stock" {
		return k
	}
	g := k.generation
	k.issued = e.today - day(g.last*365+draw.between(signInDays+2, 200+(g.first-g.last)*365))
	switch k.status {
	case "active", "locked":
		k.certificateExpires = e.today + day(draw.between(-15, certificateDays-10))
		if draw.percent(peakShare) {
			k.certificateExpires = e.today + peakAhead
		}
		k.lastUsed = e.lastUse(k.holder, &draw)
	case "expired":
		k.certificateExpires = e.today - day(draw.between(1, 1200))
		k.lastUsed = e.ago(&draw, dormantDays+1, 1600)
	default:
		k.certificateExpires = e.today + day(draw.between(-900, 900))
		k.lastUsed = e.ago(&draw, dormantDays+1, 1600)
	}
	k.certificateExpires = max(k.certificateExpires, k.issued+1)
	if first := k.issued.midnight().AddDate(0, 0, 1); !k.lastUsed.IsZero() && k.lastUsed.Before(first) {
		k.lastUsed = first.In(e.zone.Location())
	}
	k.expires = k.certificateExpires
	if draw.percent(40) && k.status != "expired" {
		k.expires += day(draw.between(100, 900))
	}
	return k
}

// ago is an instant so many days back, in office hours or thereabouts.
func (e *estate) ago(draw *chance, least, most int) time.Time {
	return e.at.AddDate(0, 0, -draw.between(least, most)).Add(-time.Duration(draw.below(6*60*60)) * time.Second)
}

// lastUse is when a card that works was last used: at its holder's last sign-in,
// or, of one that rests, weeks or years ago.
func (e *estate) lastUse(holder int, draw *chance) time.Time {
	last := time.Time{}
	if holder != none {
		e.signIns(holder, func(s signIn) {
			if s.at.After(last) {
				last = s.at
			}
		})
	}
	switch {
	case !last.IsZero():
		return last
	case draw.oneIn(8):
		return time.Time{} // never, or nobody knows
	case draw.percent(40):
		return e.ago(draw, signInDays+2, dormantDays-1)
	default:
		return e.ago(draw, dormantDays+1, 900)
	}
}

// cardOwner is the organisation that card c is listed under: its holder's, or
// the Registration Authority that keeps it.
func (e *estate) cardOwner(c, holder int) int {
	if holder != none {
		return e.home(holder)
	}
	all := e.byKind[hostTrust]
	draw := e.chance(ofIdentity, c)
	return all.first + draw.below(all.count)
}

// withoutZeros is a number as a spreadsheet leaves it that took it for one.
func withoutZeros(number string) string { return strings.TrimLeft(number, "0") }
