package joined

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// claimedCard is what a sign-in says of the card itself.
type claimedCard struct {
	kind, atr notice.Value
	kindText  string
	atrText   string
	ofKind    []int          // the series that a card of this type may have
	series    []notice.Value // what it may be, by the series that is said and by the ATR; none: they do not tell
}

// card tells of the card in the reader: of that whose number was claimed, or that
// the person can only have, or of what all have in common that the person may have.
func (q *question) card() {
	a, f := q.attempt, q.facts
	number := strings.TrimSpace(a.Card)
	claimed := q.claimedCard()
	if number == "" && claimed.saysNothing() && len(q.cards) == 0 {
		return
	}
	q.subject.Card = number
	if row := q.theCard(claimed); row >= 0 {
		q.cardOf(row, claimed)
		return
	}
	if number == "" && claimed.saysNothing() && len(q.cards) == 0 {
		return // the person has too many
	}
	f.Give(notice.Card)
	if number != "" {
		f.Set(*cardNumber, notice.Text(number))
	}
	if len(q.cards) > 1 {
		q.oneOf(claimed)
	} else {
		claimed.tell(f)
	}
}

// claimedCard reads what is said of the card.
func (q *question) claimedCard() (c claimedCard) {
	a := q.attempt
	if c.kindText = strings.TrimSpace(a.CardType); c.kindText != "" {
		c.kindText = q.set.CardType(c.kindText, time.Time{})
		c.kind = notice.Text(c.kindText)
		c.ofKind = q.set.SeriesOf(c.kindText, time.Time{})
	}
	if c.atrText = canonicalATR(a.ATR); c.atrText != "" {
		c.atr = notice.Text(c.atrText)
		c.series = valuesOf(q.seriesOfATR(a.ATR, c.atrText))
	}
	if v := q.read(cardSeries, a.Series); !v.IsMissing() {
		said := []notice.Value{v}
		if len(c.series) > 0 && !slices.Contains(c.series, v) {
			said = append(said, c.series...) // one of both is wrong
		}
		c.series = said
	}
	return c
}

func (c *claimedCard) saysNothing() bool {
	return c.kindText == "" && c.atrText == "" && len(c.series) == 0
}

// tell tells what is claimed alone.
func (c *claimedCard) tell(f *notice.Facts) {
	if !c.kind.IsMissing() {
		f.Set(*cardType, c.kind)
	}
	if !c.atr.IsMissing() {
		f.Set(*cardATR, c.atr)
	}
	setSeries(f, c.series)
}

func setSeries(f *notice.Facts, series []notice.Value) {
	switch len(series) {
	case 0:
	case 1:
		f.Set(*cardSeries, series[0])
	default:
		series = slices.SortedFunc(slices.Values(series), func(a, b notice.Value) int {
			m, _ := a.Int()
			n, _ := b.Int()
			return cmp.Compare(m, n)
		})
		f.SetSeveral(*cardSeries, series)
	}
}

// seriesOfATR returns the series that card-types give an ATR, however they write
// it.
func (q *question) seriesOfATR(written, canonical string) []int {
	if series := q.set.SeriesOf(strings.TrimSpace(written), time.Time{}); len(series) > 0 {
		return series
	}
	return q.set.SeriesOf(q.set.CardType(canonical, time.Time{}), time.Time{})
}

func valuesOf(numbers []int) (out []notice.Value) {
	for _, n := range numbers {
		out = append(out, notice.Int(n))
	}
	return out
}

// canonicalATR writes an ATR in capitals and without what stands between its
// bytes; what is no ATR stays as it is.
func canonicalATR(atr string) string {
	atr = strings.TrimSpace(atr)
	plain := true
	for i := range len(atr) {
		c := atr[i]
		if ('0' > c || c > '9') && ('A' > c || c > 'F') {
			plain = false
			break
		}
	}
	if plain {
		return atr
	}
	out := make([]byte, 0, len(atr))
	for i := range len(atr) {
		switch c := atr[i]; {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'F':
			out = append(out, c)
		case 'a' <= c && c <= 'f':
			out = append(out, c-('a'-'A'))
		case strings.IndexByte(" :-.", c) >= 0:
		default:
			return atr
		}
	}
	return string(out)
}

