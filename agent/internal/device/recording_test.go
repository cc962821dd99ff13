package device_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

func sample() *device.Device {
	three := 3
	return &device.Device{
		At:      time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC),
		Host:    host.Host{Form: host.Form, SeenAt: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)},
		Network: network.Network{Form: network.Form},
		Cards: device.Cards{Part: host.Part{State: host.Read}, Readers: []device.Reader{{
			Name: "Invented Reader 0", State: device.Present,
			Card: &device.Card{ATR: "3B6A00FF4A434F50343156323231", Series: []int{5, 6}, TriesLeft: &three},
		}}},
		Modules: device.Modules{Part: host.Part{State: host.Read}, List: []device.Module{{Path: "/x.so", Outcome: device.Hung, Why: "no answer in 2 s"}}},
	}
}

func TestRecordingRoundTrip(t *testing.T) {
	var w bytes.Buffer
	if err := sample().WriteRecording(&w); err != nil {
		t.Fatal(err)
	}
	again, err := device.ReadRecording(&w)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sample(), again); d != "" {
		t.Error(d)
	}
}

func TestReadRecordingRefuses(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"nothing":    {"", "reading a recording of a device"},
		"a bundle":   {`{"lanyard_bundle":1}`, "its form is 0"},
		"newer":      {`{"lanyard_recording":2}`, "its form is 2"},
		"a new part": {`{"lanyard_recording":1,"printers":[]}`, "printers"},
		"steering":   {`{"lanyard_recording":1,"cards":{"readers":[{"name":"a\u001b[2J","state":"empty"}]}}`, "cards.readers[0].name: the text"},
		"bidi":       {`{"lanyard_recording":1,"modules":{"list":[{"path":"\u202e","outcome":"hung"}]}}`, "modules.list[0].path: the text"},
		"a state":    {`{"lanyard_recording":1,"cards":{"readers":[{"name":"a","state":"well"}]}}`, "no such value"},
		"an outcome": {`{"lanyard_recording":1,"modules":{"list":[{"path":"a","outcome":"fine"}]}}`, "no such value"},
		"endless":    {`{"lanyard_recording":1,"cards":{"readers":[` + strings.Repeat(`{"name":"a","state":"empty"},`, 1024) + `{"name":"a","state":"empty"}]}}`, "no device has more"},
		"no time":    {`{"lanyard_recording":1}`, "when the device was looked at"},
		"half":       {`{"lanyard_recording":1,"cards":{"rea`, "check --record wrote, whole"},
		"a host":     {`{"lanyard_recording":1,"at":"2026-11-30T08:00:00Z","host":{"form":99}}`, "its form is 99"},
	} {
		if _, err := device.ReadRecording(strings.NewReader(c.src)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func FuzzReadRecording(f *testing.F) {
	var w bytes.Buffer
	if err := sample().WriteRecording(&w); err != nil {
		f.Fatal(err)
	}
	f.Add(w.Bytes())
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := device.ReadRecording(bytes.NewReader(src))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := d.WriteRecording(&again); err != nil {
			t.Fatalf("read, and not written: %v", err)
		}
	})
}
