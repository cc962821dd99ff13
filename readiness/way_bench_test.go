package readiness

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// benchPeople has as many people, cards and devices, and three sign-ins of each
// person, of whom one in three uses several devices, and one in twenty two cards.
func benchPeople(b testing.TB, n int) *estate.Estate {
	m := newMaker(b, benchProducts...)
	chance := rand.New(rand.NewPCG(3, 4))
	o := estate.Origin{Source: m.source, Line: 1, Seen: estate.NoTime}
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	organisations := max(4, n/50)
	code := func(i int) string { return fmt.Sprintf("O%05d", i) }
	for i := range organisations {
		at, _ := m.Organisations.Row(code(i), o)
		must(m.Organisations.Set(at, m.Organisations.Column("kind"), []string{"trust", "gp", "gp", "pharmacy"}[i%4], o))
		if i >= 40 {
			must(m.Organisations.Set(at, m.Organisations.Column("parent"), code(i%40), o))
		}
	}
	start := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	day := func(from, to int) int64 { return start.AddDate(0, 0, from+chance.IntN(to-from)).Unix() }
	var versions [][]string
	for range benchProducts {
		var list []string
		for range 60 {
			list = append(list, fmt.Sprintf("%d.%d.%d", chance.IntN(6), chance.IntN(6), chance.IntN(6)))
		}
		versions = append(versions, append(list, "-", "-", "+", ""))
	}
	people, devices, cards := m.People, m.Devices, m.Cards
	texts := make([]string, len(benchProducts))
	for i := range n {
		at, _ := people.Row(fmt.Sprintf("P%07d", i), o)
		must(people.Set(at, people.Column("organisation"), code(i%organisations), o))
		at, _ = devices.Row(fmt.Sprintf("PC%07d", i), o)
		must(devices.Set(at, devices.Column("organisation"), code(i%organisations), o))
		must(devices.Set(at, devices.Column("os"), []string{"Windows", "Windows", "Windows", "Linux"}[chance.IntN(4)], o))
		must(devices.Set(at, devices.Column("os_version"), fmt.Sprintf("10.0.%d.%d", 19041+chance.IntN(4), chance.IntN(10)), o))
		must(devices.SetSecond(at, devices.Column("last_seen"), day(-200, 0), o))
		for p, list := range versions {
			texts[p] = list[min(chance.IntN(len(list)), chance.IntN(len(list)))]
		}
		m.Software.SetCells(at, texts, o, func(int, error) {})
		must(m.Software.SetComplete(at, i%3 == 0, o))
	}
	card := func(i, holder int, series string) {
		at, _ := cards.Row(fmt.Sprintf("%08d", i), o)
		must(cards.Set(at, cards.Column("series"), series, o))
		must(cards.Set(at, cards.Column("type"), map[string]string{"4": "Gemplus", "6": "Gemplus", "8": "Oberthur", "9": "PIV"}[series], o))
		must(cards.Set(at, cards.Column("holder"), people.Key(holder), o))
		must(cards.Set(at, cards.Column("status"), []string{"active", "active", "active", "active", "cancelled", "locked"}[chance.IntN(6)], o))
		must(cards.SetSecond(at, cards.Column("issued"), day(-2500, -100), o))
		must(cards.SetSecond(at, cards.Column("expires"), day(-50, 1500), o))
		must(cards.SetSecond(at, cards.Column("certificate_expires"), day(-100, 700), o))
	}
	for i := range n {
		card(i, i, []string{"4", "6", "8", "8", "8", "9"}[i%6])
		if i%20 == 0 {
			card(n+i, i, "8")
		}
	}
	for i := range n {
		used := 1
		if i%3 == 0 {
			used = 2 + chance.IntN(4)
		}
		for k := range 3 {
			device := (i + organisations*(k%used)*7) % n
			must(m.SignIns.Append(estate.SignIn{
				At: day(-80, 0), Person: people.Key(i), Card: cards.Key(i), Device: devices.Key(device),
				Client: "agent", Version: versions[0][chance.IntN(50)], TLS: []string{"1.0", "1.2", "1.3"}[chance.IntN(3)],
			}, o, func(string, string, error) {}))
		}
	}
	return m.done()
}

// BenchmarkWays finds the ways of a million people and how each of them stands at
// twelve instants, and tells at the one that stops most what lets them work.
func BenchmarkWays(b *testing.B) {
	const n = 1_000_000
	e := benchPeople(b, n)
	parsedNotice := parsed(b, benchNotice)
	list, problems := notice.ParseExemptions("bench.yaml", []byte(benchExemptions(n)), parsedNotice.Zone)
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	set := newSet(b, notice.Options{Exemptions: list}, parsedNotice)
	e.SignIns.ByDevice()
	survey := NewSurvey(e, set, Options{})
	survey.signInsOf(notice.Person)
	instants := benchInstants()
	for _, workers := range []int{1, 2} {
		survey.team = team(workers)
		b.Run(fmt.Sprintf("judge/workers=%d", workers), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var w *Ways
			for b.Loop() {
				w = survey.Ways(WaysOptions{Instants: instants})
				for _, at := range instants {
					w.At(at).states()
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B-kept/person")
			b.Logf("%d ways, %d seats, %d cells, %d standings", w.Len(), len(w.seats.device), len(w.cells.first), len(w.cells.standsFor))
		})
	}
	w := survey.Ways(WaysOptions{Instants: instants})
	most := w.At(instants[0])
	for _, at := range instants {
		if m := w.At(at); m.states().count[stranded] > most.states().count[stranded] {
			most = m
		}
	}
	b.Run("tell", func(b *testing.B) {
		for b.Loop() {
			most.People(MaxPeople)
			most.Stopped()
			most.newPlans().unblocked()
		}
		b.Logf("%v: %v", most.at, most.states().count)
	})
}
