package readiness

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// benchNotice has 20 requirements, of which four compare times and two read both
// the card and the device that it was used on.
const benchNotice = `language: 1
notice: bench
revision: 1
published: 2025-01
zone: Europe/London
requirements:
  - {id: card-series, of: card, applies: '!has(card.status) || card.status == "active"', met: card.series >= 8, phases: [{from: 2025-06, action: warn}, {from: 2025-09, action: block}]}
  - {id: card-type, of: card, met: 'card.type != "Gemplus"', phases: [{from: 2025-06, action: warn}]}
  - {id: card-lost, of: card, met: 'card.status != "lost"', phases: [{from: 2025-06, action: block}]}
  - {id: certificate, of: card, applies: 'card.status == "active"', met: card.certificate_expires > in_days(60), phases: [{from: 2025-06, action: warn}]}
  - {id: expiry, of: card, met: card.expires > now, phases: [{from: 2025-06, action: block}]}
  - {id: issued, of: card, applies: card.series >= 8, met: 'card.issued >= date("2020-01-01")', phases: [{from: 2025-07, action: warn}]}
  - {id: pilot-card, of: card, applies: '"pilot" in card.groups', met: card.series >= 9, phases: [{from: 2025-07, action: warn, where: 'organisation.kind == "trust"'}]}
  - {id: signing, of: card, met: 'card.series >= 8 || installed("middleware")', phases: [{from: 2025-07, action: warn}]}
  - {id: middleware, of: device, met: installed("middleware"), phases: [{from: 2025-06, action: warn}]}
  - {id: middleware-new, of: device, applies: installed("middleware"), met: 'installed("middleware", ">=4")', phases: [{from: 2025-06, action: warn}]}
  - {id: runtime, of: device, met: 'installed("runtime", ">=4.8")', phases: [{from: 2025-06, action: warn}]}
  - {id: os, of: device, met: 'device.os == "Windows" && device.os_version >= version("10.0.19045")', phases: [{from: 2025-10, action: block}]}
  - {id: seen, of: device, met: device.last_seen > in_days(-30), phases: [{from: 2025-06, action: warn}]}
  - {id: reader, of: device, met: 'installed("reader", ">=2") || installed("reader-plus")', phases: [{from: 2025-06, action: warn}]}
  - {id: old-agent, of: device, met: '!installed("old-agent")', phases: [{from: 2025-08, action: block}]}
  - {id: prescribing, of: device, applies: 'card.series >= 8 && card.type == "Oberthur"', met: installed("middleware"), phases: [{from: 2025-06, action: warn}]}
  - {id: browser, of: device, met: 'status("browser") == "supported"', phases: [{from: 2025-06, action: warn}]}
  - {id: agent, of: client, applies: client.product == "agent", met: client.status == "supported", phases: [{from: 2025-06, action: warn}, {from: 2025-07, until: 2025-09, action: block, during: hours}]}
  - {id: agent-version, of: client, met: 'client.version >= version("2.4.5")', phases: [{from: 2025-06, action: warn}]}
  - {id: tls, of: connection, met: 'connection.tls >= tls("1.2")', phases: [{from: 2025-06, action: warn}, {from: 2025-09, action: block}]}
windows:
  hours: [{on: [Mon, Thu], from: "14:00", until: "16:00", first: 2025-07-07, last: 2025-08-28}]
catalogue:
  agent: {kind: client, generations: [{versions: "<2.4.5", status: unsupported}, {versions: ">=2.4.5", status: supported}]}
  old-agent: {kind: other}
  middleware: {kind: middleware}
  runtime: {kind: runtime}
  reader: {kind: other}
  reader-plus: {kind: other}
  browser: {kind: other, generations: [{versions: ">=120", status: supported}]}
  viewer: {kind: other}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], PIV: [9, 10]}
`

var benchProducts = []string{"agent", "old-agent", "middleware", "runtime", "reader", "reader-plus", "browser", "viewer"}

