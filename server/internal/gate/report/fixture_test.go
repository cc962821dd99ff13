package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

var london = zone("Europe/London")

func zone(name string) *civil.Zone {
	z, err := civil.LoadZone(name)
	if err != nil {
		panic(err)
	}
	return z
}

// at is an instant by London's clocks.
func at(text string) time.Time {
	t, _, err := civil.ParseInstant(text, london)
	if err != nil {
		panic(err)
	}
	return t
}

// event is a record of a journal to be.
type event struct {
	at       time.Time
	code     string
	done     string // allow, warn or block; "" = an outcome, a handshake or raw
	weakened string

	person, device, card, address, organisation string
	product, version                            string
	proven                                      string
	findings                                    []notice.Told
	contradictions                              []string
	extractor                                   string
	withoutDetail, withoutGate                  bool

	outcome   string
	handshake *evidence.Handshake
	raw       string
}

// unmet and unknown are findings.
func unmet(requirement string, a notice.Action) notice.Told {
	return notice.Told{Requirement: requirement, Result: notice.Unmet, Action: a, Why: "it falls short"}
}

func unknown(requirement string, a notice.Action) notice.Told {
	return notice.Told{Requirement: requirement, Result: notice.Unknown, Action: a, Why: "it is not known"}
}

// record is the event as it is kept.
func (e *event) record() []byte {
	switch {
	case e.raw != "":
		return []byte(e.raw)
	case e.outcome != "":
		return evidence.AppendRecord(nil, &evidence.Kept{Outcome: &evidence.Outcome{Outcome: e.outcome, At: e.at, Status: 200}})
	case e.handshake != nil:
		return evidence.AppendRecord(nil, &evidence.Kept{Handshake: e.handshake})
	}
	var f notice.Facts
	set := func(path, text string) {
		if text == "" {
			return
		}
		object, name, _ := strings.Cut(path, ".")
		a, _ := fact.Lookup(object, name)
		v, err := notice.ParseValue(&a, text, london)
		if err != nil {
			panic(err)
		}
		f.Set(a, v)
	}
	set("person.id", e.person)
	set("device.id", e.device)
	set("card.number", e.card)
	set("organisation.code", e.organisation)
	set("client.product", e.product)
	set("client.version", e.version)
	answer := notice.Answer{Decision: e.done, Code: e.code, Findings: e.findings}
	k := evidence.Kept{SignIn: notice.AppendSignIn(nil, e.at, notice.UseSignIn, &f), Answer: answer.AppendJSON(nil), Digest: "sha256:00"}
	if !e.withoutGate {
		asked := e.done
		if e.weakened != "" {
			asked = "block"
		}
		k.Gate = &evidence.Gate{
			Asked: asked, Weakened: e.weakened, Extractor: e.extractor, Address: e.address, Proven: e.proven,
			Person: e.person, Device: e.device, Card: e.card, Organisation: e.organisation, Contradictions: e.contradictions,
		}
	}
	if !e.withoutDetail {
		k.Detail = &evidence.Detail{}
	}
	b := evidence.AppendRecord(nil, &k)
	return append(evidence.AppendDetail(b[:len(b)-1], k.Detail), '}')
}

// journal is events in the order of writing.
type journal []event

func (j journal) scan(from, until time.Time, each func(code string, at time.Time, isSequel bool, record []byte) error) error {
	for i := range j {
		e := &j[i]
		if e.at.Before(from) || !e.at.Before(until) {
			continue
		}
		if err := each(e.code, e.at, e.outcome != "", e.record()); err != nil {
			return err
		}
	}
	return nil
}

func options() Options {
	return Options{
		From: at("2025-07-08T10:00"), Until: at("2025-07-08T11:00"), Now: at("2025-07-08T12:00"),
		Notice: "care-identity-2025", Requirement: "identity-agent", Name: "agent-intervals/first",
		Title: "Identity Agent is a supported version", Zone: london,
		Contact: func(organisation string) (name, phone, hours string) {
			switch organisation {
			case "RXX":
				return "Invented Trust IT", "01632 960 001", "Mon-Fri 08:00-18:00"
			case "X00001":
				return "Made Up Surgery", "01632 960 002, ext. 7", ""
			}
			return "", "", ""
		},
		DeviceName: func(id string) string {
			if id == "dev-3" {
				return "WARD-7-PC-2"
			}
			return id
		},
		Organisation: func(code string) string {
			return map[string]string{"RXX": "Invented University Hospitals NHS Trust", "X00001": "Made Up Surgery"}[code]
		},
	}
}