// theCard returns the row of the card; none where the files do not tell which it
// is. Those that the person may have are then what is left of q.cards.
func (q *question) theCard(claimed claimedCard) int32 {
	if q.cardRow >= 0 {
		return q.cardRow
	}
	if len(q.cards) > maxHeld || !q.anyRecent() {
		q.cards = nil
		return none
	}
	left := q.mayBe[:0]
	for _, card := range q.cards {
		if q.canBe(card, claimed) {
			left = append(left, card)
		}
	}
	q.cards = left
	if len(left) == 1 {
		return left[0]
	}
	return none
}

// anyRecent reports whether anything of the cards was seen lately. Files that are
// too old do not tell which card somebody holds now.
func (q *question) anyRecent() bool {
	for _, card := range q.cards {
		if !q.tooOld(q.files.Cards.ListedAt(int(card))) || !q.tooOld(q.files.Cards.Seen(int(card))) {
			return true
		}
	}
	return false
}

// canBe reports whether a card that a person holds can be the one that is
// described.
func (q *question) canBe(card int32, claimed claimedCard) bool {
	x := q.files
	if known := x.atr.Text(int(card)); known != "" && claimed.atrText != "" && canonicalATR(known) != claimed.atrText {
		return false
	}
	if known := x.cardType.Text(int(card)); known != "" && claimed.kindText != "" && !strings.EqualFold(known, claimed.kindText) {
		return false
	}
	possible := x.series.Possible(x.series.Number(int(card)))
	if !meet(possible, claimed.series) || !meet(possible, valuesOf(claimed.ofKind)) {
		return false
	}
	return len(claimed.series) == 0 || meet(q.seriesOfType(x.cardType.Text(int(card))), claimed.series)
}

// meet reports whether two sets of values, of which an empty one allows all, share
// one.
func meet(a, b []notice.Value) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(v notice.Value) bool { return slices.Contains(b, v) })
}

