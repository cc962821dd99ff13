package joined

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// plan is a notice with a catalogue and card-types, and rules over what is joined.
const plan = `language: 1
notice: plan
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: middleware, of: device, met: installed("middleware"), phases: [{action: block}]}
  - {id: agent, of: client, met: client.status == "supported", phases: [{action: block}]}
  - {id: tls, of: connection, met: 'connection.tls >= tls("1.2")', phases: [{action: block}]}
catalogue:
  agent: {kind: client, names: ["Example Agent*"], generations: [{versions: "<2", status: unsupported}, {versions: ">=2", status: supported}]}
  other-agent: {kind: client, names: ["Other Agent"]}
  middleware: {kind: middleware, names: ["*Middleware*"], maybe: ["*Middle*"]}
  gac: {}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], PIV: [9, 10], 3B6B00: [5, 6]}
`

// noon is when all sign-ins of these tests are.
var noon = time.Date(2025, 7, 8, 11, 0, 0, 0, time.UTC)

func planSet(t testing.TB) *notice.Set {
	t.Helper()
	n, problems := notice.Parse("plan.yaml", []byte(plan))
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	return set
}

// build makes an estate of lines, each an object, its id and what is known of it:
//
//	device D1 name=PC1 middleware=2.1    also cells of products
//	signin device=D1 client=agent        at=… in hours before noon
//	app D1 epr, or app D1 complete       of device D1
//	alias device sign-in X D1
//	contact RXX it-team name=… phone=…
//
// Values end with the next word that has a =. A line that ends with @30 was seen so
// many days before noon; else it was seen that morning.
func build(t testing.TB, lines ...string) *estate.Estate {
	t.Helper()
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	products := []string{"agent", "other-agent", "middleware", "gac"}
	e := estate.New(zone, products)
	source := e.AddSource(estate.Source{Name: "files", Rank: estate.Inventory, Made: noon.Add(-2 * time.Hour).Unix()})
	for n, line := range lines {
		o := estate.Origin{Source: source, Line: n + 1, Seen: estate.NoTime}
		if text, days, ok := strings.Cut(line, " @"); ok {
			line = text
			d, err := time.ParseDuration(days + "h")
			if err != nil {
				t.Fatal(err)
			}
			o.Seen = noon.Add(-24 * d).Unix()
		}
		words, values := parts(line)
		set := func(table *estate.Table, id string) {
			row, _ := table.Row(id, o)
			for name, value := range values {
				c := table.Column(name)
				if c == nil {
					continue
				}
				if err := table.Set(row, c, value, o); err != nil {
					t.Fatalf("%s: %s: %v", line, name, err)
				}
			}
		}
		switch words[0] {
		case "organisation":
			set(e.Organisations.Table, words[1])
		case "person":
			set(e.People, words[1])
		case "card":
			set(e.Cards, words[1])
		case "application":
			set(e.Applications, words[1])
		case "device":
			set(e.Devices, words[1])
			row, _ := e.Devices.Row(words[1], o)
			for product, id := range products {
				if err := e.Software.SetCell(row, product, values[id], o); err != nil {
					t.Fatal(err)
				}
			}
			if err := e.Software.SetComplete(row, values["inventory"] == "complete", o); err != nil {
				t.Fatal(err)
			}
		case "app":
			row, _ := e.Devices.Row(words[1], o)
			if words[2] == "complete" {
				e.Memberships.SetComplete(row, true, o)
			} else {
				e.Memberships.Add(row, words[2], o)
			}
		case "alias":
			e.Identity.Alias(words[1], words[2], words[3], words[4], o)
		case "contact":
			e.AddContact(estate.Contact{Organisation: words[1], Team: words[2], Name: values["name"], Phone: values["phone"], Email: values["email"], Hours: values["hours"]}, o)
		case "signin":
			d, err := time.ParseDuration(values["at"] + "h")
			if err != nil {
				t.Fatal(err)
			}
			in := estate.SignIn{At: noon.Add(-d).Unix(), Device: values["device"], Person: values["person"], Client: values["client"], Version: values["version"], TLS: values["tls"]}
			if err := e.SignIns.Append(in, o, nil); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("what is %s?", words[0])
		}
	}
	e.Finish()
	return e
}

// parts cuts a line into its first words and its values.
func parts(line string) (words []string, values map[string]string) {
	values = map[string]string{}
	last := ""
	for word := range strings.FieldsSeq(line) {
		switch name, value, ok := strings.Cut(word, "="); {
		case ok:
			last = name
			values[name] = value
		case last != "":
			values[last] += " " + word
		default:
			words = append(words, word)
		}
	}
	return words, values
}

// newJoined joins sign-ins with an estate of lines; without any there are no files.
func newJoined(t testing.TB, lines ...string) *Estate {
	t.Helper()
	if len(lines) == 0 {
		return New(nil, planSet(t))
	}
	return New(build(t, lines...), planSet(t))
}