func made(t testing.TB, o Options, j journal) *Report {
	t.Helper()
	r, err := Make(o, j.scan)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// written is a report in a form: html, json, csv or txt.
func written(t testing.TB, r *Report, form string) string {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch form {
	case "html":
		err = r.WriteHTML(&out)
	case "json":
		err = r.WriteJSON(&out)
	case "csv":
		err = r.WriteCSV(&out)
	case "txt":
		err = r.WriteText(&out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var forms = []string{"html", "json", "csv", "txt"}

// day is an invented window and the four weeks before it: of people who sign in at
// devices, some with an old agent. Some of these are refused, and come back in every
// way there is, or do not.
func day() journal {
	chance := rand.New(rand.NewPCG(7, 8))
	n := 0
	var j journal
	add := func(e event) {
		n++
		if e.code == "" {
			e.code = fmt.Sprintf("K%09d*", n)
		}
		if e.product == "" && e.version != "" {
			e.product = "identity-agent"
		}
		if e.proven == "" && e.person != "" {
			e.proven = evidence.ProvenPerson
		}
		j = append(j, e)
	}
	organisationOf := func(p int) string { return []string{"RXX", "RXX", "X00001", "X00002"}[p%4] }
	for week := 4; week >= 1; week-- {
		from := at("2025-07-08T10:00").AddDate(0, 0, -7*week)
		for minute := range 60 {
			for p := range 5 + chance.IntN(4) {
				add(event{at: from.Add(time.Duration(minute)*time.Minute + time.Duration(p)*7*time.Second), done: "allow", person: fmt.Sprintf("p-%d", 100+chance.IntN(200)), device: fmt.Sprintf("dev-%d", 100+chance.IntN(99)), organisation: "RXX", version: "2.4.5.0"})
			}
			if p := (minute + week) % 60; p < 18-week {
				add(event{at: from.Add(time.Duration(minute)*time.Minute + 50*time.Second), done: "warn", person: fmt.Sprintf("p-%d", p), device: fmt.Sprintf("dev-%d", p), organisation: organisationOf(p), version: "2.3.2.0", findings: []notice.Told{unmet("identity-agent", notice.Warn)}})
			}
		}
	}
	from := at("2025-07-08T10:00")
	in := func(minute, second int) time.Time {
		return from.Add(time.Duration(minute)*time.Minute + time.Duration(second)*time.Second)
	}
	block := []notice.Told{unmet("identity-agent", notice.Block), unmet("oberthur-middleware", notice.Warn)}
	warn := []notice.Told{unmet("identity-agent", notice.Warn)}
	for minute := range 120 {
		if minute >= 40 && minute < 44 {
			continue // nothing came
		}
		for p := range 6 {
			add(event{at: in(minute, p*7), done: "allow", person: fmt.Sprintf("p-%d", 100+chance.IntN(200)), device: fmt.Sprintf("dev-%d", 100+chance.IntN(99)), organisation: "RXX", version: "2.4.5.0"})
		}
		for p := range 17 {
			person, device := fmt.Sprintf("p-%d", p), fmt.Sprintf("dev-%d", p)
			e := event{at: in(minute, 42+p), person: person, device: device, organisation: organisationOf(p), version: "2.3.2.0"}
			first := 2 + p*2
			if p == 3 || p == 7 {
				e.person = ""
				e.proven = evidence.ProvenDevice
			}
			if p == 16 {
				e.person, e.device, e.address, e.organisation = "", "", "198.51.100.7", ""
			}
			switch {
			case minute < 60 && minute >= first && minute < first+3:
				e.done, e.findings = "block", block
				add(e)
			case p < 5 && minute == first+6:
				e.done, e.device, e.version = "allow", fmt.Sprintf("dev-%d", 200+p), "2.4.5.0"
				if p == 3 {
					continue // nobody knows that it is the same
				}
				add(e)
				add(event{at: e.at.Add(time.Second), code: j[len(j)-1].code, outcome: evidence.OutcomeAccepted})
			case p >= 5 && p < 8 && minute == first+11:
				e.done, e.version = "allow", "2.4.5.0"
				add(e)
			case p == 8 && minute == first+8:
				e.done = "allow"
				add(e)
			case p == 9 && minute == first+4:
				e.done, e.weakened, e.findings = "warn", "budget", block
				add(e)
			case p == 10 && minute == first+9:
				e.done, e.version, e.findings = "warn", "", []notice.Told{unknown("identity-agent", notice.Warn)}
				add(e)
			case p >= 11 && p < 13 && minute == 60+p:
				e.done, e.findings = "warn", warn
				add(e)
			case p == 13 && minute == 70:
				e.done, e.findings = "warn", warn
				add(e)
				add(event{at: e.at.Add(time.Second), code: j[len(j)-1].code, outcome: evidence.OutcomeDenied})
			}
		}
		if minute%20 == 5 {
			add(event{at: in(minute, 59), handshake: &evidence.Handshake{At: in(minute, 59), Alert: 70, Address: fmt.Sprintf("203.0.113.%d", minute), Offered: "1.0"}})
		}
	}
	add(event{at: in(30, 59), done: "block", person: "p-40", device: "dev-40", organisation: "RXX", findings: []notice.Told{unmet("card-series", notice.Block)}})
	add(event{at: in(31, 59), done: "warn", weakened: "held", person: "p-41", device: "dev-41", organisation: "RXX", findings: block, contradictions: []string{"identity-agent 2.4.5.0 offers TLS 1.2, and the handshake offered 1.0"}})
	slices.SortStableFunc(j, func(a, b event) int { return a.at.Compare(b.at) })
	return j
}
