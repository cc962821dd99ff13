package decide

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// How much a Handshakes holds: anybody who reached the gate could make more of both.
const (
	maxKinds         = 1000  // of clients
	maxKindAddresses = 10000 // in all
	shownAddresses   = 5     // of a kind, those seen last
)

// Handshakes gathers refused handshakes, whose codes nobody was told, by what kind of
// client they show. The zero value is empty.
type Handshakes struct {
	kinds     map[kind]*refusals
	addresses int
	more      int // of kinds that found no room
	unread    int
}

// kind is what clients have in common that are probably the same program.
type kind struct{ ja4, offered, name string }

type refusals struct {
	kind        kind
	count       int
	first, last time.Time
	addresses   map[string]time.Time // when each was seen last
	more        bool                 // there were more
	code        string               // of the newest that has its hello, else of the newest
	hello       bool
}

// Take takes a record of a journal and its code. What is no refused handshake is
// passed over.
func (h *Handshakes) Take(code string, e Entry) {
	if !bytes.Contains(e.Record, []byte(byHandshake)) {
		return // most of a journal: not worth to be read
	}
	kept, err := evidence.Parse(e.Record)
	switch {
	case err != nil:
		h.unread++
		return
	case kept.Handshake != nil:
		s := kept.Handshake
		h.add(kind{s.JA4, strings.TrimPrefix(s.Offered, "TLS "), s.ServerName}, code, s.At, s.Address, &kept)
	case kept.Gate != nil && kept.Gate.Extractor == byHandshake && kept.Told.Decision == "block":
		var seen struct {
			At         time.Time
			Connection struct{ Offered string }
		}
		_ = json.Unmarshal(kept.SignIn, &seen) // what cannot be read is not shown
		h.add(kind{kept.Gate.JA4, seen.Connection.Offered, kept.Gate.ServerName}, code, seen.At, kept.Gate.Address, &kept)
	}
}

func (h *Handshakes) add(k kind, code string, at time.Time, address string, kept *evidence.Kept) {
	r := h.kinds[k]
	if r == nil {
		if len(h.kinds) == maxKinds {
			h.more++
			return
		}
		if h.kinds == nil {
			h.kinds = map[kind]*refusals{}
		}
		r = &refusals{kind: k, first: at, addresses: map[string]time.Time{}}
		h.kinds[k] = r
	}
	r.count++
	r.last = at
	if has := kept.Detail != nil && len(kept.Detail.Hello) > 0; has || !r.hello {
		r.code, r.hello = code, has
	}
	if _, known := r.addresses[address]; known || h.addresses < maxKindAddresses {
		r.addresses[address] = at
		h.addresses += map[bool]int{false: 1}[known]
	} else {
		r.more = true
	}
}

// Tell writes a paragraph for each kind of client, those that were refused most first.
func (h *Handshakes) Tell(w io.Writer) error {
	b := &strings.Builder{}
	if len(h.kinds) == 0 {
		fmt.Fprintf(b, "No handshake was refused.\n")
	}
	byCount := func(x, y *refusals) int {
		return cmp.Or(cmp.Compare(y.count, x.count), y.last.Compare(x.last), cmp.Compare(x.kind.ja4, y.kind.ja4), cmp.Compare(x.kind.name, y.kind.name))
	}
	for i, r := range slices.SortedFunc(maps.Values(h.kinds), byCount) {
		if i > 0 {
			fmt.Fprintf(b, "\n")
		}
		fmt.Fprintf(b, "%d refused, from %s to %s\n", r.count, r.first.Format(time.RFC3339), r.last.Format(time.RFC3339))
		line(b, "JA4 of the ClientHello", r.kind.ja4)
		line(b, "Highest TLS offered", r.kind.offered)
		line(b, "Server name", r.kind.name)
		r.tellAddresses(b)
		if r.hello {
			fmt.Fprintf(b, "  All that was offered: lanyard replay %s\n", r.code)
		} else {
			fmt.Fprintf(b, "  The newest, without its ClientHello: lanyard replay %s\n", r.code)
		}
	}
	if h.more > 0 {
		fmt.Fprintf(b, "\n%d more, of kinds of clients beyond the first %d.\n", h.more, maxKinds)
	}
	if h.unread > 0 {
		fmt.Fprintf(b, "\n%d records could not be read; a newer program may have written them.\n", h.unread)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *refusals) tellAddresses(b *strings.Builder) {
	last := slices.SortedFunc(maps.Keys(r.addresses), func(x, y string) int {
		return cmp.Or(r.addresses[y].Compare(r.addresses[x]), cmp.Compare(x, y))
	})
	words := fmt.Sprint(len(last))
	if r.more {
		words = "more than " + words
	}
	if len(last) > shownAddresses {
		words += ", the last of them"
	}
	line(b, "Addresses", words+": "+strings.Join(last[:min(len(last), shownAddresses)], " "))
}
