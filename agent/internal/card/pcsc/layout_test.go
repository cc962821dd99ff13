package pcsc

import (
	"bytes"
	"testing"
	"unsafe"
)

// The sizes and places that C compilers give, by the headers of each system.
func TestLayouts(t *testing.T) {
	for _, tt := range []struct {
		name                          string
		layout                        layout
		size, known, event, atrLength int
		atr, request                  int
		control                       uint32
	}{
		{"64-bit Linux", linux64, 80, 16, 24, 32, 40, 16, 0x42000D48},
		{"32-bit Linux", linux32, 56, 8, 12, 16, 20, 8, 0x42000D48},
		{"64-bit Windows", windows64, 64, 16, 20, 24, 28, 8, 0x00313520},
		{"32-bit Windows", windows32, 56, 8, 12, 16, 20, 8, 0x00313520},
		{"macOS", darwin64, 61, 16, 20, 24, 28, 8, 0x42000D48},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := tt.layout
			got := []int{l.stateSize(), l.placeOfState(), l.placeOfEvent(), l.placeOfSize(), l.placeOfATR(), len(l.request(2))}
			want := []int{tt.size, tt.known, tt.event, tt.atrLength, tt.atr, tt.request}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("size, state, event, length, ATR, request: %v, want %v", got, want)
				}
			}
			if c := l.control(3400); c != tt.control {
				t.Errorf("control code %#x, want %#x", c, tt.control)
			}
		})
	}
}

// Go lays out a struct of the same fields as C does where nothing is packed.
func TestLayoutIsThatOfTheCompiler(t *testing.T) {
	if unsafe.Sizeof(uintptr(0)) != 8 {
		return
	}
	var linux struct {
		name, data           uintptr
		known, event, length uint64
		atr                  [33]byte
	}
	var windows struct {
		name, data           uintptr
		known, event, length uint32
		atr                  [36]byte
	}
	if n := int(unsafe.Sizeof(linux)); n != linux64.stateSize() || int(unsafe.Offsetof(linux.atr)) != linux64.placeOfATR() {
		t.Errorf("64-bit Linux: %d", n)
	}
	if n := int(unsafe.Sizeof(windows)); n != windows64.stateSize() || int(unsafe.Offsetof(windows.atr)) != windows64.placeOfATR() {
		t.Errorf("64-bit Windows: %d", n)
	}
}

func TestStatesStandApart(t *testing.T) {
	for _, l := range []layout{linux64, linux32, windows64, windows32, darwin64} {
		size := l.stateSize()
		b := bytes.Repeat([]byte{0xEE}, 3*size)
		l.putState(b[size:], 0x11223344, 0x00070022)
		if !bytes.Equal(b[:size], bytes.Repeat([]byte{0xEE}, size)) || !bytes.Equal(b[2*size:], bytes.Repeat([]byte{0xEE}, size)) {
			t.Fatalf("%+v: a state was written over its neighbours", l)
		}
		put(b[size+l.placeOfEvent():], l.word, 0x00080012)
		put(b[size+l.placeOfSize():], l.word, 1<<31) // a length that cannot be
		event, atr := l.getState(b[size:])
		if event != 0x00080012 || len(atr) != l.atr {
			t.Errorf("%+v: event %#x, %d bytes of ATR", l, event, len(atr))
		}
	}
}
