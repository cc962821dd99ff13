package wire_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/wire"
	"pgregory.net/rapid"
)

func TestReadBundleRefuses(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"nothing":      {"", "not a bundle"},
		"another file": {`{"devices":[]}`, `lacks "lanyard_bundle"`},
		"newer":        {`{"lanyard_bundle":99}`, "version 99"},
		"negative":     {`{"lanyard_bundle":-1}`, "version -1"},
		"no device":    {`{"lanyard_bundle":1,"taken_at":"2026-11-30T08:00:00Z"}`, "id of its device"},
		"no time":      {`{"lanyard_bundle":1,"device":{"id":"x"}}`, "when it was taken"},
		"two":          {`{"lanyard_bundle":1}{"lanyard_bundle":1}`, "not a bundle"},
		"a level":      {`{"lanyard_bundle":1,"findings":[{"level":"awful"}]}`, "no level"},
		"what reveals": {`{"lanyard_bundle":1,"withheld":["shoes"]}`, "nothing that a value reveals"},
		"too long":     {strings.Repeat(" ", wire.MaxBundle+1), "longer than"},
	} {
		if _, err := wire.ReadBundle(strings.NewReader(c.src)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

// filled returns a bundle all of whose texts are the given one, and every list of
// which has one element.
func filled(text string) *wire.Bundle {
	b := &wire.Bundle{}
	fill(reflect.ValueOf(b).Elem(), text)
	b.Version, b.TakenAt, b.Withheld = wire.BundleVersion, time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC), nil
	for i := range b.Findings {
		b.Findings[i].Level, b.Findings[i].Values[0].Reveals = wire.Warning, wire.RevealsPerson
	}
	return b
}

func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), text)
		}
	}
}

func TestBundleRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := filled(rapid.StringN(1, 40, 200).Draw(t, "text"))
		var first bytes.Buffer
		if err := b.Write(&first); err != nil {
			t.Fatal(err)
		}
		again, err := wire.ReadBundle(&first)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(b, again); d != "" {
			t.Fatal(d)
		}
	})
}

// TestWithhold holds that of a bundle full of one secret nothing is left where it
// reveals, whatever was asked for, and that everything is left when all was.
func TestWithhold(t *testing.T) {
	const secret = "INVENTED-SECRET"
	text := func(b *wire.Bundle) string {
		var w bytes.Buffer
		if err := b.Write(&w); err != nil {
			t.Fatal(err)
		}
		return w.String()
	}
	all := strings.Count(text(filled(secret)), secret)
	if all < 40 {
		t.Fatalf("the bundle holds only %d texts", all)
	}
	whole := filled(secret)
	whole.Withhold(wire.AllReveals()...)
	if n := strings.Count(text(whole), secret); n != all || len(whole.Withheld) != 0 {
		t.Errorf("asked for all, %d of %d texts are left, withheld %v", n, all, whole.Withheld)
	}
	none := filled(secret)
	none.Withhold()
	for name, value := range map[string]string{
		"device's name": none.Device.Name, "device's serial": none.Device.Serial, "reader's serial": none.Readers[0].Serial,
		"card's number": none.Cards[0].Number, "certificate's subject": none.Cards[0].Certificates[0].Subject,
	} {
		if value != "" {
			t.Errorf("the %s is left: %s", name, value)
		}
	}
	if len(none.Findings[0].Values) != 0 {
		t.Errorf("values are left: %v", none.Findings[0].Values)
	}
	if d := cmp.Diff(wire.AllReveals(), none.Withheld); d != "" {
		t.Error(d)
	}
	// A second hand withholds no less, and forgets nothing of the first.
	none.Withhold(wire.AllReveals()...)
	if d := cmp.Diff(wire.AllReveals(), none.Withheld); d != "" {
		t.Error(d)
	}
	device := filled(secret)
	device.Withhold(wire.RevealsDevice)
	if device.Device.Name != secret || device.Cards[0].Number != "" {
		t.Errorf("asked for the device alone: name %q, card %q", device.Device.Name, device.Cards[0].Number)
	}
}

func TestLevels(t *testing.T) {
	for i, milder := range wire.Levels() {
		for j, worse := range wire.Levels() {
			if worse.Worse(milder) != (j > i) {
				t.Errorf("%s worse than %s: %v", worse, milder, worse.Worse(milder))
			}
		}
	}
	if got := wire.Worst([]wire.Finding{{Level: wire.Note}, {Level: wire.Problem}, {Level: wire.Unknown}}); got != wire.Problem {
		t.Errorf("worst is %s", got)
	}
	if got := wire.Worst(nil); got != wire.Well {
		t.Errorf("worst of nothing is %s", got)
	}
}

// FuzzReadBundle holds that any bytes give a bundle or an error, and that what was
// read is written and read again alike.
func FuzzReadBundle(f *testing.F) {
	var seed bytes.Buffer
	if err := filled("text").Write(&seed); err != nil {
		f.Fatal(err)
	}
	f.Add(seed.Bytes())
	f.Add([]byte(`{"lanyard_bundle":1,"taken_at":"2026-11-30T08:00:00Z","device":{"id":"x"},"cards":[{"certificates":[{}]}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, err := wire.ReadBundle(bytes.NewReader(src))
		if err != nil {
			return
		}
		b.Withhold()
		var w bytes.Buffer
		if err := b.Write(&w); err != nil {
			return // a time that JSON cannot write, or grown beyond the bound by indenting
		}
		if _, err := wire.ReadBundle(&w); err != nil {
			t.Fatalf("written and not read again: %v\n%s", err, w.String())
		}
	})
}
