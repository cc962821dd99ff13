package smbios

import (
	"encoding/binary"
	"strings"
	"testing"
)

// table is structure 0 with two texts, then 1 with a serial number and a UUID, and the end.
func table(serial string) []byte {
	bios := append([]byte{0, 5, 0, 0, 1}, "vendor\x00version\x00\x00"...)
	system := append([]byte{1, 27, 1, 0, 1, 2, 0, 3}, "\x44\x45\x4c\x4c\x42\x00\x10\x42\x80\x44\xb8\xc0\x4f\x32\x33\x34"...)
	system = append(system, 6, 0, 0)
	system = append(system, "maker\x00model\x00"+serial+"\x00\x00"...)
	return append(append(bios, system...), 127, 4, 2, 0, 0, 0)
}

func headed(table []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte{0, 3, 2, 0}, uint32(len(table))), table...)
}

func TestParse(t *testing.T) {
	got, err := Parse(headed(table("SER0042X")))
	want := System{Serial: "SER0042X", UUID: "4c4c4544-0042-4210-8044-b8c04f323334"}
	if err != nil || got != want {
		t.Errorf("Parse = %+v, %v; want %+v", got, err, want)
	}
	blank := table("x")
	at := strings.Index(string(blank), "\x44\x45\x4c\x4c")
	for _, fill := range []byte{0, 0xff} {
		for i := range 16 {
			blank[at+i] = fill
		}
		if got, err := Parse(headed(blank)); err != nil || got.UUID != "" {
			t.Errorf("a UUID of bytes %#x: %+v, %v", fill, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing":          nil,
		"header alone":     headed(nil),
		"longer than it":   headed(table("x"))[:30],
		"no structure 1":   headed([]byte{127, 4, 0, 0, 0, 0}),
		"length of 3":      headed([]byte{1, 3, 0, 0, 0, 0}),
		"texts without":    headed([]byte{1, 4, 0, 0, 'a', 'b'}),
		"length beyond it": headed([]byte{1, 200, 0, 0, 0, 0}),
	} {
		if got, err := Parse(data); err == nil || got != (System{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(headed(table("SER0042X")))
	f.Add(table(""))
	f.Fuzz(func(t *testing.T, data []byte) {
		Parse(data)
		if s, err := ParseTable(data); err == nil && s.UUID != "" && len(s.UUID) != 36 {
			t.Fatalf("UUID %q", s.UUID)
		}
	})
}