// benchEstate has as many devices and cards, and a sign-in of each card. Versions
// are many, so that of a million devices hundreds of thousands are different.
func benchEstate(b testing.TB, n int) *estate.Estate {
	m := newMaker(b, benchProducts...)
	chance := rand.New(rand.NewPCG(1, 2))
	o := estate.Origin{Source: m.source, Line: 1, Seen: estate.NoTime}
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	organisations := max(4, n/50)
	code := func(i int) string { return fmt.Sprintf("O%05d", i) }
	kind, parent := m.Organisations.Column("kind"), m.Organisations.Column("parent")
	for i := range organisations {
		at, _ := m.Organisations.Row(code(i), o)
		must(m.Organisations.Set(at, kind, []string{"trust", "gp", "gp", "pharmacy"}[i%4], o))
		if i >= 40 {
			must(m.Organisations.Set(at, parent, code(i%40), o))
		}
	}
	start := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	day := func(from, to int) int64 { return start.AddDate(0, 0, from+chance.IntN(to-from)).Unix() }
	version := func(parts, most int) string {
		var v strings.Builder
		for i := range parts {
			if i > 0 {
				v.WriteByte('.')
			}
			fmt.Fprint(&v, chance.IntN(most))
		}
		return v.String()
	}
	// Versions come from a list for each product, the first ones most.
	var versions [][]string
	for range benchProducts {
		var list []string
		for range 60 {
			list = append(list, version(3, 6))
		}
		versions = append(versions, append(list, "-", "-", "+", ""))
	}
	builds := make([]string, 40)
	for i := range builds {
		builds[i] = fmt.Sprintf("10.0.%d.%d", 19041+i/10, i)
	}
	devices, cards := m.Devices, m.Cards
	texts := make([]string, len(benchProducts))
	for i := range n {
		at, _ := devices.Row(fmt.Sprintf("PC%07d", i), o)
		must(devices.Set(at, devices.Column("organisation"), code(chance.IntN(organisations)), o))
		must(devices.Set(at, devices.Column("os"), []string{"Windows", "Windows", "Windows", "Linux"}[chance.IntN(4)], o))
		must(devices.Set(at, devices.Column("os_version"), builds[chance.IntN(len(builds))], o))
		must(devices.SetSecond(at, devices.Column("last_seen"), day(-200, 0), o))
		for p, list := range versions {
			texts[p] = list[min(chance.IntN(len(list)), chance.IntN(len(list)))]
		}
		m.Software.SetCells(at, texts, o, func(int, error) {})
		must(m.Software.SetComplete(at, i%3 == 0, o))
	}
	for i := range n {
		at, _ := cards.Row(fmt.Sprintf("%02d%08d", []int{4, 5, 6, 8, 8, 9}[i%6], i), o)
		must(cards.Set(at, cards.Column("series"), []string{"4", "5", "6", "8", "8", "9"}[i%6], o))
		must(cards.Set(at, cards.Column("type"), []string{"Gemplus", "Gemplus", "Gemplus", "Oberthur", "Oberthur", "PIV"}[i%6], o))
		must(cards.Set(at, cards.Column("organisation"), code(chance.IntN(organisations)), o))
		must(cards.Set(at, cards.Column("status"), []string{"active", "active", "active", "cancelled", "locked", "stock"}[chance.IntN(6)], o))
		must(cards.SetSecond(at, cards.Column("issued"), day(-2500, -100), o))
		must(cards.SetSecond(at, cards.Column("expires"), day(-100, 700), o))
		must(cards.SetSecond(at, cards.Column("certificate_expires"), day(-100, 700), o))
		must(cards.SetSecond(at, cards.Column("last_used"), day(-300, 0), o))
		if chance.IntN(50) == 0 {
			must(cards.Set(at, cards.Column("groups"), "pilot", o))
		}
	}
	for i := range n {
		must(m.SignIns.Append(estate.SignIn{
			At: day(-14, 0), Card: cards.Key(i), Device: devices.Key(chance.IntN(n)),
			Client: "agent", Version: versions[0][chance.IntN(50)], TLS: []string{"1.0", "1.2", "1.3"}[chance.IntN(3)],
		}, o, func(string, string, error) {}))
	}
	return m.done()
}

func benchExemptions(n int) string {
	var b strings.Builder
	b.WriteString("exemptions:\n")
	for i := range 500 {
		who := fmt.Sprintf("organisation: O%05d", 40+i*7%(max(4, n/50)))
		switch i % 5 {
		case 0:
			who = fmt.Sprintf("device: PC%07d", i*1999%n)
		case 1:
			who = fmt.Sprintf(`card: "%02d%08d"`, []int{4, 5, 6, 8, 8, 9}[i*997%n%6], i*997%n)
		case 2:
			who = fmt.Sprintf("organisation: O%05d", i%40)
		}
		id := []string{"card-series", "middleware", "agent", "runtime", "tls"}[i/5%5]
		fmt.Fprintf(&b, "  - {requirement: %s, %s, from: 2025-0%d-01, until: 2025-12-01, owner: Ada Example, reason: parts}\n", id, who, 5+i%4)
	}
	return b.String()
}

func benchInstants() []time.Time {
	var out []time.Time
	for i := range 12 {
		out = append(out, time.Date(2025, 6, 2+9*i, 14, 30, 0, 0, time.UTC))
	}
	return out
}

// BenchmarkJudge judges a million devices and a million cards at twelve instants.
// Then it counts them at one instant, all and by organisation, and tells the
// findings of one.
func BenchmarkJudge(b *testing.B) {
	const n = 1_000_000
	e := benchEstate(b, n)
	parsedNotice := parsed(b, benchNotice)
	list, problems := notice.ParseExemptions("bench.yaml", []byte(benchExemptions(n)), parsedNotice.Zone)
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	set := newSet(b, notice.Options{Exemptions: list}, parsedNotice)
	e.SignIns.ByCard()
	e.SignIns.ByDevice()
	instants := benchInstants()
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var s *Survey
			for b.Loop() {
				s = NewSurvey(e, set, Options{Instants: instants, Workers: workers})
				for _, at := range instants {
					m := s.At(at)
					for kind := range kinds {
						m.Vectors(notice.Object(kind))
					}
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-kept")
			for kind, c := range s.kinds {
				b.Logf("%s: %d subjects, %d cells, %d standings", notice.Object(kind), len(c.of), len(c.first), len(c.standsFor))
			}
		})
	}
	s := NewSurvey(e, set, Options{Instants: instants})
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			m := s.At(instants[5])
			for i := range m.Rules() {
				m.Counts(i)
			}
			m.ByOrganisation(func(int, []Count) bool { return true })
		}
	})
	b.Run("findings", func(b *testing.B) {
		findings := 0
		for b.Loop() {
			for range s.At(instants[5]).Findings() {
				findings++
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(findings), "ns/finding")
	})
}
