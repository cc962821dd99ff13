package card_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func TestParseTLV(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []card.TLV
		fault    bool
	}{
		{"nothing", "", nil, false},
		{"padding", "00 FF 00", nil, false},
		{"two", "50 01 41 00 5F2F 02 4000", []card.TLV{{Tag: 0x50, Value: []byte{0x41}}, {Tag: 0x5F2F, Value: []byte{0x40, 0}}}, false},
		{"long length", "53 81 01 41", []card.TLV{{Tag: 0x53, Value: []byte{0x41}}}, false},
		{"longer than it has to be", "53 84 00 00 00 01 41", []card.TLV{{Tag: 0x53, Value: []byte{0x41}}}, false},
		{"empty", "70 00", []card.TLV{{Tag: 0x70, Value: []byte{}}}, false},
		{"three bytes of tag", "7F C1 05 00", []card.TLV{{Tag: 0x7FC105, Value: []byte{}}}, false},
		{"what is before the fault stays", "50 01 41 70 05 41", []card.TLV{{Tag: 0x50, Value: []byte{0x41}}}, true},
		{"no length", "53", nil, true},
		{"length without end", "53 80 41 00 00", nil, true},
		{"length of length", "53 85 00 00 00 00 01", nil, true},
		{"length cut", "53 82 01", nil, true},
		{"gigabytes", "53 84 7F FF FF FF 41", nil, true},
		{"more than memory", "53 84 FF FF FF FF 41", nil, true},
		{"tag cut", "5F", nil, true},
		{"tag without end", "5F 81 82 83 01 41", nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := card.ParseTLV(fromHex(t, tt.in))
			if (err != nil) != tt.fault || err != nil && !errors.Is(err, card.ErrTLV) {
				t.Errorf("error %v, fault wanted: %v", err, tt.fault)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFindTLV(t *testing.T) {
	b := fromHex(t, "34 01 10 35 02 2020 53 7F")
	if v, ok := card.FindTLV(b, 0x35); !ok || !bytes.Equal(v, []byte{0x20, 0x20}) {
		t.Errorf("35: %X %v", v, ok)
	}
	if _, ok := card.FindTLV(b, 0x53); ok {
		t.Error("a cut object was found")
	}
}

// What is appended is read again, in every form of length.
func TestTLVReadsWhatItWrote(t *testing.T) {
	tags := []card.Tag{0x53, 0x70, 0x7E, 0xFE, 0x5F2F, 0x7F49, 0x5FC105, 0x7FC105}
	rapid.Check(t, func(t *rapid.T) {
		var want []card.TLV
		var b []byte
		for range rapid.IntRange(0, 5).Draw(t, "objects") {
			o := card.TLV{
				Tag:   rapid.SampledFrom(tags).Draw(t, "tag"),
				Value: bytes.Repeat([]byte{0xA5}, rapid.SampledFrom([]int{0, 1, 127, 128, 255, 256, 65535, 65536}).Draw(t, "length")),
			}
			want = append(want, o)
			b = card.AppendTLV(b, o.Tag, o.Value)
		}
		got, err := card.ParseTLV(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzTLV(f *testing.F) {
	f.Add(fromHex(f, "53 82 0004 70 02 4142"))
	f.Add(fromHex(f, "30 19 3410 5F2F024000 FF"))
	f.Add([]byte{0x5F, 0x80, 0x80, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		objects, err := card.ParseTLV(b)
		if err != nil && !errors.Is(err, card.ErrTLV) {
			t.Error(err)
		}
		total := 0
		for _, o := range objects {
			total += len(o.Value) + 2
			if v, ok := card.FindTLV(b, o.Tag); !ok || len(v) > len(b) {
				t.Errorf("%v was read and is not found", o.Tag)
			}
		}
		if total > len(b) {
			t.Errorf("%d bytes of objects from %d", total, len(b))
		}
	})
}
