package pe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/agent/internal/host/pe/petest"
)

func read(b []byte) (Info, error) { return Read(bytes.NewReader(b), int64(len(b))) }

func TestRead(t *testing.T) {
	texts := []string{"FileVersion", "2.4.10.0-rc", "ProductName", "NHS Identity Agent", "CompanyName", "Zażółć"}
	want := map[string]string{"FileVersion": "2.4.10.0-rc", "ProductName": "NHS Identity Agent", "CompanyName": "Zażółć"}
	for _, tc := range []struct {
		machine uint16
		wide    bool
		want    string
	}{{0x8664, true, "amd64"}, {0x14c, false, "386"}, {0xaa64, true, "arm64"}, {0x200, true, "machine 0x200"}} {
		got, err := read(petest.Bytes(tc.machine, tc.wide, petest.Version([4]uint16{2, 4, 10, 0}, texts...)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Info{Machine: tc.want, DLL: true, Version: "2.4.10.0", ProductVersion: "2.4.10.0", Strings: want}, got); diff != "" {
			t.Errorf("machine %#x (-want +got):\n%s", tc.machine, diff)
		}
	}
}

// A value that counts bytes instead of characters, as some compilers write it.
func TestReadValueInBytes(t *testing.T) {
	b := petest.Version([4]uint16{1, 2, 3, 4}, "FileVersion", "1.2.3.4")
	at := bytes.Index(b, petest.Wide("FileVersion"))
	binary.LittleEndian.PutUint16(b[at-4:], 16)
	if got, err := read(petest.Bytes(0x8664, true, b)); err != nil || got.Strings["FileVersion"] != "1.2.3.4" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadSignature(t *testing.T) {
	b := petest.Bytes(0x8664, true, petest.Version([4]uint16{1, 0, 0, 0}))
	at := 0x58 + 108 + 4 + 8*4
	binary.LittleEndian.PutUint32(b[at:], uint32(len(b)))
	binary.LittleEndian.PutUint32(b[at+4:], 64)
	if got, err := read(append(b, make([]byte, 64)...)); err != nil || !got.Signature {
		t.Errorf("%+v, %v", got, err)
	}
	// It says that it has one, and ends before it.
	if got, err := read(b); err != nil || got.Signature {
		t.Errorf("cut short: %+v, %v", got, err)
	}
}

func TestReadBroken(t *testing.T) {
	good := func() []byte {
		return petest.Bytes(0x8664, true, petest.Version([4]uint16{2, 4, 10, 0}, "FileVersion", "2.4.10.0"))
	}
	put := func(at int, n uint32) func([]byte) []byte {
		return func(b []byte) []byte { binary.LittleEndian.PutUint32(b[at:], n); return b }
	}
	const machineKnown = "amd64"
	for name, tc := range map[string]struct {
		change  func([]byte) []byte
		want    string
		machine string
	}{
		"empty":                 {func([]byte) []byte { return nil }, ErrNotPE.Error(), ""},
		"text":                  {func([]byte) []byte { return []byte(strings.Repeat("not a program ", 50)) }, ErrNotPE.Error(), ""},
		"header beyond the end": {put(0x3c, 0xfffffff0), ErrNotPE.Error(), ""},
		"cut in the header":     {func(b []byte) []byte { return b[:0x100] }, "cut short", machineKnown},
		"cut in the resources":  {func(b []byte) []byte { return b[:len(b)-100] }, "resources", machineKnown},
		"65,535 sections":       {func(b []byte) []byte { b[0x46], b[0x47] = 0xff, 0xff; return b }, "sections", machineKnown},
		"tree outside":          {put(0x58+108+4+16, 0xffffff00), "no section holds", machineKnown},
		"tree of itself":        {put(petest.ResourceOffset+16+8+4, 1<<31), "three levels", machineKnown},
		"65,535 entries":        {func(b []byte) []byte { b[petest.ResourceOffset+12], b[petest.ResourceOffset+13] = 0xff, 0xff; return b }, "65537 entries", machineKnown},
		"version of 4 GiB":      {put(petest.ResourceOffset+84, 0xffffffff), "at most", machineKnown},
		"another block": {func(b []byte) []byte {
			return bytes.Replace(b, petest.Wide("VS_VERSION"), petest.Wide("VS_VERSOIN"), 1)
		}, "VS_VERSOIN", machineKnown},
		"no fixed part": {func(b []byte) []byte { return bytes.Replace(b, []byte{0xbd, 4, 0xef, 0xfe}, []byte{1, 2, 3, 4}, 1) }, "fixed part", machineKnown},
		"a block of 3 bytes": {func(b []byte) []byte {
			at := bytes.Index(b, petest.Wide("StringFileInfo"))
			b[at-6], b[at-5] = 3, 0
			return b
		}, "a block of 3 bytes", machineKnown},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(tc.change(good()))
			if err == nil || !strings.Contains(err.Error(), tc.want) || got.Machine != tc.machine {
				t.Errorf("%+v, %v; want an error with %q and machine %q", got, err, tc.want, tc.machine)
			}
			if tc.machine == "" && !errors.Is(err, ErrNotPE) {
				t.Errorf("%v is not ErrNotPE", err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(petest.Bytes(0x8664, true, petest.Version([4]uint16{2, 4, 10, 0}, "FileVersion", "2.4.10.0")))
	f.Add(petest.Bytes(0x14c, false, petest.Version([4]uint16{1, 0, 0, 0})))
	f.Fuzz(func(t *testing.T, b []byte) {
		if info, err := read(b); err == nil && (info.Machine == "" || len(info.Strings) > maxStrings) {
			t.Fatalf("%+v", info)
		}
	})
}

func FuzzVersion(f *testing.F) {
	f.Add(petest.Version([4]uint16{2, 4, 10, 0}, "FileVersion", "2.4.10.0", "ProductName", "x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var info Info
		if info.take(b) == nil && len(info.Strings) > maxStrings {
			t.Fatalf("%d texts", len(info.Strings))
		}
	})
}
