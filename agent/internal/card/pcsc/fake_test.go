package pcsc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sync"
	"time"
	"unicode/utf16"
	"unsafe"
)

// fake is a PC/SC library made in Go, which lays out memory as one system does. It
// stands in for systems that are not here, and for ones that misbehave.
type fake struct {
	memory layout
	noPnP  bool // macOS

	mu       sync.Mutex
	service  bool
	contexts map[uint64]bool
	readers  []*fakeReader
	comings  uint32        // readers that came or went
	changed  chan struct{} // closed and made anew at each change
	cancels  chan struct{} // the same at each SCardCancel
	calls    map[function]int
	// fail is what a function answers; hang is what it waits for before it does anything.
	fail map[function]Code
	hang map[function]chan struct{}
	// after is called, without the lock, when a function was called.
	after map[function]func()

	attributes map[Attribute][]byte
	control    []byte
	disposed   []Disposition
}

type fakeReader struct {
	name     string
	atr      []byte // nil: empty
	mute     bool
	events   uint16
	reset    bool // another program reset the card since the last connection
	begun    bool
	transmit func([]byte) []byte
}

func newFake(l layout, names ...string) *fake {
	f := &fake{
		memory: l, service: true, contexts: map[uint64]bool{}, calls: map[function]int{},
		fail: map[function]Code{}, hang: map[function]chan struct{}{}, after: map[function]func(){},
		changed: make(chan struct{}), cancels: make(chan struct{}), noPnP: l.packed,
		attributes: map[Attribute][]byte{},
	}
	for _, name := range names {
		f.readers = append(f.readers, &fakeReader{name: name, events: 1})
	}
	return f
}

// at makes Go memory of an address that the package passed. The package has it pinned.
func at(p uintptr, n int) []byte {
	if p == 0 {
		return nil
	}
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), n)
}

func (f *fake) layout() layout { return f.memory }

// text reads a name that ends with a NUL.
func (f *fake) text(p uintptr) string {
	if !f.memory.wide {
		n := 0
		for at(p+uintptr(n), 1)[0] != 0 {
			n++
		}
		return string(at(p, n))
	}
	var units []uint16
	for n := 0; ; n += 2 {
		unit := binary.LittleEndian.Uint16(at(p+uintptr(n), 2))
		if unit == 0 {
			return string(utf16.Decode(units))
		}
		units = append(units, unit)
	}
}

func (f *fake) putNumber(p uintptr, n uint32) {
	if p != 0 {
		put(at(p, f.memory.word), f.memory.word, uint64(n))
	}
}

func (f *fake) number(p uintptr) uint32 { return f.memory.value(at(p, f.memory.word)) }

// give writes b to p, whose size is at length, counted in units of unit bytes.
func (f *fake) give(p, length uintptr, b []byte, unit int) Code {
	room := int(f.number(length)) * unit
	f.putNumber(length, uint32(len(b)/unit))
	if room < len(b) {
		return codeInsufficient
	}
	copy(at(p, len(b)), b)
	return success
}