func common(a, b []notice.Value) (out []notice.Value) {
	for _, v := range a {
		if slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

// cardOf tells of a card of the files, and of what is claimed of it. By its number
// it is that card whatever else is claimed: what differs is then not known.
func (q *question) cardOf(row int32, claimed claimedCard) {
	x, f, s := q.files, q.facts, q.subject
	r := x.tables[notice.Card]
	s.Card, s.KnowsCard = r.Table.Key(int(row)), true
	slots := estate.EveryFact
	if q.merge(r, row, x.cardType, claimed.kind, sameText) || q.typeContradicts(r, row, claimed) {
		slots &^= 1 << cardType.Slot
	}
	if q.merge(r, row, x.atr, claimed.atr, sameATR) {
		slots &^= 1 << cardATR.Slot
	}
	known := x.series.Possible(x.series.Number(int(row)))
	said := claimed.series
	if len(said) == 0 && !meet(known, valuesOf(claimed.ofKind)) {
		said = valuesOf(claimed.ofKind) // another type is claimed than the files have
	}
	// Of a series that is too old nothing is left but what the type tells.
	if q.mergeSeries(r, row, known, said) || claimed.kindText != "" && q.tooOld(r.SeenOf(int(row), x.series)) {
		slots &^= 1 << cardSeries.Slot
	}
	r.Tell(f, int(row), slots)
}

// typeContradicts reports whether the type that the files have must not be told
// beside the series that is claimed, which it would narrow: since it allows none of
// those, or is too old to say so.
func (q *question) typeContradicts(r *estate.Readable, row int32, claimed claimedCard) bool {
	known := q.files.cardType.Text(int(row))
	if known == "" || len(claimed.series) == 0 {
		return false
	}
	if q.tooOld(r.SeenOf(int(row), q.files.cardType)) {
		return true
	}
	if meet(q.seriesOfType(known), claimed.series) {
		return false
	}
	q.differ(cardType, "series "+seriesInWords(claimed.series), known)
	return true
}

func (q *question) seriesOfType(cardType string) []notice.Value {
	return valuesOf(q.set.SeriesOf(cardType, time.Time{}))
}

// mergeSeries is merge for what may be known in part.
func (q *question) mergeSeries(r *estate.Readable, row int32, known, claimed []notice.Value) (told bool) {
	if len(claimed) == 0 {
		return false
	}
	if len(known) == 0 || q.tooOld(r.SeenOf(int(row), q.files.series)) {
		setSeries(q.facts, claimed)
		return true
	}
	both := common(claimed, known)
	switch len(both) {
	case 0:
		setSeries(q.facts, slices.Concat(claimed, known))
		q.difference(cardSeries.Path(), seriesInWords(claimed), q.files.series.Text(int(row)))
	case len(claimed):
		setSeries(q.facts, claimed)
	default:
		return false // the files know it better
	}
	return true
}

func seriesInWords(values []notice.Value) string {
	var out []string
	for _, v := range values {
		n, _ := v.Int()
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, " or ")
}

func sameText(known, claimed notice.Value) (both, enough bool) {
	same := strings.EqualFold(inWords(known), inWords(claimed))
	return same, same
}

func sameATR(known, claimed notice.Value) (both, enough bool) {
	same := canonicalATR(inWords(known)) == inWords(claimed)
	return same, same
}

// oneOf tells what is known of a card that is one of several: what is claimed of
// it, what all of them have in common, and which series it may be.
func (q *question) oneOf(claimed claimedCard) {
	x, f := q.files, q.facts
	claimed.tell(f)
	r := x.tables[notice.Card]
	first := q.cards[0]
	slots := estate.EveryFact &^ (1<<cardNumber.Slot | 1<<cardSeries.Slot)
	for _, c := range r.Columns {
		said := c == x.cardType && (!claimed.kind.IsMissing() || len(claimed.series) > 0 && q.tooOld(q.seenFirst(r, c))) ||
			c == x.atr && !claimed.atr.IsMissing()
		if said || !q.alike(c) {
			slots &^= 1 << c.Attribute.Slot
			if c.Attribute.Slot == cardGroups.Slot {
				f.Note(*cardGroups, "it is one of several cards of this person")
			}
		}
	}
	r.Tell(f, int(first), slots)
	q.oldest(r, slots)
	q.seriesOfOne(r, claimed)
}

// alike reports whether all cards that it may be have the same value in a column.
func (q *question) alike(c *estate.Column) bool {
	for _, card := range q.cards[1:] {
		if c.Times != nil && c.Times.At(int(card)) != c.Times.At(int(q.cards[0])) || c.Times == nil && c.Number(int(card)) != c.Number(int(q.cards[0])) {
			return false
		}
	}
	return true
}

// oldest makes what all cards have in common as old as the card of which it was
// seen longest ago.
func (q *question) oldest(r *estate.Readable, slots uint64) {
	for _, c := range r.Columns {
		if slots&(1<<c.Attribute.Slot) == 0 {
			continue
		}
		if seen := q.seenFirst(r, c); seen != estate.NoTime {
			q.facts.AttributeSeenAt(*c.Attribute, estate.Instant(seen))
		}
	}
}

// seenFirst returns when that was which was seen longest ago of the cards.
func (q *question) seenFirst(r *estate.Readable, c *estate.Column) int64 {
	oldest := estate.NoTime
	for _, card := range q.cards {
		if seen := r.SeenOf(int(card), c); seen != estate.NoTime && (oldest == estate.NoTime || seen < oldest) {
			oldest = seen
		}
	}
	return oldest
}

// seriesOfOne tells which series a card may be that is one of several.
func (q *question) seriesOfOne(r *estate.Readable, claimed claimedCard) {
	c := q.files.series
	var possible []notice.Value
	for _, card := range q.cards {
		of := c.Possible(c.Number(int(card)))
		if len(of) == 0 {
			possible = nil // this one may be any
			break
		}
		for _, v := range of {
			if !slices.Contains(possible, v) {
				possible = append(possible, v)
			}
		}
	}
	seen := q.seenFirst(r, c)
	if len(claimed.series) > 0 {
		both := common(claimed.series, possible)
		if len(possible) == 0 || len(both) == 0 || len(both) == len(claimed.series) || q.tooOld(seen) {
			return // what is claimed says no less, and is told
		}
		possible = both
	}
	if len(possible) == 0 {
		q.facts.Note(*cardSeries, "it is one of several cards of this person")
		return
	}
	setSeries(q.facts, possible)
	if seen != estate.NoTime {
		q.facts.AttributeSeenAt(*cardSeries, estate.Instant(seen))
	}
}
