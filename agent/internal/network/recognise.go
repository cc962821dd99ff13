package network

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// sign is something by which an answer is recognised that the host did not give.
type sign struct {
	// where is the name of a header, "Location", or "body" for the beginning of
	// the page.
	where    string
	contains string
	kind     PageKind
	by       string
}

func parseSigns(name string, r io.Reader) ([]sign, error) {
	all, place, err := rows(name, r, "where", "contains", "kind", "by")
	if err != nil {
		return nil, err
	}
	signs := make([]sign, len(all))
	for i, row := range all {
		signs[i] = sign{row[0], row[1], PageKind(row[2]), row[3]}
		if !slices.Contains(pageKinds, signs[i].kind) {
			return nil, fmt.Errorf("%s: %q is no kind of page", place(i), row[2])
		}
	}
	return signs, nil
}

var signs = sync.OnceValue(func() []sign { return shipped(parseSigns, "pages.csv") })

// recognise tells what an answer is that is not the host's own. A page is looked
// at only where it is an error page or stands in the place of TLS; a page of the
// host's own that merely speaks of a product is not read at all.
func recognise(x *exchange) (PageKind, string) {
	var kind PageKind
	var by string
	body := asciiLower(x.body)
	for _, s := range signs() {
		var found bool
		if s.where == "body" {
			found = bytes.Contains(body, []byte(s.contains))
		} else {
			for _, v := range x.head.Values(s.where) {
				found = found || strings.Contains(strings.ToLower(v), s.contains)
			}
		}
		if !found {
			continue
		}
		// The first sign of each is the best one.
		if kind == "" {
			kind = s.kind
		}
		if by == "" {
			by = s.by
		}
	}
	if x.Status == 511 { // RFC 6585 §6
		kind = PagePortal
	}
	return kind, by
}
