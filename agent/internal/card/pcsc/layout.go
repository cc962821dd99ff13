package pcsc

import "encoding/binary"

// layout is how a system's library lays out what is passed in memory. Everything is
// written and read as bytes, since no Go type has the packing of macOS. All systems
// that are supported are little-endian.
type layout struct {
	word    int // bytes of DWORD and LONG
	pointer int // bytes of a pointer
	handle  int // bytes of SCARDCONTEXT and SCARDHANDLE
	atr     int // bytes of rgbAtr in SCARD_READERSTATE
	packed  bool
	wide    bool // names are UTF-16
	// windowsControl: control codes are made by Windows' CTL_CODE.
	windowsControl bool
}

// Layouts by system. DWORD is a long on Linux, so 8 bytes on a 64-bit one. Sources:
// wintypes.h and pcsclite.h of pcsc-lite; winsmcrd.h and winscard.h of Windows;
// wintypes.h and pcsclite.h of macOS, where SCARD_READERSTATE is packed to 1.
var (
	linux64   = layout{word: 8, pointer: 8, handle: 8, atr: 33}
	linux32   = layout{word: 4, pointer: 4, handle: 4, atr: 33}
	windows64 = layout{word: 4, pointer: 8, handle: 8, atr: 36, wide: true, windowsControl: true}
	windows32 = layout{word: 4, pointer: 4, handle: 4, atr: 36, wide: true, windowsControl: true}
	darwin64  = layout{word: 4, pointer: 8, handle: 4, atr: 33, packed: true}
)

// put writes a number of size bytes; get reads one.
func put(b []byte, size int, n uint64) {
	if size == 8 {
		binary.LittleEndian.PutUint64(b, n)
		return
	}
	binary.LittleEndian.PutUint32(b, uint32(n))
}

func get(b []byte, size int) uint64 {
	if size == 8 {
		return binary.LittleEndian.Uint64(b)
	}
	return uint64(binary.LittleEndian.Uint32(b))
}

// number makes the memory of a DWORD.
func (l layout) number(n uint32) []byte {
	b := make([]byte, l.word)
	put(b, l.word, uint64(n))
	return b
}

// value reads a DWORD. The upper half of a long says nothing.
func (l layout) value(b []byte) uint32 { return uint32(get(b, l.word)) }

// request is a SCARD_IO_REQUEST for a protocol: the number of the protocol and the
// length of the request.
func (l layout) request(protocol uint32) []byte {
	b := make([]byte, 2*l.word)
	put(b, l.word, uint64(protocol))
	put(b[l.word:], l.word, uint64(len(b)))
	return b
}

// Places of the fields of SCARD_READERSTATE: szReader, pvUserData, dwCurrentState,
// dwEventState, cbAtr, rgbAtr.
func (l layout) placeOfState() int { return 2 * l.pointer }
func (l layout) placeOfEvent() int { return l.placeOfState() + l.word }
func (l layout) placeOfSize() int  { return l.placeOfEvent() + l.word }
func (l layout) placeOfATR() int   { return l.placeOfSize() + l.word }

// stateSize is the size of a SCARD_READERSTATE.
func (l layout) stateSize() int {
	size := l.placeOfATR() + l.atr
	if l.packed {
		return size
	}
	align := max(l.pointer, l.word)
	return (size + align - 1) / align * align
}

// putState writes a SCARD_READERSTATE: where the name is, and what is known.
func (l layout) putState(b []byte, name uintptr, known uint32) {
	clear(b[:l.stateSize()])
	put(b, l.pointer, uint64(name))
	put(b[l.placeOfState():], l.word, uint64(known))
}

// getState reads what the library wrote into it. A length of the ATR that cannot be
// is cut.
func (l layout) getState(b []byte) (event uint32, atr []byte) {
	event = uint32(get(b[l.placeOfEvent():], l.word))
	n := min(get(b[l.placeOfSize():], l.word), uint64(l.atr))
	if n > 0 {
		at := l.placeOfATR()
		atr = append(atr, b[at:at+int(n)]...)
	}
	return event, atr
}

// control makes a control code of a function's number. Source: PC/SC part 10 §2.2
// and reader.h of pcsc-lite.
func (l layout) control(function uint32) uint32 {
	if l.windowsControl {
		const fileDeviceSmartcard = 0x31
		return fileDeviceSmartcard<<16 | function<<2
	}
	return 0x42000000 + function
}
