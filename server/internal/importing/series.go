package importing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// told is what tells the series of a card.
type told struct {
	number   int // the series by the printed number, 0 = it tells none
	cardType string
	atr      string
	seen     string // the series that an agent took the card in a reader for, with spaces between
}

// inferred is what that makes of the series.
type inferred struct {
	text      string
	possible  []notice.Value
	disagrees bool
}

// seriesTable infers series, each combination once.
type seriesTable struct {
	i         *Importer
	cards     *estate.Table
	column    *estate.Column
	known     map[told]*inferred
	spellings map[string]string
	numbers   map[told]int32
	told      []told
	disagreed int
}

func newSeriesTable(i *Importer) *seriesTable {
	return &seriesTable{i: i, cards: i.estate.Cards, column: i.estate.Cards.Column("series"),
		known: map[told]*inferred{}, spellings: map[string]string{}, numbers: map[told]int32{}}
}

// number returns the place of a combination in told.
func (s *seriesTable) number(t told) int32 {
	n, ok := s.numbers[t]
	if !ok {
		n = int32(len(s.told))
		t = t.clone()
		s.told, s.numbers[t] = append(s.told, t), n
	}
	return n
}

// clone holds on to no row.
func (t told) clone() told {
	return told{t.number, strings.Clone(t.cardType), strings.Clone(t.atr), strings.Clone(t.seen)}
}

// spelling returns a type as the card-types of the notices write it.
func (s *seriesTable) spelling(cardType string) string {
	if cardType == "" {
		return ""
	}
	known, ok := s.spellings[cardType]
	if ok {
		return known
	}
	cardType = strings.Clone(cardType)
	known = s.i.options.Set.CardType(cardType, s.i.options.At)
	s.spellings[cardType] = known
	return known
}

// infer sets the series of a card.
func (s *seriesTable) infer(row int, t told, o estate.Origin) {
	if t == (told{}) {
		return
	}
	found, ok := s.known[t]
	if !ok {
		found = s.find(t)
		s.known[t.clone()] = found
	}
	if found.text == "" {
		return
	}
	if found.disagrees {
		s.disagreed++
	}
	// Texts are few: there is room for them.
	if len(found.possible) == 1 && !found.disagrees {
		_ = s.cards.Set(row, s.column, found.text, o)
		return
	}
	_ = s.cards.SetSeveral(row, s.column, found.text, found.possible, o)
}

// find puts together what the number, the type and the ATR tell. An ATR tells a
// series where card-types name it as they do a type.
func (s *seriesTable) find(t told) *inferred {
	var evidence []struct {
		by     string
		series []int
	}
	tell := func(by string, series []int) {
		if len(series) > 0 {
			evidence = append(evidence, struct {
				by     string
				series []int
			}{by, series})
		}
	}
	if t.number > 0 {
		tell("number", []int{t.number})
	}
	ofType := s.i.options.Set.SeriesOf(t.cardType, s.i.options.At)
	tell("type", ofType)
	tell("ATR", s.i.options.Set.SeriesOf(t.atr, s.i.options.At))
	tell("chip", seenSeries(t.seen))
	if len(evidence) == 0 {
		return &inferred{}
	}
	common := slices.Clone(evidence[0].series)
	for _, e := range evidence[1:] {
		common = slices.DeleteFunc(common, func(n int) bool { return !slices.Contains(e.series, n) })
	}
	if len(common) > 0 {
		return &inferred{text: either(common), possible: values(common)}
	}
	// A notice narrows a series by its own card-types: what contradicts the
	// type is unknown to it. Without a type, any of them may be right.
	var parts []string
	var all, notType []int
	for _, e := range evidence {
		parts = append(parts, either(e.series)+" by its "+e.by)
		all = append(all, e.series...)
		if e.by != "type" && !slices.ContainsFunc(e.series, func(n int) bool { return slices.Contains(ofType, n) }) {
			notType = e.series
		}
	}
	out := &inferred{text: strings.Join(parts, ", "), possible: values(all), disagrees: true}
	if len(ofType) > 0 && len(notType) > 0 {
		out.possible = values(notType)
	}
	return out
}

func values(numbers []int) []notice.Value {
	out := make([]notice.Value, len(numbers))
	for i, n := range numbers {
		out[i] = notice.Int(n)
	}
	return out
}

// either writes "4, 5 or 6".
func either(numbers []int) string {
	var b strings.Builder
	for i, n := range numbers {
		switch {
		case i > 0 && i == len(numbers)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
