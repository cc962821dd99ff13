package page

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

// table is what was seen of one kind of thing.
type table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// tables are what was seen, without what is empty.
func (p *Page) tables() []table {
	b := p.Bundle
	all := []table{
		{Caption: "Readers", Head: []string{"Reader", "State", "Made by"}},
		{Caption: "Cards", Head: []string{"In reader", "Series", "Type", "Certificates until", "PIN tries left"}},
		{Caption: "Sign-in software", Head: []string{"Product", "Version", "Runs"}},
		{Caption: "Hosts", Head: []string{"Host", "TLS, as this program negotiated it", "Certificate signed by", "What went wrong"}},
	}
	for _, r := range b.Readers {
		all[0].Rows = append(all[0].Rows, []string{r.Name, r.State, r.Vendor})
	}
	for _, c := range b.Cards {
		all[1].Rows = append(all[1].Rows, []string{c.Reader, series(c.PossibleSeries), c.Type, p.ends(c), tries(c)})
	}
	for _, c := range b.Clients {
		runs := "no"
		if c.Running {
			runs = "yes"
		}
		all[2].Rows = append(all[2].Rows, []string{p.call(c.Product), c.Version, runs})
	}
	for _, c := range b.Connections {
		all[3].Rows = append(all[3].Rows, []string{c.Host, c.TLS, c.Issuer, c.Failure})
	}
	var out []table
	for _, t := range all {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func series(possible []int) string {
	if len(possible) == 0 {
		return "not known"
	}
	var words []string
	for _, s := range possible {
		words = append(words, fmt.Sprint(s))
	}
	return strings.Join(words, " or ")
}

// ends are when the certificates of a card end.
func (p *Page) ends(c wire.Card) string {
	if c.Blank {
		return "the card is blank"
	}
	var words []string
	for _, x := range c.Certificates {
		words = append(words, x.Use+" "+p.in(x.Expires).Format("2 January 2006"))
	}
	return strings.Join(words, ", ")
}

func tries(c wire.Card) string {
	switch {
	case c.TriesLeft == nil:
		return "not known"
	case *c.TriesLeft == 0:
		return "none: blocked"
	}
	return fmt.Sprint(*c.TriesLeft)
}

// notices are the editions that were judged by.
func (p *Page) notices() string {
	var words []string
	for _, n := range p.Bundle.Notices {
		words = append(words, fmt.Sprintf("%s r%d", n.Notice, n.Revision))
	}
	return strings.Join(words, ", ")
}

// withheld says what is not in what would be sent.
func (p *Page) withheld() string {
	kinds := map[wire.Reveals]string{wire.RevealsDevice: "the computer's name and numbers", wire.RevealsCard: "card numbers", wire.RevealsPerson: "names of people"}
	var words []string
	for _, r := range p.Withheld {
		words = append(words, kinds[r])
	}
	if len(words) == 0 {
		return p.tooLong()
	}
	return strings.TrimSpace("Left out: " + strings.Join(words, ", ") + ". " + p.tooLong())
}

// tooLong says what would not be sent because it would be too long; "" if all would.
func (p *Page) tooLong() string {
	if p.LeftOut == nil {
		return ""
	}
	var words []string
	for _, l := range []struct {
		n   int
		few [2]string
	}{
		{p.LeftOut.Installed, [2]string{"program", "programs"}}, {p.LeftOut.Readers, [2]string{"reader", "readers"}}, {p.LeftOut.Cards, [2]string{"card", "cards"}},
		{p.LeftOut.Connections, [2]string{"host", "hosts"}}, {p.LeftOut.Findings, [2]string{"finding", "findings"}}, {p.LeftOut.Asked, [2]string{"thing that notices ask", "things that notices ask"}},
	} {
		switch {
		case l.n == 1:
			words = append(words, "1 "+l.few[0])
		case l.n > 1:
			words = append(words, fmt.Sprintf("%d %s", l.n, l.few[1]))
		}
	}
	return "Too long to be sent whole, so these are left out too: " + strings.Join(words, ", ") + "."
}
