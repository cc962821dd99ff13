package importing

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/lanyard-id/lanyard/wire"
)

// bundle reads bundles of an agent (wire.Bundle), one after the other. It reads
// facts, without what the agent found and what it said of it, since the notices
// are asked anew here.
type bundle struct {
	scanner
	bundleFacts
	// What is being read.
	program     bundleProgram
	card        bundleCard
	certificate bundleCertificate
	version     []byte
	// The functions below, bound once: binding costs memory.
	readers struct {
		top, device, program, client, card, certificate, connection           func(name []byte) bool
		programs, clients, cards, series, certificates, connections, withhold func() bool
	}
}

// bundleFacts is what is read. Its texts are valid as long as the source.
type bundleFacts struct {
	form     int
	taken    int64
	isTaken  bool
	skew     float64 // seconds by which the device's clock was ahead
	hasSkew  bool
	device   bundleDevice
	programs []bundleProgram
	clients  []bundleProgram // by the id of the product
	cards    []bundleCard
	complete bool
	// tls are the versions that were negotiated, a bit each from 1.0, and noTLS.
	tls uint8
	// withheld is whether names of the device were taken out.
	withheld bool
}

type bundleDevice struct{ id, name, intune, entra, serial, os, osVersion []byte }

type bundleProgram struct{ name, version []byte }

type bundleCard struct {
	atr, kind, number []byte
	series            [maxSeries]int
	seriesCount       int
	blank             bool
	// When the newest certificate of each use ends.
	authentication, signature  int64
	hasAuthentication, hasSign bool
}

type bundleCertificate struct {
	use  []byte
	ends int64
	has  bool
}

const (
	maxSeries   = 8     // of one card
	maxPrograms = 20000 // of one device
	maxOthers   = 100   // cards, clients and connections of one device
)

// noTLS is the bit of a connection on which no TLS was negotiated.
const noTLS = 1 << 7

// IsBundle reports whether a document, of which the first bytes are given, is a
// bundle of an agent.
func IsBundle(head []byte) bool {
	s := scanner{src: head}
	if !s.is('{') {
		return false
	}
	s.peek()
	return bytes.HasPrefix(head[s.at:], []byte(`"lanyard_bundle"`))
}

func newBundle() *bundle {
	b := &bundle{}
	r := &b.readers
	r.top, r.device, r.program, r.client = b.member, b.deviceMember, b.programMember, b.clientMember
	r.card, r.certificate, r.connection = b.cardMember, b.certificateMember, b.connectionMember
	r.programs, r.clients, r.cards, r.series = b.oneProgram, b.oneClient, b.oneCard, b.oneSeries
	r.certificates, r.connections, r.withhold = b.oneCertificate, b.oneConnection, b.oneWithheld
	return b
}

// read reads a bundle. What is wrong with it is in problem, and then nothing of
// it counts.
func (b *bundle) read(src []byte) bool {
	b.bundleFacts = bundleFacts{programs: b.programs[:0], clients: b.clients[:0], cards: b.cards[:0]}
	b.reset(src)
	if len(src) > wire.MaxBundle {
		return b.fail(wire.ErrTooLong.Error())
	}
	if b.peek() == 0 && b.at == len(src) {
		return b.fail("empty: nothing was written into it, or not yet")
	}
	if !b.object(b.readers.top) {
		return false
	}
	if b.peek(); b.at < len(src) {
		return b.fail("something stands behind the bundle")
	}
	b.at = 0
	switch {
	case b.form == 0:
		return b.fail(`not a bundle: it lacks "lanyard_bundle"; give the file that lanyard-agent check --json wrote`)
	case b.form < 0 || b.form > wire.BundleVersion:
		return b.fail(fmt.Sprintf("a bundle of version %d; this program reads up to %d, so use a newer one", b.form, wire.BundleVersion))
	case len(b.device.id) == 0:
		return b.fail("a bundle without the id of its device, so nothing can be done with it")
	case !b.isTaken:
		return b.fail("a bundle that does not say when it was taken")
	}
	for _, id := range [...][]byte{b.device.id, b.device.name, b.device.intune} {
		if !b.isID(id) {
			return false
		}
	}
	for i := range b.cards {
		if !b.isID(b.cards[i].number) {
			return false
		}
	}
	return true
}

// isID holds what becomes an id to what one may be.
func (b *bundle) isID(text []byte) bool {
	if len(text) <= maxKeyBytes && plainBytes(text) {
		return true
	}
	if problem := idProblem(string(text)); problem != "" {
		return b.fail("an id, a name or the number of a card in it: " + problem)
	}
	return true
}

