package readiness

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// morning is a trust and a practice before the window of a Tuesday.
func morning(w ward) {
	twoPlaces(w)
	w.staff("P3", "RXX01", "Z00001")
	w.smartcard("0800000003", "8", "P3")
	w.device(row{"device": "PC3", "organisation": "RXX01", "agent": "2.3", "complete": "yes"})
	w.used(3, 20, "P3", "0800000003", "PC3")
	w.used(1, 5, "P3", "0800000003", "PC1")
	// What nobody used for long, and what is closed, is nothing to do.
	w.device(row{"device": "PC9", "organisation": "RXX", "agent": "2.3", "last_seen": "2024-01-01"})
	w.card(row{"card": "0400000009", "series": "4", "status": "cancelled"})
}

func TestFill(t *testing.T) {
	w := newWard(t)
	morning(w)
	s, at := w.survey("", "", "2025-07-07T12:00")
	ways := s.Ways(WaysOptions{})
	r := s.Report(at, ways.Fill)

	if r.People.From != FromSignIns || r.People.Working != 3 || len(r.People.List) != 0 {
		t.Errorf("before: %+v", r.People)
	}
	then := r.People.NextBlock
	if then == nil || then.At != "2025-07-08T10:00:00+01:00" || then.Stranded != 2 || then.Interrupted != 1 || then.NextBlock != nil {
		t.Errorf("at the block: %+v", then)
	}
	tasks := []Task{
		{
			Do: "replace-card", Who: "registration-authority", Say: "Replace the card.",
			People: 2, Cards: 2, Organisations: 2, Requirements: []string{"card-series"},
		},
		{
			Do: "install-middleware", Who: "it-team", Say: "Install the middleware.",
			People: 1, Devices: 1, Organisations: 1, Requirements: []string{"middleware"},
		},
		{
			Do: "update-agent", Who: "it-team", Say: "Update the agent.", Disruptive: "it restarts",
			People: 1, Devices: 1, Organisations: 1, Requirements: []string{"agent", "tls"},
		},
	}
	if diff := cmp.Diff(tasks, r.Tasks); diff != "" {
		t.Errorf("tasks: -want +got\n%s", diff)
	}
	if diff := cmp.Diff(Stopped{People: 3, Interrupted: 1, Stranded: 2, Devices: 1, Cards: 2}, r.NextBlock.Stopped); diff != "" {
		t.Errorf("stopped: -want +got\n%s", diff)
	}
	organisations := []StoppedOrganisation{
		{Organisation: "Z00001", Name: "Invented Practice", Stopped: Stopped{People: 2, Interrupted: 1, Stranded: 1, Cards: 1}},
		{Organisation: "RXX", Name: "Invented Trust", Stopped: Stopped{People: 1, Stranded: 1, Cards: 1}},
		{Organisation: "RXX01", Name: "Invented Ward", Stopped: Stopped{People: 1, Interrupted: 1, Devices: 1}},
	}
	if diff := cmp.Diff(organisations, r.NextBlock.Organisations); diff != "" {
		t.Errorf("organisations of the block: -want +got\n%s", diff)
	}
	for _, o := range r.Organisations {
		for _, want := range organisations {
			if o.Organisation == want.Organisation && o.Stopped != want.Stopped {
				t.Errorf("%s: %+v, want %+v", o.Organisation, o.Stopped, want.Stopped)
			}
		}
	}
}

// TestFillWithoutBlock tells what is to be done also when no block is to come.
func TestFillWithoutBlock(t *testing.T) {
	w := newWard(t)
	w.pc("PC1", "RXX", "2.3")
	w.device(row{"device": "PC2", "organisation": "RXX"})
	n := parsed(t, `language: 1
notice: quiet
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: agent, of: client, met: 'client.status == "supported"', remedy: {do: update-agent, who: it-team}, phases: [{from: 2025-06, action: warn}]}
  - {id: middleware, of: device, met: installed("middleware"), remedy: {do: install-middleware}, phases: [{from: 2025-06, action: warn}]}
catalogue:
  agent: {kind: client, generations: [{versions: "<2.4", status: unsupported}]}
  middleware: {kind: middleware}
`)
	at := w.instant(before)
	s := NewSurvey(w.done(), newSet(t, notice.Options{}, n), Options{Instants: []time.Time{at}})
	r := s.Report(at, s.Ways(WaysOptions{}).Fill)
	want := []Task{{Do: "update-agent", Who: "it-team", Devices: 1, Organisations: 1, Requirements: []string{"agent"}}}
	if diff := cmp.Diff(want, r.Tasks); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if r.NextBlock != nil || r.People.NextBlock != nil || r.People.From != "" || r.People.List == nil {
		t.Errorf("%+v", r.People)
	}
}

// TestFillNothing fills a report about an empty estate.
func TestFillNothing(t *testing.T) {
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	e := newMaker(t).done()
	s := NewSurvey(e, newSet(t, notice.Options{}, parsed(t, wardNotice)), Options{Instants: []time.Time{at}})
	r := s.Report(at, s.Ways(WaysOptions{}).Fill)
	if r.People.List == nil || r.Tasks == nil || len(r.Tasks) != 0 || r.NextBlock.Stopped != (Stopped{}) {
		t.Errorf("%+v %+v %+v", r.People, r.Tasks, r.NextBlock)
	}
}

// TestEndOfSignIns leaves out what a clock that was wrong says of the future.
func TestEndOfSignIns(t *testing.T) {
	w := newWard(t)
	twoPlaces(w)
	w.signIn(row{"at": "2031-01-01T09:00:00Z", "person": "P1", "card": "0400000001", "device": "PC1"})
	s, at := w.survey("", "", before)
	if got := s.Ways(WaysOptions{}).At(at).People(0); got.Working != 1 || got.Dormant != 1 {
		t.Errorf("with all of them: %+v", got)
	}
	if got := s.Ways(WaysOptions{End: at}).At(at).People(0); got.Working != 2 || got.Dormant != 0 {
		t.Errorf("through the instant: %+v", got)
	}
	if got := s.Ways(WaysOptions{End: at.AddDate(-1, 0, 0)}); got.From() != FromSignIns || got.Len() == 0 {
		t.Errorf("before all of them: %d ways from %s", got.Len(), got.From())
	}
}

// TestAccountOfMany is an account under which a whole hospital signs in: what was
// used together counts, and no card is put to every device.
func TestAccountOfMany(t *testing.T) {
	const n = 3000
	w := newWard(t)
	w.staff("P0", "RXX")
	for i := range n {
		card, device := fmt.Sprintf("08%08d", i), fmt.Sprintf("PC%04d", i)
		if i == 7 {
			card = "0400000007"
			w.smartcard(card, "4", "")
		}
		w.pc(device, "RXX", "2.5")
		w.used(1, 20, "P0", card, device)
	}
	w.signIn(row{"at": "2025-06-20T10:00:00Z", "person": "P0", "client": "agent"})
	s, at := w.survey("", "", during)
	ways := s.Ways(WaysOptions{})
	if ways.Len() != n {
		t.Fatalf("%d ways, want %d", ways.Len(), n)
	}
	isBlocked := 0
	m := ways.At(at)
	for way := range ways.Len() {
		if m.of(way)&blocked != 0 {
			isBlocked++
		}
		if device := ways.tied(way, 0).device; device == none {
			t.Errorf("way %d has no device", way)
		}
	}
	if isBlocked != 1 {
		t.Errorf("%d ways are blocked, want that with the old card", isBlocked)
	}
}
