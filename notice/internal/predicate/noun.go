package predicate

import (
	"strings"

	"github.com/lanyard-id/lanyard/fact"
)

// nouns are the attributes in words, by slot; those whose names are no words of
// a sentence stand here.
var nouns = func() (out [fact.SlotCount]string) {
	special := map[string]string{
		"card.atr":                 "ATR",
		"card.issued":              "issue date",
		"card.expires":             "expiry date",
		"card.certificate_expires": "certificate expiry date",
		"card.last_used":           "last use",
		"device.os":                "operating system",
		"device.os_version":        "operating system version",
		"device.last_seen":         "last contact",
		"connection.tls":           "TLS version",
		"connection.offered":       "highest TLS version offered",
		"connection.cipher":        "cipher suite",
	}
	for _, a := range attributes {
		if out[a.Slot] = special[a.Path()]; out[a.Slot] == "" {
			out[a.Slot] = strings.ReplaceAll(a.Name, "_", " ")
		}
	}
	return out
}()

// name is an attribute in words, with its object where that is not the subject
// and no element is named before.
func (t *teller) name(a *fact.Attribute) string {
	noun := nouns[a.Slot]
	switch {
	case objectOf(a) == t.subject, objectOf(a) == ApplicationObject && t.prefix != "":
		return noun
	case objectOf(a) == Connection:
		return noun // there is one connection, and these are its words alone
	}
	return a.Object + " " + noun
}

func isPlural(a *fact.Attribute) bool {
	return a.Type == fact.TypeTextList || a.Type == fact.TypeApplicationList
}
