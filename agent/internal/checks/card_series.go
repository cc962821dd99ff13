package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

var cardSeries = Check{
	ID:    "card.series",
	Title: "Which series the card is",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "Cards of series 4, 5 and 6 cannot make SHA-256 signatures and are being retired; the notices say from when.",
	Remedy: Remedy{
		Do:  "Read the small number at the bottom right of the card's back: its first two digits are the series.",
		Who: Person,
	},
	Source: "NHS England's deprecation notice of smartcard series 4, 5 and 6 (after 7 May 2026); the ATRs are those of Debian's pcsc-tools 1.6.2",
	Look: func(v *View) []wire.Finding {
		return cards(v, func(r reading) []wire.Finding {
			c := r.Card
			f := wire.Finding{Level: wire.Note, Values: []wire.Value{{Name: "ATR", Value: c.ATR}}}
			product := ""
			if c.Product != "" {
				product = " (" + c.Product + ")"
			}
			switch may := v.SeriesOf(c); {
			case len(c.Series) > 0 && len(may) == 0:
				f.Say = fmt.Sprintf("Its series is not known: its answer to reset is that of series %s%s, and the notices know no card of type %s of them. The first two digits of the number on its back are the series.", either(c.Series), product, c.Type)
			case len(c.Series) > 0 && len(may) == 1:
				f.Say = fmt.Sprintf("By its answer to reset it is of series %d%s.", may[0], product)
			case len(c.Series) > 0:
				f.Say = fmt.Sprintf("By its answer to reset it is of series %s%s; which of them is not public.", either(may), product)
			case len(may) > 0:
				f.Say = fmt.Sprintf("Its answer to reset does not tell its series%s. It is a %s card, and by the notices those are of series %s: the first two digits of the number on its back.", product, c.Type, either(may))
			default:
				f.Say = "Its series is not known by its answer to reset" + product + ". The first two digits of the number on its back are the series."
			}
			return []wire.Finding{f}
		})
	},
}

// either are the series that a card may be of, in words: "5 or 6".
func either(series []int) string {
	var words []string
	for _, s := range series {
		words = append(words, fmt.Sprint(s))
	}
	return strings.Join(words, " or ")
}
