package attempt

import (
	"net/http"
	"strconv"
	"strings"
)

// MayWarnByPage reports whether a page may be shown to a person before this sign-in
// goes on: the extractor allows it, and a browser asks for a page to show in its
// window. A request that a program makes, or a page in its background, must not
// get one: it would fail, and nobody would read why.
func (e *Extractor) MayWarnByPage(r *http.Request) bool {
	h := r.Header
	switch {
	case e.Warn != WarnPage, r.Method != http.MethodGet, h.Get("Upgrade") != "":
		return false
	// Fetch Metadata: what the answer is for. Old browsers do not say.
	case !isOr(h, "Sec-Fetch-Dest", "document"), !isOr(h, "Sec-Fetch-Mode", "navigate"):
		return false
	// A page that was fetched ahead is perhaps never seen.
	case h.Get("Sec-Purpose") != "", h.Get("Purpose") != "", h.Get("X-Moz") != "", h.Get("X-Requested-With") != "":
		return false
	}
	return acceptsHTML(h["Accept"]) && !asksForNoPage(r.URL.RawQuery)
}

func isOr(h http.Header, name, only string) bool {
	value := h.Get(name)
	return value == "" || strings.EqualFold(value, only)
}

// acceptsHTML reports whether text/html is named among what is accepted (RFC 9110
// §12.5.1): programs send */*.
func acceptsHTML(lines []string) bool {
	for _, line := range lines {
		for one := range strings.SplitSeq(line, ",") {
			kind, parameters, _ := strings.Cut(one, ";")
			if strings.EqualFold(trimSpace(kind), "text/html") && !isRefused(parameters) {
				return true
			}
		}
	}
	return false
}

// isRefused reports a weight of nothing: q=0.
func isRefused(parameters string) bool {
	for one := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(one, "=")
		if strings.EqualFold(trimSpace(name), "q") {
			weight, err := strconv.ParseFloat(trimSpace(value), 32)
			return err == nil && weight <= 0
		}
	}
	return false
}

// asksForNoPage reports an OpenID request that must be answered without a page:
// prompt=none (OpenID Connect Core §3.1.2.1).
func asksForNoPage(query string) bool {
	var all [1]found
	readParameters(query, []string{"prompt"}, false, all[:])
	if all[0].state == hidden {
		return true
	}
	for word := range strings.FieldsSeq(all[0].value) {
		if strings.EqualFold(word, "none") {
			return true
		}
	}
	return false
}
