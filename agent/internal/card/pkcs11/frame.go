package pkcs11

import (
	"errors"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// frame is the memory of one call, and the module's lock while it lasts. The first
// error sticks: what is made after it is not called.
type frame struct {
	m    *Module
	err  error
	last function
}

// begin waits for the module. The frame must be ended.
func (m *Module) begin() *frame {
	m.mu.Lock()
	f := &frame{m: m}
	if m.closed {
		f.err = ErrClosed
	}
	return f
}

// end wipes what was handed to the module and lets others call. A module that wrote
// past the end of something is an error, whatever else it said.
func (f *frame) end(err *error) {
	if !f.m.closed {
		if bad := f.m.arena.Reset(); errors.Is(bad, memory.ErrOverrun) {
			*err = &Malformed{f.last.String(), bad.Error()}
		}
	}
	f.m.mu.Unlock()
}

// bytes is zeroed memory for the module to write into.
func (f *frame) bytes(n int) []byte {
	if f.err != nil {
		return nil
	}
	b, err := f.m.arena.Bytes(n)
	f.err = err
	return b
}

// copy is memory for the module to read.
func (f *frame) copy(b []byte) []byte {
	if f.err != nil {
		return nil
	}
	c, err := f.m.arena.Copy(b)
	f.err = err
	return c
}

// ulong is a CK_ULONG for the module to read and write.
func (f *frame) ulong(v uint64) []byte {
	b := f.bytes(f.m.layout.ULong)
	if f.err == nil {
		f.m.layout.PutULong(b, v)
	}
	return b
}

// read is what a CK_ULONG holds now.
func (f *frame) read(b []byte) uint64 {
	v, err := f.m.layout.ULongAt(b)
	if f.err == nil {
		f.err = err
	}
	return v
}

func (f *frame) address(b []byte) uintptr { return memory.Address(b) }

// call calls a function of the module.
func (f *frame) call(fn function, args ...uintptr) error {
	if f.err != nil {
		return f.err
	}
	f.last = fn
	if int(fn) >= len(f.m.functions) || f.m.functions[fn] == 0 {
		return &Error{Function: fn.String(), Code: FunctionNotSupported}
	}
	f.m.before(fn.String())
	if code := f.m.code(invoke(f.m.functions[fn], args...)); code != OK {
		return &Error{Function: fn.String(), Code: code}
	}
	return nil
}

// code is a CK_RV as a register holds it: of its upper half nothing is said where a
// CK_ULONG has four bytes.
func (m *Module) code(register uintptr) CKR { return CKR(uint64(register) & m.layout.Max()) }

// do is a call without memory.
func (m *Module) do(fn function, args ...uintptr) (err error) {
	f := m.begin()
	defer f.end(&err)
	return f.call(fn, args...)
}
