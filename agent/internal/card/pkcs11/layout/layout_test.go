package layout

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The sizes were measured: on Linux by the compiler, on Windows with a module built
// by mingw with structures packed to one byte.
func TestSizes(t *testing.T) {
	for _, c := range []struct {
		name                                                       string
		l                                                          Layout
		info, slot, token, attribute, mechanism, pss, first, third int
	}{
		{"LP64", LP64, 88, 112, 208, 24, 24, 24, 8, 32},
		{"Windows64", Windows64, 72, 104, 160, 16, 12 + 4, 12, 2, 26},
		{"Windows32", Windows32, 72, 104, 160, 12, 12, 12, 2, 14},
		{"ILP32", ILP32, 76, 104, 160, 12, 12, 12, 4, 16},
	} {
		got := []int{c.l.InfoSize(), c.l.SlotInfoSize(), c.l.TokenInfoSize(), c.l.AttributeSize(), c.l.MechanismSize(), c.l.PSSSize(), c.l.FunctionOffset(0), c.l.FunctionOffset(3)}
		want := []int{c.info, c.slot, c.token, c.attribute, c.mechanism, c.pss, c.first, c.third}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		goos, goarch string
		want         Layout
	}{
		{"linux", "amd64", LP64}, {"darwin", "arm64", LP64}, {"windows", "amd64", Windows64},
		{"windows", "arm64", Windows64}, {"windows", "386", Windows32}, {"linux", "386", ILP32},
	} {
		if got := Of(c.goos, c.goarch); got != c.want {
			t.Errorf("%s/%s: %+v, want %+v", c.goos, c.goarch, got, c.want)
		}
	}
}

// A packed attribute, byte by byte: the pointer stands at an odd place.
func TestPackedAttribute(t *testing.T) {
	b := make([]byte, 16)
	Windows64.PutAttributes(b, []Attribute{{Type: 0x11, Value: 0x1122334455667788, Length: 5}})
	want := []byte{0x11, 0, 0, 0, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 5, 0, 0, 0}
	if !bytes.Equal(b, want) {
		t.Errorf("% x\nwant\n% x", b, want)
	}
}

var layouts = []Layout{LP64, Windows64, Windows32, ILP32}

// What is written is read again, in every layout.
func TestAttributesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(layouts).Draw(t, "layout")
		narrow := func(v uint64, size int) uint64 {
			if size == 4 {
				return v & (1<<32 - 1)
			}
			return v
		}
		list := make([]Attribute, rapid.IntRange(0, 5).Draw(t, "n"))
		for i := range list {
			list[i] = Attribute{
				Type:   narrow(rapid.Uint64().Draw(t, "type"), l.ULong),
				Value:  uintptr(narrow(rapid.Uint64().Draw(t, "value"), l.Pointer)),
				Length: narrow(rapid.Uint64().Draw(t, "length"), l.ULong),
			}
		}
		b := make([]byte, len(list)*l.AttributeSize())
		l.PutAttributes(b, list)
		got, err := l.Attributes(b, len(list))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTokenInfo(t *testing.T) {
	for _, l := range layouts {
		b := make([]byte, l.TokenInfoSize())
		c := cursor{Layout: l, b: b}
		copy(c.bytes(32), "A. Nobody"+strings.Repeat(" ", 23))
		copy(c.bytes(32), "Nowhere Cards"+strings.Repeat(" ", 19))
		copy(c.bytes(16), "Model\x00garbage")
		copy(c.bytes(16), "0000111122223333")
		c.putULong(FlagUserPINFinalTry | FlagUserPINCountLow)
		for range 4 {
			c.putULong(l.Max())
		}
		c.putULong(8)
		c.putULong(6)
		for range 4 {
			c.putULong(l.Max())
		}
		copy(c.bytes(4), []byte{1, 2, 3, 4})
		got, err := l.TokenInfo(b)
		want := TokenInfo{
			Label: "A. Nobody", Manufacturer: "Nowhere Cards", Model: "Model", Serial: "0000111122223333",
			Flags: FlagUserPINFinalTry | FlagUserPINCountLow, MaxPINBytes: 8, MinPINBytes: 6, Hardware: Version{1, 2}, Firmware: Version{3, 4},
		}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%+v: %v (-want +got):\n%s", l, err, diff)
		}
		if _, err := l.TokenInfo(b[:len(b)-l.ULong-1]); !errors.Is(err, ErrShort) {
			t.Errorf("%+v: a short structure gives %v", l, err)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"Card      ":           "Card",
		"Card\x00\xff\xfe\x01": "Card",
		"\x1b[2JCard":          "\ufffd[2JCard",
		"C\xe9line ":           "C\ufffdline",
		"\u202egnal":           "\ufffdgnal",
		"Zoë ":                 "Zoë",
		"":                     "",
		"a\tb\nc":              "a\ufffdb\ufffdc",
	} {
		if got := Text([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Any bytes that a module leaves: an error or a value whose texts can be shown,
// never a panic, and nothing beyond the bytes.
func FuzzStructures(f *testing.F) {
	f.Add([]byte{}, uint8(0), 1)
	f.Add(bytes.Repeat([]byte{0xff}, 208), uint8(1), 1<<30)
	f.Add(bytes.Repeat([]byte("A "), 104), uint8(2), -1)
	f.Fuzz(func(t *testing.T, b []byte, which uint8, n int) {
		l := layouts[int(which)%len(layouts)]
		var texts []string
		if i, err := l.Info(b); err == nil {
			texts = append(texts, i.Manufacturer, i.Description)
		} else if len(b) >= l.InfoSize() {
			t.Errorf("CK_INFO of %d bytes: %v", len(b), err)
		}
		if i, err := l.SlotInfo(b); err == nil {
			texts = append(texts, i.Description, i.Manufacturer)
		} else if len(b) >= l.SlotInfoSize() {
			t.Errorf("CK_SLOT_INFO of %d bytes: %v", len(b), err)
		}
		if i, err := l.TokenInfo(b); err == nil {
			texts = append(texts, i.Label, i.Manufacturer, i.Model, i.Serial)
		} else if len(b) >= l.TokenInfoSize() {
			t.Errorf("CK_TOKEN_INFO of %d bytes: %v", len(b), err)
		}
		if _, err := l.MechanismInfo(b); err != nil && len(b) >= l.MechanismInfoSize() {
			t.Errorf("CK_MECHANISM_INFO of %d bytes: %v", len(b), err)
		}
		for _, text := range texts {
			if Text([]byte(text)) != text {
				t.Errorf("%q can not be shown as it is", text)
			}
		}
		if list, err := l.Attributes(b, n); err == nil && len(list) != n {
			t.Errorf("%d attributes of %d", len(list), n)
		}
		if list, err := l.ULongs(b, n); err == nil && len(list) != n {
			t.Errorf("%d numbers of %d", len(list), n)
		}
		_, _ = l.ULongAt(b)
		_, _ = l.PointerAt(b)
	})
}
