package attempt

import (
	"net/url"
	"strings"
)

// readParameters looks for names in a query or form, as browsers write it (URL
// Standard §5.1): pairs joined by &, percent-encoded, spaces as plus signs. What it
// finds is added to all. Names that differ in case only are the same, unless exact:
// a service that tells them apart gives the second no meaning, one that does not
// might take either.
func readParameters(text string, names []string, exact bool, all []found) {
	pairs := 0
	for text != "" {
		if pairs++; pairs > maxParameters {
			hide(all, "more parameters are sent than are read")
			return
		}
		var pair string
		pair, text, _ = strings.Cut(text, "&")
		name, value, _ := strings.Cut(pair, "=")
		if i := placeOf(name, names, exact); i >= 0 {
			all[i].see(decodeParameter(value))
		}
	}
}

// placeOf returns which of the names a written one is; -1 = none.
func placeOf(written string, names []string, exact bool) int {
	if strings.IndexByte(written, '%') >= 0 || strings.IndexByte(written, '+') >= 0 {
		// Longer than any name can be encoded.
		if len(written) > 3*maxValue {
			return -1
		}
		decoded, err := url.QueryUnescape(written)
		if err != nil {
			return -1
		}
		written = decoded
	}
	return indexName(written, names, exact)
}

// indexName returns which of the names one is; -1 = none.
func indexName(one string, names []string, exact bool) int {
	for i, name := range names {
		if one == name || !exact && strings.EqualFold(one, name) {
			return i
		}
	}
	return -1
}

func decodeParameter(value string) found {
	if len(value) > maxInput {
		return found{state: hidden, value: value, why: "too long"}
	}
	decoded, err := url.QueryUnescape(value)
	if err != nil {
		return found{state: hidden, value: value, why: "it is not percent-encoded as it says"}
	}
	if decoded = trimSpace(decoded); decoded == "" {
		return found{}
	}
	return found{state: known, value: decoded}
}
