package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// gemaltoWords are in the names of what Gemalto's software registers with Windows for
// cards: the maker's names over time.
//
// Source: pcsc-tools 1.6.2, smartcard_list.txt, which names cards of each.
var gemaltoWords = []string{"gemalto", "axalto", "gemplus", "gemsafe", "classic client"}

var gemaltoLeft = Check{
	ID:    "gemalto.leftovers",
	Title: "The Gemalto middleware is gone",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "It is for series 4, 5 and 6 cards alone, which are no longer accepted, and NHS England describes it as the cause of significant problems.",
	Remedy: Remedy{
		Do:  "Remove Gemalto Classic Client once no series 4, 5 or 6 card is used here. In which order it and the Oberthur middleware are best exchanged is not public: try it on one computer first.",
		Who: ITTeam,
	},
	Source: pageSeries456,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: gemaltoClient, Say: say})
		}
		for _, s := range v.Installed(gemaltoClient) {
			say := fmt.Sprintf("%s is still installed%s.", quote(s.Product.Name), inVersion(s))
			if v.Has(oberthurMiddleware) == fact.False {
				say += " The Oberthur middleware, which comes in its place, is not."
			}
			add(wire.Warning, say)
		}
		product := len(found) > 0
		for _, f := range v.FilesOf(gemaltoFiles) {
			if product {
				add(wire.Note, fmt.Sprintf("Of it there is %s.", fileInWords(f)))
			} else {
				add(wire.Warning, fmt.Sprintf("Of the Gemalto middleware there is left %s, though the list of programs does not name it.", fileInWords(f)))
			}
		}
		for _, m := range v.Host.Smartcard.Minidrivers {
			if hasWord(m.Name+" "+m.Provider+" "+m.Module, gemaltoWords) {
				add(wire.Note, fmt.Sprintf("Windows still has %s registered for cards (%s).", quote(m.Name), bits(m.View)))
			}
		}
		switch {
		case len(found) > 0:
			return found
		case !v.Host.Products.Whole():
			return nil // software.catalogue says so
		case len(v.Maybe(gemaltoClient)) > 0:
			return nil // and that a name comes near
		}
		return at(wire.Well, "There is no Gemalto middleware.")
	},
}

// hasWord tells whether one of the words, in small letters, is in a text.
func hasWord(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
