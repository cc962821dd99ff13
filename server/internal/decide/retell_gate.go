package decide

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// because puts a reason why less was done than was asked in words. One that is
// not here is shown as it is.
var because = map[string]string{
	"held":          "all blocks were held",
	"unarmed":       "nobody had approved the files that it was decided by",
	"clock-doubted": "the clock of the machine had stepped",
	"budget-all":    "too many were locked out, in several organisations",
	"budget":        "too many of the organisation were locked out",
	"unkept":        "it could not be kept, and the phase lets people in then",
}

// doneWords say what the gate did where that is not what was asked for.
var doneWords = map[string]string{
	"allow": "The gate let it through without a word",
	"warn":  "The gate only warned",
	"block": "The gate refused it",
}

// provenWords say what was proven of a sign-in.
var provenWords = map[string]string{
	"":                     "nothing",
	evidence.ProvenPerson:  "the person",
	evidence.ProvenDevice:  "the device",
	evidence.ProvenAddress: "the address",
}

// byHandshake is what the gate calls the extractor of a sign-in that was refused
// in the handshake.
const byHandshake = "handshake"

// retellGate tells what only the gate saw and did. Clients said much of it, so
// what could command a screen is escaped.
func retellGate(b *strings.Builder, kept evidence.Kept) {
	g := kept.Gate
	fmt.Fprintf(b, "\nAt the gate\n")
	asked := "asked to " + g.Asked
	if g.Asked == "allow" {
		asked = "asked for nothing"
	}
	done := kept.Told.Decision
	switch {
	case g.Weakened != "":
		why, known := because[g.Weakened]
		if !known {
			why = plain(g.Weakened)
		}
		fmt.Fprintf(b, "  The notices %s. %s, because %s.\n", asked, doneWords[done], why)
	case g.Asked != done:
		fmt.Fprintf(b, "  The notices %s. %s, and why is not kept.\n", asked, doneWords[done])
	default:
		fmt.Fprintf(b, "  The notices %s, and that is what the gate did.\n", asked)
	}
	line(b, "Open window", g.Window)
	line(b, "Request", g.Request)
	line(b, "Known as a sign-in by the extractor", g.Extractor)
	line(b, "Role of the request", g.Role)
	line(b, "Joined by", g.Join)
	if g.Extractor == byHandshake && done == "block" {
		fmt.Fprintf(b, "  It was refused in the handshake, by TLS alert 70: nobody was given words\n")
	}
	from(b, g.Address, g.Port, g.Network, g.Via)

	var seen struct {
		Client     struct{ Product, Version any }
		Connection struct{ TLS, Offered, Cipher any }
	}
	_ = json.Unmarshal(kept.SignIn, &seen)
	line(b, "Client", join(seen.Client.Product, seen.Client.Version))
	line(b, "TLS", join(seen.Connection.TLS, seen.Connection.Cipher))
	line(b, "Highest TLS offered", join(seen.Connection.Offered))
	if g.Old {
		fmt.Fprintf(b, "  Let in by the configuration for old TLS\n")
	}
	line(b, "Server name", g.ServerName)
	line(b, "JA4 of the ClientHello", g.JA4)
	line(b, "Client certificate", g.Certificate)

	line(b, "Person", g.Person)
	line(b, "Device", g.Device)
	line(b, "Card", g.Card)
	line(b, "Organisation", g.Organisation)
	proven, known := provenWords[g.Proven]
	if !known {
		proven = g.Proven
	}
	fmt.Fprintf(b, "  Proven of it: %s\n", plain(proven))
	for _, c := range g.Contradictions {
		line(b, "Contradicted by the handshake", c)
	}
}

// retellRefused tells of a handshake that was refused. Nobody got words then.
func retellRefused(b *strings.Builder, code string, h *evidence.Handshake) {
	fmt.Fprintf(b, "Handshake %s: refused\n", code)
	fmt.Fprintf(b, "Connection at %s\n", clock(h.At.Format(time.RFC3339)))
	fmt.Fprintf(b, "\nFor the person\n  You could not sign in. The computer was turned away before it could be told why.\n")
}

func retellHandshake(b *strings.Builder, h *evidence.Handshake) {
	fmt.Fprintf(b, "\nAt the gate\n")
	line(b, "Why", h.Why)
	if h.Alert != 0 {
		fmt.Fprintf(b, "  TLS alert %d\n", h.Alert)
	}
	from(b, h.Address, h.Port, h.Network, h.Via)
	line(b, "Highest TLS offered", h.Offered)
	line(b, "Server name", h.ServerName)
	line(b, "JA4 of the ClientHello", h.JA4)
}

// retellOutcomes tells what came of a decision, as far as it was seen.
func retellOutcomes(b *strings.Builder, kept evidence.Kept, after []Entry) {
	told := false
	for _, e := range after {
		k, err := evidence.Parse(e.Record)
		if err != nil || k.Outcome == nil {
			continue // of a newer program: nothing that this one could tell
		}
		told = true
		fmt.Fprintf(b, "  The service then answered: %s, at %s", plain(k.Outcome.Outcome), k.Outcome.At.Format("15:04:05 on Monday 2 January 2006"))
		if k.Outcome.Status != 0 {
			fmt.Fprintf(b, " (HTTP status %d)", k.Outcome.Status)
		}
		fmt.Fprintf(b, "\n")
	}
	if !told && kept.Told.Decision != "block" {
		fmt.Fprintf(b, "  What the service made of it is not kept.\n")
	}
}

func retellDetail(b *strings.Builder, d *evidence.Detail) {
	if d == nil {
		return
	}
	for _, h := range d.Headers {
		fmt.Fprintf(b, "  Header %s: %s\n", plain(h.Name), plain(h.Value))
	}
	for _, a := range d.Attempt {
		fmt.Fprintf(b, "  Claimed %s: %s\n", plain(a.Name), plain(a.Value))
	}
	if len(d.Ciphers) > 0 {
		fmt.Fprintf(b, "  Ciphers offered: %s\n", plain(strings.Join(d.Ciphers, " ")))
	}
	retellHello(b, d.Hello)
}

func from(b *strings.Builder, address string, port int, network, via string) {
	if port != 0 {
		address += ", port " + strconv.Itoa(port)
	}
	line(b, "From", address)
	line(b, "Network", network)
	line(b, "Through the proxy", via)
}

// line writes a line for what is known.
func line(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "  %s: %s\n", name, plain(value))
	}
}

// join puts values of JSON behind each other, without those that are missing.
func join(values ...any) string {
	var texts []string
	for _, v := range values {
		if v != nil {
			texts = append(texts, fmt.Sprint(v))
		}
	}
	return strings.Join(texts, " ")
}

// plainJSON returns JSON that says the same, with what could command a screen
// escaped: JSON itself lets DEL, C1 controls and signs of direction through.
func plainJSON(b []byte) string {
	var out strings.Builder
	for _, r := range string(b) {
		switch {
		case strconv.IsPrint(r):
			out.WriteRune(r)
			continue
		case r == '\t', r == '\r': // between its parts; in its texts JSON has them escaped
			out.WriteByte(' ')
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&out, "\\u%04x", unit)
		}
	}
	return out.String()
}

// plain returns a text as it is if a screen shows it as it is, else quoted and
// escaped: control characters, signs of direction, line ends.
func plain(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) }) || !utf8.ValidString(s) {
		return strconv.Quote(s)
	}
	return s
}
