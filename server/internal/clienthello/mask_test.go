package clienthello

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func vector8(b ...byte) []byte { return append([]byte{byte(len(b))}, b...) }
func vector16(b ...byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

// secret is so many bytes of what must not be kept. No list of the tests has such a
// byte.
func secret(n int) []byte { return bytes.Repeat([]byte{0xee}, n) }

// record puts a body into records of at most so many bytes.
func record(body []byte, most int) []byte {
	var all []byte
	for part := range slices.Chunk(append([]byte{1, 0, byte(len(body) >> 8), byte(len(body))}, body...), most) {
		all = append(append(all, 22, 3, 1), vector16(part...)...)
	}
	return all
}

// told is a hello with everything in it that may be kept, and with all that may not.
func told() []byte {
	b := append([]byte{3, 3}, secret(32)...)
	b = append(b, vector8(secret(32)...)...)
	b = append(b, vector16(0x1a, 0x1a, 0xc0, 0x2f, 0, 5)...)
	b = append(b, vector8(1, 0)...)
	var extensions []byte
	for _, e := range []struct {
		kind uint16
		data []byte
	}{
		{0x2a2a, secret(1)},
		{0, vector16(append([]byte{0}, vector16([]byte("gate.test")...)...)...)},
		{5, append([]byte{1}, secret(9)...)},
		{10, vector16(0x3a, 0x3a, 0, 29, 0, 23)},
		{11, vector8(0, 1)},
		{13, vector16(4, 3, 2, 1)},
		{16, vector16(append(vector8('h', '2'), vector8([]byte("http/1.1")...)...)...)},
		{18, nil},
		{21, secret(40)},
		{35, secret(200)},
		{43, vector8(0x4a, 0x4a, 3, 3, 3, 2)},
		{44, vector16(secret(20)...)},
		{50, vector16(8, 4)},
		{51, vector16(slices.Concat([]byte{0x5a, 0x5a}, vector16(secret(1)...), []byte{0, 29}, vector16(secret(32)...))...)},
		{0xfe0d, secret(180)},
		{0xff01, vector8(secret(12)...)},
		{0x1234, secret(7)},
		{41, append(vector16(slices.Concat(vector16(secret(90)...), secret(4), vector16(secret(3)...), secret(4))...), vector16(append(vector8(secret(32)...), vector8(secret(33)...)...)...)...)},
	} {
		extensions = append(binary.BigEndian.AppendUint16(extensions, e.kind), vector16(e.data...)...)
	}
	return append(b, vector16(extensions...)...)
}

var toldLists = Hello{
	Version: 0x0303, SessionID: 32, Ciphers: []uint16{0x1a1a, 0xc02f, 5}, Compressions: []byte{1, 0}, ServerName: "gate.test",
	Extensions: []uint16{0x2a2a, 0, 5, 10, 11, 13, 16, 18, 21, 35, 43, 44, 50, 51, 0xfe0d, 0xff01, 0x1234, 41},
	Versions:   []uint16{0x4a4a, 0x0303, 0x0302}, Groups: []uint16{0x3a3a, 29, 23}, PointFormats: []byte{0, 1},
	Signatures: []uint16{0x0403, 0x0201}, CertSignatures: []uint16{0x0804}, ALPN: []string{"h2", "http/1.1"}, KeyShares: []uint16{0x5a5a, 29},
}

// TestMask: nothing is kept of what is a client's own, and every list is, GREASE too,
// however the hello was cut into records.
func TestMask(t *testing.T) {
	for _, most := range []int{1, 3, 50, 1 << 14} {
		sent := record(told(), most)
		before := bytes.Clone(sent)
		masked := Mask(sent)
		if !bytes.Equal(sent, before) || len(masked) != len(sent) || !bytes.Equal(Mask(masked), masked) {
			t.Errorf("records of %d bytes: %d bytes become %d", most, len(sent), len(masked))
		}
		if at := bytes.IndexByte(masked, 0xee); at >= 0 {
			t.Errorf("records of %d bytes: a secret stands at %d: %x", most, at, masked)
		}
		for _, b := range [][]byte{sent, masked} {
			got, err := Read(b)
			if diff := cmp.Diff(&toldLists, got); diff != "" || err != nil {
				t.Errorf("records of %d bytes: %v %s", most, err, diff)
			}
		}
	}
}

// TestMaskThatIsCut: of a hello that was cut nothing more is kept, and what was kept
// and then cut is read as far as it goes.
func TestMaskThatIsCut(t *testing.T) {
	whole := record(told(), 1<<14)
	kept := Mask(whole)
	for n := range whole {
		if masked := Mask(whole[:n]); bytes.IndexByte(masked, 0xee) >= 0 || len(masked) != n {
			t.Errorf("cut to %d bytes: %x", n, masked)
		}
		h, err := Read(kept[:n])
		if n < recordHeader+messageHeader {
			if h != nil || err == nil {
				t.Errorf("cut to %d bytes: %+v, %v", n, h, err)
			}
			continue
		}
		if !errors.Is(err, ErrCut) || !slices.Equal(h.Extensions, toldLists.Extensions[:min(len(h.Extensions), len(toldLists.Extensions))]) {
			t.Errorf("cut to %d bytes: %+v, %v", n, h, err)
		}
	}
}

// TestMaskOfSSL2 keeps the lists and neither session nor challenge.
func TestMaskOfSSL2(t *testing.T) {
	sent := slices.Concat([]byte{0x80, 9 + 9 + 16 + 16, 1, 3, 1, 0, 9, 0, 16, 0, 16, 1, 0, 0x80, 0, 0, 5, 7, 0, 0xc0}, secret(32))
	want := Hello{SSL2: true, Version: 0x0301, SessionID: 16, Ciphers: []uint16{5}, SSL2Ciphers: []uint32{0x010080, 0x0700c0}}
	masked := Mask(sent)
	if len(masked) != len(sent) || bytes.IndexByte(masked, 0xee) >= 0 {
		t.Errorf("%x", masked)
	}
	for _, b := range [][]byte{sent, masked} {
		got, err := Read(b)
		if diff := cmp.Diff(&want, got); diff != "" || err != nil || got.JA4() != "" || got.Offered() != 0x0301 {
			t.Errorf("%v %s", err, diff)
		}
	}
	for n := SSL2Header; n < len(sent); n++ {
		if h, err := Read(sent[:n]); h == nil || h.Version != 0x0301 || !errors.Is(err, ErrCut) {
			t.Errorf("cut to %d bytes: %+v, %v", n, h, err)
		}
	}
}

func TestReadOfWhatIsNoHello(t *testing.T) {
	for _, b := range []string{"", "GET / HTTP/1.1\r\n", "\x16\x03\x01\x00\x04\x02\x00\x00\x00", "\x16\x03\x01\x00\x03\x01\x00\x00", "\x80\x2e\x02\x00\x02"} {
		if h, err := Read([]byte(b)); h != nil || err == nil {
			t.Errorf("%q: %+v, %v", b, h, err)
		}
	}
}

// FuzzMask: whatever was sent, what is kept of it has the same length, is masked
// already, and says the same; what is cut is read without a panic.
func FuzzMask(f *testing.F) {
	f.Add(record(told(), 1<<14), 100)
	f.Add(record(told(), 7), 300)
	f.Add([]byte("\x80\x1c\x01\x00\x02\x00\x03\x00\x00\x00\x10\x07\x00\xc0sixteen bytes of"), 8)
	f.Fuzz(func(t *testing.T, sent []byte, cut int) {
		masked := Mask(sent)
		if len(masked) != len(sent) || !bytes.Equal(Mask(masked), masked) {
			t.Fatalf("%x becomes %x and %x", sent, masked, Mask(masked))
		}
		was, err := Read(sent)
		is, again := Read(masked)
		if err == nil {
			if diff := cmp.Diff(was, is); diff != "" || again != nil || was.JA4() != is.JA4() {
				t.Errorf("%x is another when masked: %v %s", sent, again, diff)
			}
		}
		if h, _ := Read(masked[:max(0, min(cut, len(masked)))]); h != nil {
			h.JA4()
			h.Offered()
		}
	})
}
