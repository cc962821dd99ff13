package predicate

import (
	"strings"

	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// nouns are the attributes in words, by slot, for where the object was named
// before; those whose names are no words of a sentence stand here.
var nouns = func() (out [fact.SlotCount]string) {
	special := map[string]string{
		"card.atr":                 "answer to reset (ATR)",
		"card.issued":              "issue date",
		"card.expires":             "expiry date",
		"card.certificate_expires": "certificate expiry date",
		"card.last_used":           "last use",
		"device.os":                "operating system",
		"device.os_version":        "operating system version",
		"device.last_seen":         "last contact",
		"connection.tls":           "TLS version",
		"connection.cipher":        "cipher suite",
		"application.protocols":    "sign-in protocols",
	}
	for _, a := range attributes {
		if out[a.Slot] = special[a.Path()]; out[a.Slot] == "" {
			out[a.Slot] = strings.ReplaceAll(a.Name, "_", " ")
		}
	}
	return out
}()

// wholes are those that stand in a sentence otherwise than as the card's series.
var wholes = map[string]string{
	"client.product":     "the sign-in program",
	"client.version":     "the version of the sign-in program",
	"client.status":      "the status of the sign-in program",
	"connection.offered": "the highest TLS version offered",
}

// name is an attribute in words: whoever reads them knows neither the notice nor its
// names of facts.
func (t *teller) name(a *fact.Attribute) string {
	if objectOf(a) == ApplicationObject && t.prefix != "" {
		return nouns[a.Slot] // of the application that was named
	}
	if a.Slot == clientVersion.Slot {
		if product, ok := t.facts.value(clientProduct.Slot).(types.String); ok && product != "" {
			return "the version of " + t.product(string(product))
		}
	}
	if whole := wholes[a.Path()]; whole != "" {
		return whole
	}
	return "the " + a.Object + "'s " + nouns[a.Slot]
}

// product is what people call a product, or its id where the notice does not know it.
func (t *teller) product(id string) string {
	if c := t.facts.catalogue; c != nil {
		if name := c.NameOf(id); name != "" {
			return showText(name)
		}
	}
	return showText(id)
}

func isPlural(a *fact.Attribute) bool {
	return a.Type == fact.TypeTextList || a.Type == fact.TypeApplicationList
}
