package virtual

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// unhex reads bytes written for people.
func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParseCommand(t *testing.T) {
	tests := []struct {
		apdu     string
		data     string
		expected int
		whole    bool
	}{
		{"", "", 0, false},
		{"00 CB 3F", "", 0, false},
		{"00 CB 3F FF", "", 0, true},                                   // case 1
		{"00 CB 3F FF 10", "", 16, true},                               // case 2
		{"00 CB 3F FF 00", "", 256, true},                              // case 2, 256
		{"00 CB 3F FF 02 AA BB", "AA BB", 0, true},                     // case 3
		{"00 CB 3F FF 02 AA BB 05", "AA BB", 5, true},                  // case 4
		{"00 CB 3F FF 02 AA BB 00", "AA BB", 256, true},                // case 4, 256
		{"00 CB 3F FF 02 AA", "", 0, false},                            // cut
		{"00 CB 3F FF 02 AA BB 00 00", "", 0, false},                   // one byte too many
		{"00 CB 3F FF 00 01 00", "", 256, true},                        // case 2, extended
		{"00 CB 3F FF 00 00 00", "", 65536, true},                      // case 2, extended, all
		{"00 CB 3F FF 00 00", "", 0, false},                            // neither
		{"00 CB 3F FF 00 00 02 AA BB", "AA BB", 0, true},               // case 3, extended
		{"00 CB 3F FF 00 00 02 AA BB 01 02", "AA BB", 0x102, true},     // case 4, extended
		{"00 CB 3F FF 00 00 02 AA BB 00 00", "AA BB", 65536, true},     // case 4, extended, all
		{"00 CB 3F FF 00 00 02 AA BB 01", "", 0, false},                // half a length
		{"00 CB 3F FF 00 00 00 00 00", "", 0, false},                   // no data in a form that has some
		{"00 CB 3F FF 00 FF FF AA BB", "", 0, false},                   // far too short
		{"00 CB 3F FF 00 00 01 AA 00 00 00", "", 0, false},             // one byte too many
		{"00 CB 3F FF 01 AA", "AA", 0, true},                           // the shortest with data
		{"00 CB 3F FF 01 AA FF", "AA", 255, true},                      // and with a length
		{"00 CB 3F FF FF " + strings.Repeat("AA ", 254), "", 0, false}, // one byte short
	}
	for _, test := range tests {
		c, whole := parseCommand(unhex(t, test.apdu))
		if whole != test.whole {
			t.Errorf("%s: whole %v, want %v", test.apdu, whole, test.whole)
			continue
		}
		if whole && (!bytes.Equal(c.data, unhex(t, test.data)) || c.expected != test.expected) {
			t.Errorf("%s: data % X and %d expected, want %s and %d", test.apdu, c.data, c.expected, test.data, test.expected)
		}
	}
}

// TestElementsRoundTrip reads what was written, whatever its size.
func TestElementsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var written []byte
		var want []element
		for range rapid.IntRange(0, 4).Draw(t, "elements") {
			tag := rapid.SampledFrom([]uint32{0x53, 0x5C, 0x70, 0x7C, 0x7F49, 0x5F2F, 0x5FC105}).Draw(t, "tag")
			value := make([]byte, rapid.SampledFrom([]int{0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000}).Draw(t, "size"))
			written = append(written, tlv(tag, value)...)
			want = append(want, element{tag, value})
		}
		got, is := elements(written)
		if !is || len(got) != len(want) {
			t.Fatalf("%d elements (%v), want %d", len(got), is, len(want))
		}
		for i := range want {
			if got[i].tag != want[i].tag || !bytes.Equal(got[i].value, want[i].value) {
				t.Fatalf("element %d is %X with %d bytes, want %X with %d", i, got[i].tag, len(got[i].value), want[i].tag, len(want[i].value))
			}
		}
		if len(written) > 0 {
			if _, is := elements(written[:len(written)-1]); is {
				t.Fatal("elements that were cut were read")
			}
		}
	})
}

func TestElementsRefuse(t *testing.T) {
	for _, text := range []string{
		"53", "53 05 00", "53 80 00 00", "53 84 00 00 00 01 00", "53 82 01", "5F", "5F C1", "5F C1 85 01 00", "53 83 FF FF FF 00",
	} {
		if got, is := elements(unhex(t, text)); is {
			t.Errorf("%s was read as %v", text, got)
		}
	}
}
