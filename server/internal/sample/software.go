package sample

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// release is one version of a product, with the name under which the list of
// programs shows it.
type release struct{ version, name string }

// product is one of the catalogue, as devices have it.
type product struct {
	id        string
	publisher string
	share     int // of a hundred devices that have it
	servers   bool
	releases  weighted[release]
}

// catalogue is what is known of the products that the shipped notices name.
// Shares and most builds are invented. Versions of Identity Agent are those that
// were published, and which of them were called by which name is a guess.
// Source: NHS England, Care Identity Service, pages on Identity Agent and
// Credential Management, 2025.
var catalogue = map[string]product{
	"identity-agent": {publisher: "NHS England", share: 92, releases: releases(
		"NHS Identity Agent", "29 2.4.10.0", "27 2.4.6.0", "13 2.4.5.0", "1 2.4.5.0-1", "1 v2.4.6.0",
		"NHS Digital Identity Agent", "16 2.3.2.0", "7 2.2.2.0",
		"HSCIC Identity Agent", "3 2.1.16.0", "1 2.1.2.16", "1 2. 1. 2. 16")},
	"credential-management": {publisher: "NHS England", share: 71, releases: releases(
		"NHS Credential Management", "14 4.1.0.18", "10 4.1.0.12", "9 4.0.2.7", "8 3.2.0.31", "8 3.1.4.22", "7 3.1.0.9", "6 3.0.1.5",
		"NHS Digital Credential Management", "13 1.4.2.0", "9 1.4.0.11", "8 1.3.1.0", "5 1.2.0.6", "3 1.1.0.0")},
	"port-service": {publisher: "NHS England", share: 58, releases: releases(
		"NHS Port Service", "24 1.2.0.4", "18 1.1.3.0", "16 1.1.0.8", "14 1.0.2.1", "12 1.0.1.0", "9 1.0.0.5", "7 1.0.0.0")},
	"smartcard-connect": {publisher: "NHS England", share: 37, releases: releases(
		"NHS Smartcard Connect", "22 4.1.0.18", "18 4.1.0.12", "16 4.0.2.7", "15 3.2.0.31", "12 3.1.4.22", "9 3.1.0.9", "8 3.0.1.5")},
	"oberthur-middleware": {publisher: "IDEMIA", share: 66, releases: releases(
		"IDEMIA AWP Middleware", "20 5.5.1.0", "17 5.4.3.2", "13 5.4.0.1", "10 5.3.2.0",
		"Oberthur Technologies AWP", "14 5.2.1.8", "11 5.1.8.0", "6 5.1.3.4", "4 5.0.9.1",
		"AuthentIC Webpack", "3 4.6.0.2", "2 4.2.1.0")},
	"gemalto-classic-client": {publisher: "Gemalto", share: 44, releases: releases(
		"Gemalto Classic Client", "26 7.0.0.1", "22 6.3.9.1", "18 6.3.2.0", "14 6.1.5.0",
		"Classic Client", "11 6.1.0.4", "9 5.1.8.0")},
	"bt-identity-agent": {publisher: "British Telecommunications", share: 1, releases: releases(
		"BT Identity Agent", "60 14.4.1.0", "40 13.2.0.7")},
}

// releases reads a list of names, each followed by its weights and versions.
func releases(words ...string) weighted[release] {
	var list weighted[release]
	name := ""
	for _, word := range words {
		weight, version, _ := strings.Cut(word, " ")
		if n, err := strconv.Atoi(weight); err == nil {
			list = append(list, weightedOne[release]{n, release{version, name}})
			continue
		}
		name = word
	}
	return list
}

// newestAgent is not in an estate before the day on which it was announced.
// Source: NHS England, Care Identity Service, common issues, 22 September 2025.
const newestAgent = "2.4.10.0"

var newestAgentFrom = dayOf(time.Date(2025, time.September, 22, 0, 0, 0, 0, time.UTC))

// product is what the estate has of a product. One that no shipped notice names
// gets versions by its id.
func (e *estate) product(id string) product {
	p, ok := catalogue[id]
	p.id = id
	if !ok {
		p.publisher, p.share, p.servers = "Invented Supplier", 75, true
		seed := 0
		for _, c := range []byte(id) {
			seed = seed*31 + int(c)
		}
		draw := e.chance(ofSoftware, seed)
		major := draw.between(1, 20)
		for n := range 12 {
			version := strconv.Itoa(major) + "." + strconv.Itoa(n/3) + "." + strconv.Itoa(draw.below(40)) + "." + strconv.Itoa(n)
			p.releases = append(p.releases, releases("Invented "+id, strconv.Itoa(n+3)+" "+version)...)
		}
	}
	if id == "identity-agent" && e.today < newestAgentFrom {
		p.releases = slices.DeleteFunc(slices.Clone(p.releases), func(r weightedOne[release]) bool { return r.value.version == newestAgent })
	}
	return p
}

// knowledge is what an organisation's own list says of a product on a device.
type knowledge int

const (
	known       knowledge = iota
	unversioned           // installed, version not known
	unrecorded            // nothing known
)

// installed is what is true of a product on a device.
type installed struct {
	releases [2]release
	count    int // 0 to 2; 0: not installed
	told     knowledge
}

// newest is the version that runs, "" where none is installed.
func (s *installed) newest() string {
	if s.count == 2 {
		first, _ := fact.ParseVersion(s.releases[0].version)
		second, _ := fact.ParseVersion(s.releases[1].version)
		if first.Compare(second) < 0 {
			return s.releases[1].version
		}
	}
	return s.releases[0].version
}

// installed says of product n whether device i has it. Organisations have a
// standard, from which every third of their devices has drifted.
func (e *estate) installed(n, i, owner int, u use) installed {
	p := &e.products[n]
	base := e.chance(ofStandard, owner*MaxProducts+n)
	draw := e.chance(ofSoftware, i*MaxProducts+n)
	present, standard := base.percent(p.share), p.releases.draw(&base)
	if draw.percent(8) {
		present = draw.percent(p.share)
	}
	if (u == server || u == kiosk) && !p.servers {
		present = draw.oneIn(40)
	}
	s := installed{}
	if told := draw.below(1000); told < 25 {
		s.told = unrecorded
	} else if told < 38 {
		s.told = unversioned
	}
	if !present {
		if s.told == unversioned {
			s.told = known
		}
		return s
	}
	s.releases[0], s.count = standard, 1
	if draw.percent(28) {
		s.releases[0] = p.releases.draw(&draw)
	}
	if draw.oneIn(140) { // an update that left the version before it behind
		s.releases[1], s.count = s.releases[0], 2
		s.releases[0] = p.releases.draw(&draw)
		if s.releases[0] == s.releases[1] {
			s.count = 1
		}
	}
	return s
}

// cell is what devices.csv says of it.
func (s *installed) cell() string {
	switch {
	case s.told == unrecorded:
		return ""
	case s.count == 0:
		return "-"
	case s.told == unversioned:
		return "+"
	case s.count == 2:
		return s.releases[0].version + separator + s.releases[1].version
	}
	return s.releases[0].version
}

// silent says that nothing is recorded of any software on device i: one in
// thirty was never looked at.
func (e *estate) silent(i int) bool {
	draw := e.chance(ofInventory, i)
	draw.next() // the first is stranger's
	return draw.oneIn(30)
}