func (f *fake) call(fn function, a ...uintptr) Code {
	f.mu.Lock()
	f.calls[fn]++
	hang, code, after := f.hang[fn], f.fail[fn], f.after[fn]
	service := f.service
	f.mu.Unlock()
	if hang != nil {
		<-hang
	}
	if after != nil {
		defer after()
	}
	switch {
	case code != success:
		return code
	case !service && fn == fnEstablishContext:
		return codeNoService
	case !service:
		return codeServiceStopped
	case fn == fnGetStatusChange:
		return f.statusChange(a)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.quick(fn, a)
}

// quick is every function that waits for nothing.
func (f *fake) quick(fn function, a []uintptr) Code {
	switch fn {
	case fnEstablishContext:
		handle := 0xFFFF0000 | uint64(len(f.contexts)+1) // negative, where it is an int
		f.contexts[handle] = true
		put(at(a[3], f.memory.handle), f.memory.handle, handle)
		return success
	case fnReleaseContext:
		if !f.contexts[uint64(a[0])] {
			return codeInvalidHandle
		}
		delete(f.contexts, uint64(a[0]))
		return success
	case fnCancel:
		close(f.cancels)
		f.cancels = make(chan struct{})
		return success
	case fnListReaders:
		if len(f.readers) == 0 {
			return codeNoReaders
		}
		var b []byte
		for _, r := range f.readers {
			b = append(b, f.memory.name(r.name)...)
		}
		return f.give(a[2], a[3], append(b, make([]byte, f.memory.character())...), f.memory.character())
	case fnConnect:
		r, i := f.named(f.text(a[1]))
		switch {
		case r == nil:
			return codeUnknownReader
		case Share(a[2]) == Direct:
		case r.mute:
			return 0x80100066
		case r.atr == nil:
			return codeNoCard
		}
		r.reset = false
		put(at(a[4], f.memory.handle), f.memory.handle, uint64(i+1))
		f.putNumber(a[5], uint32(a[3])&2)
		return success
	}
	i := int(a[0]) - 1
	if i < 0 || i >= len(f.readers) {
		return codeInvalidHandle
	}
	return f.card(fn, f.readers[i], a)
}

// card is every function about a connection.
func (f *fake) card(fn function, r *fakeReader, a []uintptr) Code {
	switch {
	case fn == fnDisconnect:
		f.disposed = append(f.disposed, Disposition(a[1]))
		return success
	case fn == fnReconnect:
		r.reset = false
		f.putNumber(a[4], 2)
		return success
	case fn == fnGetAttrib:
		value, ok := f.attributes[Attribute(a[1])]
		if !ok {
			return 0x80100022
		}
		return f.give(a[2], a[3], value, 1)
	case fn == fnControl:
		if uint32(a[1]) != f.memory.control(featureRequest) {
			return 50
		}
		copy(at(a[4], int(a[5])), f.control)
		f.putNumber(a[6], uint32(len(f.control)))
		return success
	case r.atr == nil:
		return codeRemoved
	case r.reset:
		return codeReset
	}
	switch fn {
	case fnBeginTransaction:
		if r.begun {
			return codeSharingViolation
		}
		r.begun = true
		return success
	case fnEndTransaction:
		r.begun = false
		return success
	case fnStatus:
		if code := f.give(a[1], a[2], append(f.memory.name(r.name), make([]byte, f.memory.character())...), f.memory.character()); code != success {
			return code
		}
		f.putNumber(a[3], 6)
		f.putNumber(a[4], 2)
		return f.give(a[5], a[6], r.atr, 1)
	case fnTransmit:
		if !bytes.Equal(at(a[1], 2*f.memory.word), f.memory.request(uint32(ProtocolT1))) {
			return 0x80100004
		}
		return f.give(a[5], a[6], r.transmit(bytes.Clone(at(a[2], int(a[3])))), 1)
	}
	panic(fmt.Sprintf("function %d", fn))
}

func (f *fake) named(name string) (*fakeReader, int) {
	for i, r := range f.readers {
		if r.name == name {
			return r, i
		}
	}
	return nil, 0
}

// statusChange is SCardGetStatusChange.
func (f *fake) statusChange(a []uintptr) Code {
	if len(a) != 4 || a[3] > maxStates {
		return 0x80100004
	}
	size := f.memory.stateSize()
	states := at(a[2], int(a[3])*size)
	timer := time.NewTimer(time.Duration(a[1]) * time.Millisecond)
	defer timer.Stop()
	for {
		f.mu.Lock()
		changed, cancels, service := f.changed, f.cancels, f.service
		any := false
		for i := 0; i < len(states); i += size {
			news, code := f.state(states[i : i+size])
			if code != success {
				f.mu.Unlock()
				return code
			}
			any = any || news
		}
		f.mu.Unlock()
		switch {
		case !service:
			return codeServiceStopped
		case any:
			return success
		}
		select {
		case <-changed:
		case <-cancels:
			return codeCancelled
		case <-timer.C:
			return codeTimeout
		}
	}
}

// state writes the state of one reader, and tells whether it is news.
func (f *fake) state(b []byte) (bool, Code) {
	l := f.memory
	known := uint32(get(b[l.placeOfState():], l.word))
	name := f.text(uintptr(get(b, l.pointer)))
	now := uint32(0)
	r, _ := f.named(name)
	switch {
	case r == nil && name == newReaders && !f.noPnP:
		now = f.comings << 16
		put(b[l.placeOfEvent():], l.word, uint64(now))
		return known != 0 && known>>16 != f.comings, success
	case r == nil:
		return false, codeUnknownReader
	case r.atr == nil:
		now = stateEmpty
	case r.mute:
		now = statePresent | stateMute
	default:
		now = statePresent
		put(b[l.placeOfSize():], l.word, uint64(len(r.atr)))
		copy(b[l.placeOfATR():], r.atr)
	}
	now |= uint32(r.events) << 16
	news := known != now
	if news {
		now |= stateChanged
	}
	put(b[l.placeOfEvent():], l.word, uint64(now))
	return news, success
}

// change changes what the library has, and wakes who waits.
func (f *fake) change(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
	close(f.changed)
	f.changed = make(chan struct{})
}

// insert and remove are done within change.
func (r *fakeReader) insert(atr ...byte) { r.atr, r.events = atr, r.events+1 }
func (r *fakeReader) remove()            { r.atr, r.events = nil, r.events+1 }

func (f *fake) count(fn function) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[fn]
}