func plainBytes(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

func (b *bundle) member(name []byte) bool {
	switch string(name) {
	case "lanyard_bundle":
		return b.whole(&b.form)
	case "taken_at":
		return b.instant(&b.taken, &b.isTaken)
	case "skew_seconds":
		return b.number(&b.skew, &b.hasSkew)
	case "device":
		return b.object(b.readers.device)
	case "installed":
		b.programs = b.programs[:0]
		return b.array(b.readers.programs)
	case "inventory":
		ok := b.text(&b.version)
		b.complete = string(b.version) == "complete"
		return ok
	case "clients":
		b.clients = b.clients[:0]
		return b.array(b.readers.clients)
	case "cards":
		b.cards = b.cards[:0]
		return b.array(b.readers.cards)
	case "connections":
		b.tls = 0
		return b.array(b.readers.connections)
	case "withheld":
		b.withheld = false
		return b.array(b.readers.withhold)
	}
	return b.skip()
}

func (b *bundle) oneWithheld() bool {
	ok := b.text(&b.version)
	b.withheld = b.withheld || string(b.version) == string(wire.RevealsDevice)
	return ok
}

func (b *bundle) deviceMember(name []byte) bool {
	switch string(name) {
	case "id":
		return b.text(&b.device.id)
	case "name":
		return b.text(&b.device.name)
	case "intune_id":
		return b.text(&b.device.intune)
	case "entra_id":
		return b.text(&b.device.entra)
	case "serial":
		return b.text(&b.device.serial)
	case "os":
		return b.text(&b.device.os)
	case "os_version":
		return b.text(&b.device.osVersion)
	}
	return b.skip()
}

func (b *bundle) oneProgram() bool {
	if len(b.programs) == maxPrograms {
		return b.fail("more programs than a device can have")
	}
	b.program = bundleProgram{}
	ok := b.object(b.readers.program)
	b.programs = append(b.programs, b.program)
	return ok
}

func (b *bundle) programMember(name []byte) bool {
	switch string(name) {
	case "name":
		return b.text(&b.program.name)
	case "version":
		return b.text(&b.program.version)
	}
	return b.skip()
}

func (b *bundle) oneClient() bool {
	if len(b.clients) == maxOthers {
		return b.fail("more clients than a device can have")
	}
	b.program = bundleProgram{}
	ok := b.object(b.readers.client)
	b.clients = append(b.clients, b.program)
	return ok
}

func (b *bundle) clientMember(name []byte) bool {
	switch string(name) {
	case "product":
		return b.text(&b.program.name)
	case "version":
		return b.text(&b.program.version)
	}
	return b.skip()
}

func (b *bundle) oneCard() bool {
	if len(b.cards) == maxOthers {
		return b.fail("more cards than a device can have")
	}
	b.card = bundleCard{}
	ok := b.object(b.readers.card)
	b.cards = append(b.cards, b.card)
	return ok
}

func (b *bundle) cardMember(name []byte) bool {
	switch string(name) {
	case "atr":
		return b.text(&b.card.atr)
	case "type":
		return b.text(&b.card.kind)
	case "number":
		return b.text(&b.card.number)
	case "series":
		b.card.seriesCount = 0
		return b.array(b.readers.series)
	case "blank":
		return b.truth(&b.card.blank)
	case "certificates":
		b.card.hasAuthentication, b.card.hasSign = false, false
		return b.array(b.readers.certificates)
	}
	return b.skip()
}

func (b *bundle) oneSeries() bool {
	c := &b.card
	if c.seriesCount == maxSeries {
		return b.fail("more series than one card can be of")
	}
	c.seriesCount++
	c.series[c.seriesCount-1] = 0
	return b.whole(&c.series[c.seriesCount-1])
}

func (b *bundle) oneCertificate() bool {
	b.certificate = bundleCertificate{}
	ok := b.object(b.readers.certificate)
	c, use := &b.card, string(b.certificate.use)
	switch {
	case !b.certificate.has:
	case use == "authentication":
		c.authentication = later(c.authentication, b.certificate.ends, c.hasAuthentication)
		c.hasAuthentication = true
	case use == "signature":
		c.signature = later(c.signature, b.certificate.ends, c.hasSign)
		c.hasSign = true
	}
	return ok
}

func (b *bundle) certificateMember(name []byte) bool {
	switch string(name) {
	case "use":
		return b.text(&b.certificate.use)
	case "expires":
		return b.instant(&b.certificate.ends, &b.certificate.has)
	}
	return b.skip()
}

func later(a, b int64, has bool) int64 {
	if has {
		return max(a, b)
	}
	return b
}

// expires is when the first of a card's certificates ends; false if it shows
// none that says so.
func (c *bundleCard) expires() (int64, bool) {
	switch {
	case c.hasAuthentication && c.hasSign:
		return min(c.authentication, c.signature), true
	case c.hasAuthentication:
		return c.authentication, true
	}
	return c.signature, c.hasSign
}

// appendSeries writes the series that a card may be of.
func (c *bundleCard) appendSeries(b []byte) []byte {
	for i, n := range c.series[:c.seriesCount] {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return b
}

func (b *bundle) oneConnection() bool {
	b.version = nil
	ok := b.object(b.readers.connection)
	switch string(b.version) {
	case "1.0":
		b.tls |= 1
	case "1.1":
		b.tls |= 2
	case "1.2":
		b.tls |= 4
	case "1.3":
		b.tls |= 8
	case "":
		b.tls |= noTLS
	}
	return ok
}

func (b *bundle) connectionMember(name []byte) bool {
	if string(name) == "tls" {
		return b.text(&b.version)
	}
	return b.skip()
}
