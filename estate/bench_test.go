package estate

import (
	"fmt"
	"strconv"
	"testing"
)

// invented gives rows of devices and cards as a large estate has them: ids and
// names of their own, few values besides.
type invented struct {
	e       *Estate
	devices SourceID
	cards   SourceID
	cells   []string
	buffer  []byte
}

var products = []string{"agent", "oberthur", "connect", "chrome", "edge", "java", "dotnet", "viewer"}

func newInvented(t testing.TB) *invented {
	e := New(london(t), products)
	return &invented{
		e: e, cells: make([]string, len(products)),
		devices: e.AddSource(Source{Name: "devices.csv", Kind: "devices.csv", Rank: Inventory, Made: 1_750_000_000}),
		cards:   e.AddSource(Source{Name: "cards.csv", Kind: "cards.csv", Rank: Inventory, Made: 1_750_000_000}),
	}
}

// text writes a word before a number of so many digits; the caller's rows come
// in a buffer, too, and not in strings of their own.
func (v *invented) text(word string, number, digits int) string {
	v.buffer = append(v.buffer[:0], word...)
	start := len(v.buffer)
	v.buffer = strconv.AppendInt(v.buffer, int64(number), 10)
	for len(v.buffer)-start < digits {
		v.buffer = append(v.buffer, 0)
		copy(v.buffer[start+1:], v.buffer[start:])
		v.buffer[start] = '0'
	}
	return string(v.buffer)
}

var (
	inventedOS       = []string{"Windows 10", "Windows 11", "IGEL OS", "macOS"}
	inventedVersions = list(40, "10.0.19045.%d")
	inventedCodes    = list(21_000, "RX%05d")
	inventedProducts = list(12, "2.4.%d.0")
	inventedDays     = list(2500, "")
	inventedATRs     = list(12, "3B6D0000805%d")
)

func list(n int, format string) []string {
	out := make([]string, n)
	for i := range out {
		if format == "" {
			out[i] = fmt.Sprintf("%04d-%02d-%02d", 2019+i/336, i/28%12+1, i%28+1)
		} else {
			out[i] = fmt.Sprintf(format, i)
		}
	}
	return out
}

// scatter gives a number below n that looks like chance, the same every time.
func scatter(i, salt, n int) int {
	x := uint64(i)*0x9e3779b97f4a7c15 + uint64(salt)*0xbf58476d1ce4e5b9
	x ^= x >> 31
	x *= 0x94d049bb133111eb
	x ^= x >> 29
	return int(x % uint64(n))
}

type deviceRow struct {
	id, organisation, name, os, version, seen, groups, uses string
	products                                                [8]string
}

func (v *invented) deviceRow(i int, r *deviceRow) {
	r.id = v.text("DEV", i, 8)
	r.name = v.text("WARDPC", i, 7)
	r.organisation = inventedCodes[i/190%len(inventedCodes)]
	r.os = inventedOS[scatter(i, 1, 4)]
	r.version = inventedVersions[scatter(i, 2, 40)]
	r.seen = inventedDays[scatter(i, 3, 60)+2000]
	r.groups = []string{"", "", "vdi", "ward;shared"}[scatter(i, 4, 4)]
	r.uses = []string{"", "prescribing", "dispensing"}[scatter(i, 5, 3)]
	for p := range r.products {
		r.products[p] = inventedProducts[scatter(i, 10+p, 6)]
		if scatter(i, 20+p, 3) == 0 {
			r.products[p] = "-"
		}
	}
}

func (v *invented) device(r *deviceRow, line int) {
	o := Origin{v.devices, line, NoTime}
	t := v.e.Devices
	row := v.e.Device([]Identifier{{NamespaceDevice, r.id}}, o)
	c := t.Columns
	for n, text := range [...]string{r.organisation, r.name, r.os, r.version, r.seen, r.groups, r.uses} {
		if err := t.Set(row, c[n], text, o); err != nil {
			panic(err)
		}
	}
	v.e.Software.SetCells(row, r.products[:], o, func(_ int, err error) { panic(err) })
}

type cardRow [10]string

