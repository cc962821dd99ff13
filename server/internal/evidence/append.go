package evidence

import (
	"encoding/base64"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

const timeLayout = "2006-01-02T15:04:05.000Z07:00"

// AppendRecord appends a record as one line of JSON, without the line's end and
// without its detail. It does not allocate where there is room. SignIn and Answer
// must be JSON on one line; they are not looked at. What is not UTF-8 in the other
// texts is replaced.
func AppendRecord(to []byte, k *Kept) []byte {
	if k.Outcome != nil {
		return appendOutcome(to, k.Outcome)
	}
	o := object{to: append(to, '{')}
	if k.Handshake != nil {
		o.key("handshake")
		o.to = appendHandshake(o.to, k.Handshake)
	} else {
		o.raw("signIn", k.SignIn)
	}
	if k.Answer != nil {
		o.raw("answer", k.Answer)
	}
	o.key("digest")
	o.to = quote(o.to, k.Digest)
	if k.Gate != nil {
		o.key("gate")
		o.to = appendGate(o.to, k.Gate)
	}
	return append(o.to, '}')
}

// AppendDetail appends a detail as it goes into a record of AppendRecord, before
// the record's last byte: as its last key, with a comma before it. Nothing if
// there is none.
func AppendDetail(to []byte, d *Detail) []byte {
	if d == nil {
		return to
	}
	o := object{to: append(to, `,"detail":{`...)}
	o.fields("headers", d.Headers)
	o.fields("attempt", d.Attempt)
	o.texts("ciphers", d.Ciphers)
	o.bytes("hello", d.Hello)
	return append(o.to, '}')
}

func appendGate(to []byte, g *Gate) []byte {
	o := object{to: append(to, `{"asked":`...), begun: true}
	o.to = quote(o.to, g.Asked)
	o.text("weakened", g.Weakened)
	o.text("window", g.Window)
	o.text("extractor", g.Extractor)
	o.text("role", g.Role)
	o.text("request", g.Request)
	o.text("join", g.Join)
	o.text("address", g.Address)
	o.natural("port", g.Port)
	o.text("network", g.Network)
	o.text("via", g.Via)
	o.text("serverName", g.ServerName)
	o.text("ja4", g.JA4)
	if g.Old {
		o.key("old")
		o.to = append(o.to, "true"...)
	}
	o.text("certificate", g.Certificate)
	o.text("proven", g.Proven)
	o.text("person", g.Person)
	o.text("device", g.Device)
	o.text("card", g.Card)
	o.text("organisation", g.Organisation)
	o.texts("contradictions", g.Contradictions)
	return append(o.to, '}')
}

func appendHandshake(to []byte, h *Handshake) []byte {
	o := object{to: append(to, '{')}
	o.time("at", h.At)
	o.number("alert", h.Alert)
	o.text("why", h.Why)
	o.text("address", h.Address)
	o.natural("port", h.Port)
	o.text("network", h.Network)
	o.text("via", h.Via)
	o.text("serverName", h.ServerName)
	o.text("ja4", h.JA4)
	o.text("offered", h.Offered)
	return append(o.to, '}')
}

func appendOutcome(to []byte, c *Outcome) []byte {
	o := object{to: append(to, `{"outcome":`...), begun: true}
	o.to = quote(o.to, c.Outcome)
	o.time("at", c.At)
	o.natural("status", c.Status)
	return append(o.to, '}')
}

// object appends the members of a JSON object.
type object struct {
	to    []byte
	begun bool // a member stands there already
}

func (o *object) key(name string) {
	if o.begun {
		o.to = append(o.to, ',')
	}
	o.begun = true
	o.to = append(o.to, '"')
	o.to = append(o.to, name...)
	o.to = append(o.to, `":`...)
}

func (o *object) raw(name string, value []byte) {
	o.key(name)
	o.to = append(o.to, value...)
}

// text leaves out what is empty.
func (o *object) text(name, value string) {
	if value != "" {
		o.key(name)
		o.to = quote(o.to, value)
	}
}

func (o *object) number(name string, value int) {
	o.key(name)
	o.to = strconv.AppendInt(o.to, int64(value), 10)
}

// natural leaves out 0.
func (o *object) natural(name string, value int) {
	if value != 0 {
		o.number(name, value)
	}
}

// bytes leaves out what is empty.
func (o *object) bytes(name string, value []byte) {
	if len(value) > 0 {
		o.key(name)
		o.to = append(o.to, '"')
		o.to = base64.StdEncoding.AppendEncode(o.to, value)
		o.to = append(o.to, '"')
	}
}

func (o *object) time(name string, value time.Time) {
	o.key(name)
	o.to = append(o.to, '"')
	o.to = appendTime(o.to, value)
	o.to = append(o.to, '"')
}

// appendTime appends an instant as timeLayout has it. That of RFC 3339 without
// milliseconds package time knows by heart.
func appendTime(to []byte, at time.Time) []byte {
	if year := at.Year(); year < 0 || year > 9999 {
		return at.AppendFormat(to, timeLayout)
	}
	start := len(to)
	to = at.AppendFormat(to, time.RFC3339)
	ms := at.Nanosecond() / int(time.Millisecond)
	return slices.Insert(to, start+len("2006-01-02T15:04:05"), '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
}

func (o *object) texts(name string, values []string) {
	if len(values) == 0 {
		return
	}
	o.key(name)
	for i, v := range values {
		o.to = append(o.to, separator(i, '['))
		o.to = quote(o.to, v)
	}
	o.to = append(o.to, ']')
}

func (o *object) fields(name string, values []Field) {
	if len(values) == 0 {
		return
	}
	o.key(name)
	for i, v := range values {
		o.to = append(o.to, separator(i, '['))
		o.to = append(o.to, `{"name":`...)
		o.to = quote(o.to, v.Name)
		o.to = append(o.to, `,"value":`...)
		o.to = quote(o.to, v.Value)
		o.to = append(o.to, '}')
	}
	o.to = append(o.to, ']')
}

func separator(i int, open byte) byte {
	if i == 0 {
		return open
	}
	return ','
}

// quote appends a JSON string. Invalid UTF-8 is replaced, which AppendQuote
// reports as an error beside what it wrote.
func quote(to []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			to, _ = jsontext.AppendQuote(to, s)
			return to
		}
	}
	to = append(to, '"') // nearly every text stands for itself
	to = append(to, s...)
	return append(to, '"')
}
