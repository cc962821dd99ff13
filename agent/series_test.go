package agent

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// TestSeriesAreTheSameEverywhere holds that the table of the page, the finding, the bundle
// and the mail say the same of the series of a card, by whatever it is known.
func TestSeriesAreTheSameEverywhere(t *testing.T) {
	for _, c := range []struct {
		card     device.Card
		possible []int
		words    string
	}{
		{device.Card{ATR: "3B00", Type: "PIV"}, []int{9, 10}, "9 or 10"},
		{device.Card{ATR: "3B00", Series: []int{5, 6}}, []int{5, 6}, "5 or 6"},
		{device.Card{ATR: "3B00", Series: []int{6, 8}, Type: "Oberthur"}, []int{8}, "8"},
		{device.Card{ATR: "3B00", Series: []int{5, 6}, Type: "PIV"}, nil, "not known"},
		{device.Card{ATR: "3B00"}, nil, "not known"},
	} {
		d := sample.Devices()[0].Device
		d.Cards.Readers = []device.Reader{{Name: "R", State: device.Present, Card: &c.card}}
		r := &Report{device: d, options: CheckOptions{Set: shipped.Set(t), At: d.At}}
		r.Bundle = r.bundle(d)
		for _, b := range []*wire.Bundle{r.Bundle, r.Sent()} {
			if !slices.Equal(b.Cards[0].PossibleSeries, c.possible) || !slices.Equal(b.Cards[0].Series, c.card.Series) {
				text, _ := json.Marshal(b.Cards[0])
				t.Errorf("%+v: the bundle has %s", c.card, text)
			}
		}
		found := slices.IndexFunc(r.Bundle.Findings, func(f wire.Finding) bool {
			return f.Check == "card.series" && strings.Contains(f.Say, c.words)
		})
		var page bytes.Buffer
		if err := r.HTML(&page); err != nil {
			t.Fatal(err)
		}
		if cell := fmt.Sprintf("<td>%s</td>", c.words); found < 0 || !strings.Contains(page.String(), cell) {
			t.Errorf("%+v: no finding or no cell %s", c.card, cell)
		}
	}
}