func (v *invented) cardRow(i int, number *string, r *cardRow) {
	*number = v.text("06", i, 10)
	*r = cardRow{
		[]string{"4", "5", "6", "8", "9", "10"}[scatter(i, 1, 6)], []string{"Gemplus", "Oberthur", "PIV"}[scatter(i, 2, 3)],
		inventedATRs[scatter(i, 3, 12)], v.text("55", i, 10), inventedCodes[i/190%len(inventedCodes)],
		inventedDays[scatter(i, 4, 1500)], inventedDays[scatter(i, 5, 1000)+1500], inventedDays[scatter(i, 6, 1000)+1500],
		[]string{"active", "active", "active", "cancelled", "expired"}[scatter(i, 7, 5)], inventedDays[scatter(i, 8, 90)+2000],
	}
}

func (v *invented) card(number string, r *cardRow, line int) {
	o := Origin{v.cards, line, NoTime}
	t := v.e.Cards
	row, _ := t.Row(number, o)
	for n, text := range r {
		if err := t.Set(row, t.Columns[n], text, o); err != nil {
			panic(err)
		}
	}
}

func (v *invented) fill(rows int) {
	var d deviceRow
	var c cardRow
	var number string
	for i := range rows {
		v.deviceRow(i, &d)
		v.device(&d, i+2)
		v.cardRow(i, &number, &c)
		v.card(number, &c, i+2)
	}
	v.e.Finish()
}

func BenchmarkDevices(b *testing.B) {
	v := newInvented(b)
	rows := make([]deviceRow, 100_000)
	for i := range rows {
		v.deviceRow(i, &rows[i])
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r := rows[n%len(rows)]
		n++
		r.id, r.name = v.text("DEV", n, 8), v.text("WARDPC", n, 7)
		v.device(&r, n)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

func BenchmarkCards(b *testing.B) {
	v := newInvented(b)
	rows := make([]cardRow, 100_000)
	var number string
	for i := range rows {
		v.cardRow(i, &number, &rows[i])
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r := rows[n%len(rows)]
		n++
		r[3] = v.text("55", n, 10)
		v.card(v.text("06", n, 10), &r, n)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

// A column whose values all came before: no allocation.
func BenchmarkSetKnown(b *testing.B) {
	v := newInvented(b)
	t := v.e.Cards
	c := t.Column("organisation")
	o := Origin{v.cards, 2, NoTime}
	row, _ := t.Row("1", o)
	for _, code := range inventedCodes {
		if err := t.Set(row, c, code, o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		cell, err := c.cell(inventedCodes[n%len(inventedCodes)])
		if cell == 0 || err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// Numbering new texts, beside a map of the language: what a machine is worth.
func BenchmarkNewTexts(b *testing.B) {
	v := newInvented(b)
	b.Run("texts", func(b *testing.B) {
		texts, n := NewTexts(), 0
		for b.Loop() {
			texts.Number(v.text("DEV", n, 8))
			n++
		}
	})
	b.Run("map", func(b *testing.B) {
		texts, n := map[string]uint32{}, 0
		for b.Loop() {
			texts[v.text("DEV", n, 8)] = uint32(n)
			n++
		}
	})
}

func BenchmarkFinish(b *testing.B) {
	const rows = 100_000
	b.Run("canonical", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			v := newInvented(b)
			var d deviceRow
			for i := range rows {
				v.deviceRow(i, &d)
				v.device(&d, i+2)
			}
			b.StartTimer()
			v.e.Finish()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
	})
	b.Run("joined by name", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			v := newInvented(b)
			var d deviceRow
			intune := v.e.AddSource(Source{Name: "intune", Made: 5})
			for i := range rows {
				v.deviceRow(i, &d)
				v.device(&d, i+2)
				o := Origin{intune, i + 2, NoTime}
				row := v.e.Device([]Identifier{{NamespaceIntune, v.text("0f3b-", i, 20)}, {NamespaceName, d.name}}, o)
				_ = v.e.Software.Add(row, scatter(i, 9, 8), nil, o)
			}
			b.StartTimer()
			v.e.Finish()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
	})
}
