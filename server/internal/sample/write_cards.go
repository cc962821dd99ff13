package sample

import (
	"io"
	"strconv"
	"time"
)

// cardsHeading is that of cards.csv.
var cardsHeading = []string{"card", "series", "type", "atr", "holder", "organisation", "issued", "expires", "certificate_expires", "status", "last_used"}

func (e *estate) writeCards(w io.Writer) (int, error) {
	t := newTable(w, cardsHeading...)
	for c := range e.cards {
		k := e.card(c)
		wrong := e.wrong(cardsSheet, c)
		series, kind, atr, holder := e.toldOfSeries(c, &k)
		t.texts(k.number, series, kind, atr, holder, e.codeOf(e.cardOwner(c, k.holder)))
		for _, d := range [...]dated{{"issued", k.issued}, {"expires", k.expires}, {"certificate_expires", k.certificateExpires}} {
			if d.column == wrong {
				t.text(e.noDate())
			} else {
				t.day(d.day, time.DateOnly)
			}
		}
		t.text(k.status)
		t.instant(k.lastUsed)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}

// toldOfSeries is what cards.csv says by which a card's series may be found: one
// row in five leaves it to the number, a few of these to the type alone, and a
// very few say nothing at all.
func (e *estate) toldOfSeries(c int, k *card) (series, kind, atr, holder string) {
	draw := e.chance(ofIdentity, c)
	draw.next() // the first is cardOwner's
	if k.printed && draw.percent(80) {
		series = strconv.Itoa(k.generation.series)
	}
	if !draw.oneIn(30) {
		kind = k.generation.kind
	}
	if draw.oneIn(4) {
		atr = k.generation.atr
	}
	if k.holder != none {
		holder = personID(k.holder)
	}
	return series, kind, atr, holder
}

// writeCardsLostZeros lists further cards, as a spreadsheet saves them that took
// their numbers for numbers: without the zero in front, and without the series
// that only the number told.
func (e *estate) writeCardsLostZeros(w io.Writer) (int, error) {
	t := newTable(w, cardsHeading...)
	for c := e.cards; c < e.cards+min(max(e.cards/50, 20), 300); c++ {
		number, printed := e.cardNumber(c)
		if !printed {
			continue
		}
		person := c % e.people
		t.texts(withoutZeros(number), "", e.generation(c).kind, "", personID(person), e.codeOf(e.home(person)))
		draw := e.chance(ofCard, c)
		ends := e.today + day(draw.between(20, 900))
		t.day(ends-certificateDays, time.DateOnly)
		t.day(ends, time.DateOnly)
		t.day(ends, time.DateOnly)
		t.text("active")
		t.instant(e.ago(&draw, 1, 80))
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}
