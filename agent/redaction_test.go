package agent

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// TestNothingSentNames puts the names of the computer, of its person and of a card into
// one text of each sample after the other, and looks for them in all that leaves the
// device.
func TestNothingSentNames(t *testing.T) {
	set := shipped.Set(t)
	for _, s := range sample.Devices() {
		if s.Name == "well" || s.Name == "unstarted" {
			continue // they have nothing that the others lack
		}
		d := s.Device
		const person, holder, number = "pat.example", "Ima Q Invented", "99887766ABCD"
		computer := d.Host.Identity.Computer
		// Somebody of a short name, who would be found everywhere, is taken out of paths
		// and accounts.
		d.Host.Services.List = append(d.Host.Services.List, host.Service{Name: "Invented", Account: `EXAMPLE\Lee`})
		const short = ` "D:\Data\Lee\x.dll" OTHER\Lee, lee@example.org`
		d.Cards.Readers = append(d.Cards.Readers, device.Reader{
			Name: "Invented Reader 9", State: device.Present, Why: "gone", Vendor: "Invented", Serial: "READERSERIAL1",
			Card: &device.Card{ATR: "3B6A00FF4A434F50343156323231", Faults: []string{"odd"}, Serial: number, Certificates: []device.Certificate{
				{Use: "signature", NotBefore: sample.Taken, NotAfter: sample.Taken, Subject: holder, Issuer: "Invented CA", Serial: "5EB1A100"}}},
		})
		for _, of := range []string{"named", "oberthur-middleware"} {
			d.Modules.List = append(d.Modules.List, device.Module{Of: of, Path: `C:\x\y.dll`, Outcome: device.Crashed, Why: "crashed", Library: "x",
				Slots: []device.Slot{{Description: "slot", Token: true, Label: "label of a token", Serial: "77665544"}}, Signed: &device.Signed{Why: "no"}})
		}
		tried := 0
		texts(reflect.ValueOf(d).Elem(), s.Name, "", func(place string, text reflect.Value) {
			tried++
			was := text.String()
			defer text.SetString(was)
			text.SetString(was + " of " + computer + `, EXAMPLE\` + person + " (" + holder + ", " + number + `) \\` + computer + `\s$ /home/` + person + short)
			r := &Report{device: d, options: CheckOptions{Set: set, At: sample.Taken}}
			r.Bundle = r.bundle(d)
			sent := r.Sent()
			leaks(t, place+": sent", sent, computer, person, holder, number, `\\lee`, "lee@")
			leaks(t, place+": sent with the device", r.Sent(wire.RevealsDevice), person, holder, number, `\\lee`, "lee@")
			if tried%10 != 0 {
				return // drafts are made of what is sent
			}
			drafts, err := r.Cases("", time.Now())
			if err != nil {
				t.Fatal(place, err)
			}
			for _, draft := range drafts {
				var mail bytes.Buffer
				if err := draft.Write(&mail); err != nil {
					t.Fatal(place, err)
				}
				for _, name := range []string{computer, person, holder, number} {
					if strings.Contains(strings.ToLower(mail.String()), strings.ToLower(name)) {
						t.Errorf("%s: a case names %s", place, name)
					}
				}
			}
		})
		if tried < 200 {
			t.Errorf("%s: only %d texts were tried", s.Name, tried)
		}
	}
}

func leaks(t *testing.T, what string, b *wire.Bundle, names ...string) {
	t.Helper()
	var all bytes.Buffer
	if err := b.Write(&all); err != nil {
		t.Fatal(what, err)
	}
	for _, name := range names {
		if i := strings.Index(strings.ToLower(all.String()), strings.ToLower(name)); i >= 0 {
			t.Errorf("%s: it has %s: …%s…", what, name, all.String()[max(0, i-100):min(i+60, all.Len())])
		}
	}
}

// texts visits every text below v that is not of a closed set: of a type of its own, or a
// word of this program by its tag. Names that have a field of their own stay as they are.
func texts(v reflect.Value, place, tag string, then func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && tag != "none" && !strings.Contains(place, ".Identity.") && !strings.HasSuffix(place, "Session.User") && !strings.HasSuffix(place, "Readers.Serial") {
			then(place, v)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), place, tag, then)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), place, tag, then)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			texts(v.Field(i), place+"."+f.Name, f.Tag.Get("reveals"), then)
		}
	}
}
