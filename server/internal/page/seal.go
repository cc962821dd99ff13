package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
)

//go:embed assets/nhsuk-frontend.css
var frontend string

//go:embed assets/page.css
var looks string

//go:embed assets/page.js
var script string

// Where rows are cards, and where they are tables: paper is never narrow.
const (
	asCards  = "screen and (max-width:64em)"
	asTables = "print,(min-width:64.01em)"
)

// style is all the style of a page.
func (m *maker) style() string {
	var css strings.Builder
	css.WriteString(frontend)
	css.WriteString(looks)
	var cards, tables strings.Builder
	for _, l := range m.lists {
		if len(l.Rows) > 0 {
			l.style(&cards, &tables)
		}
	}
	fmt.Fprintf(&css, "@media %s{\n%s}\n@media %s{\n%s}\n", asCards, cards.String(), asTables, tables.String())
	return css.String()
}

// seal is the policy by which a browser fetches nothing, sends nothing, and runs
// this style and this script and no others: what a hostile text might smuggle
// into the page stays dead (Content Security Policy Level 3 §2.3.1, §8.3).
func seal(style, script string) string {
	return "default-src 'none'; style-src " + hashed(style) + "; script-src " + hashed(script) + "; base-uri 'none'; form-action 'none'"
}

func hashed(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
