package readiness

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// TestNextBlock finds what begins to block, and not what only goes on.
func TestNextBlock(t *testing.T) {
	const head = "language: 1\nnotice: n\nrevision: 1\npublished: 2025-06\nzone: Europe/London\nrequirements:\n"
	const windows = "windows:\n  w: [{on: [Tue], from: \"10:00\", until: \"11:00\", first: 2025-07-08, last: 2025-07-15}]\n"
	one := "  - {id: a, of: card, met: card.series >= 8, phases: [{from: 2025-07, action: block, during: w}]}\n"
	good := "  - {id: b, of: device, met: 'installed(\"m\")', phases: [{from: 2025-07-10, action: block}]}\n"
	const catalogue = "catalogue: {m: {}}\n"
	tests := []struct {
		name, src, at string
		want          string // when, until when, what
	}{
		{"a window", head + one + windows, "2025-07-01T09:00", "2025-07-08T10:00:00+01:00 2025-07-08T11:00:00+01:00 a"},
		{"in a window the next one", head + one + windows, "2025-07-08T10:30", "2025-07-15T10:00:00+01:00 2025-07-15T11:00:00+01:00 a"},
		{"in the last window that one", head + one + windows, "2025-07-15T10:30", "2025-07-15T10:30:00+01:00 2025-07-15T11:00:00+01:00 a"},
		{"behind the last window none", head + one + windows, "2025-07-15T11:00", ""},
		{"for good", head + good + catalogue, "2025-07-01T09:00", "2025-07-10T00:00:00+01:00  b"},
		{"for good already", head + good + catalogue, "2025-08-01T09:00", "2025-08-01T09:00:00+01:00  b"},
		{"what goes on blocks then too", head + one + good + windows + catalogue, "2025-07-12T09:00", "2025-07-15T10:00:00+01:00 2025-07-15T11:00:00+01:00 a b"},
		{"what a window leaves behind is none", head + one + good + windows + catalogue, "2025-07-15T10:59", "2025-07-15T10:59:00+01:00 2025-07-15T11:00:00+01:00 a b"},
		{"nothing blocks", head + strings.ReplaceAll(good, "block", "warn") + catalogue, "2025-07-01T09:00", ""},
	}
	for _, test := range tests {
		m := newMaker(t)
		set := newSet(t, notice.Options{}, parsed(t, test.src))
		got := ""
		if b := NextBlock(set, m.instant(test.at)); b != nil {
			until := ""
			if !b.Until.IsZero() {
				until = b.Until.Format(time.RFC3339)
			}
			got = b.At.In(m.Zone.Location()).Format(time.RFC3339) + " " + until + " " + strings.Join(requirementsOf(b.Rules), " ")
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// TestRevisionsGoOn with what they take over: a changed notice begins no block
// anew.
func TestRevisionsGoOn(t *testing.T) {
	src := "language: 1\nnotice: n\nrevision: 1\npublished: 2025-06\nzone: Europe/London\nrequirements:\n" +
		"  - {id: a, of: card, met: card.series >= 8, phases: [{from: 2025-06, action: block}]}\n"
	second := strings.NewReplacer("revision: 1", "revision: 2", "published: 2025-06", "published: 2025-08", "series >= 8", "series >= 9").Replace(src)
	set := newSet(t, notice.Options{}, parsed(t, src), parsed(t, second))
	at := newMaker(t).instant("2025-07-01T09:00")
	if b := NextBlock(set, at); b == nil || !b.At.Equal(at) {
		t.Errorf("the next block is %+v, want what blocks already", b)
	}
}

// TestStopped counts devices and cards once each, and nobody who is dormant or
// has a closed card.
func TestStopped(t *testing.T) {
	m := newMaker(t, "agent")
	m.organisation(row{"organisation": "A", "name": "Invented Practice"})
	for _, d := range []row{
		{"device": "BOTH", "organisation": "A", "agent": "1", "os": "Linux", "last_seen": "2025-07-01"},
		{"device": "AGENT", "organisation": "A", "agent": "1", "os": "Windows", "last_seen": "2025-07-01"},
		{"device": "ASLEEP", "organisation": "A", "agent": "1", "last_seen": "2025-01-01"},
		{"device": "GOOD", "organisation": "A", "agent": "2", "os": "Windows", "last_seen": "2025-07-01"},
		{"device": "NOWHERE", "agent": "1", "os": "Windows", "last_seen": "2025-07-01"},
	} {
		m.device(d)
	}
	m.card(row{"card": "C1", "series": "6", "organisation": "A"})
	m.card(row{"card": "C2", "series": "6", "organisation": "A", "expires": "2025-07-09"})
	set := newSet(t, notice.Options{}, parsed(t, `language: 1
notice: n
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: agent, of: client, met: client.status == "ok", phases: [{from: 2025-07-10, action: block}]}
  - {id: os, of: device, met: device.os == "Windows", phases: [{from: 2025-07-10, action: block}]}
  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2025-07-10, action: block}]}
catalogue: {agent: {kind: client, generations: [{versions: "<2", status: old}, {versions: ">=2", status: ok}]}}
`))
	at := m.instant("2025-07-01T09:00")
	s := NewSurvey(m.done(), set, Options{})
	r := s.Report(at)
	if want := (Stopped{Devices: 3, Cards: 1}); r.NextBlock == nil || r.NextBlock.Stopped != want {
		t.Fatalf("%+v are stopped, want %+v", r.NextBlock, want)
	}
	if len(r.NextBlock.Organisations) != 2 || r.NextBlock.Organisations[0] != (StoppedOrganisation{"A", "Invented Practice", Stopped{Devices: 2, Cards: 1}}) {
		t.Errorf("by organisation: %+v", r.NextBlock.Organisations)
	}
	if r.Organisations[0].Stopped != r.NextBlock.Organisations[0].Stopped {
		t.Errorf("A: %+v", r.Organisations[0].Stopped)
	}
	before := s.At(at)
	if n := before.stoppedDevices(); n.has(0) {
		t.Error("something is stopped before the block")
	}
}
