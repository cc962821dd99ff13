package pkcs11

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"unsafe"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// What modules tell, and what they are given.
type (
	Info          = layout.Info
	SlotInfo      = layout.SlotInfo
	TokenInfo     = layout.TokenInfo
	MechanismInfo = layout.MechanismInfo
	PIN           = memory.PIN
)

// NewPIN moves a PIN out of b, which is wiped. Whoever made it wipes it.
func NewPIN(b []byte) (*PIN, error) { return memory.NewPIN(b) }

// Module is a loaded and initialised module. All calls wait for each other: it was
// initialised for one thread, since modules that lock by themselves deadlock when a
// card is taken out (OpenSC 0.23). A call that the module does not answer blocks all
// others for ever, which is why programs use a module through package apart.
type Module struct {
	mu        sync.Mutex
	layout    layout.Layout
	functions []uintptr
	arena     *memory.Arena
	closed    bool
	finalise  bool
	before    func(step string)

	file image.File
	info Info
}

// Open loads the module at a full path into this process and initialises it. The
// error is a [LoadError], an [Error] or a [Malformed]. A module that crashes takes
// this process with it.
//
// Before, if it is not nil, is told each step before it is taken, while the module
// is locked: the name of the function, or "loading".
func Open(path string, before func(step string)) (*Module, error) {
	m := &Module{layout: layout.Native, before: before}
	if before == nil {
		m.before = func(string) {}
	}
	var err error
	if m.file, err = look(path); err != nil {
		return nil, err
	}
	m.before(StepLoading)
	lib, err := loadLibrary(path, m.file)
	if err != nil {
		return nil, err
	}
	if m.arena, err = memory.NewArena(arenaBytes); err != nil {
		return nil, err
	}
	if err := m.start(lib); err != nil {
		_ = m.arena.Close()
		return nil, err
	}
	return m, nil
}

// StepLoading is what Open calls the time in which the system loads the module, and
// code of it runs already.
const StepLoading = "loading"

// start takes the list of functions and initialises the module.
func (m *Module) start(lib library) error {
	get, err := lib.symbol(entry)
	if err != nil {
		return &Malformed{entry, fmt.Sprintf("it is not there after loading: %v", err)}
	}
	if err := m.list(get); err != nil {
		return err
	}
	// Without arguments: one thread, and no locks of the module's own.
	switch err := m.do(fnInitialize, 0); {
	case err == nil:
		m.finalise = true
	case !errors.Is(err, CryptokiAlreadyInitialized):
		return err
	}
	f := m.begin()
	info := f.bytes(m.layout.InfoSize())
	err = f.call(fnGetInfo, f.address(info))
	if err == nil {
		m.info, err = m.layout.Info(info)
	}
	f.end(&err)
	return err
}

// list reads the list of functions.
func (m *Module) list(get uintptr) (err error) {
	m.before(entry)
	f := m.begin()
	defer f.end(&err)
	out := f.bytes(m.layout.Pointer)
	if f.err != nil {
		return f.err
	}
	if code := m.code(invoke(get, f.address(out))); code != OK {
		return &Error{Function: entry, Code: code}
	}
	at, err := m.layout.PointerAt(out)
	if err != nil {
		return err
	}
	if at < 1<<16 { // no system maps memory there
		return &Malformed{entry, fmt.Sprintf("the list of functions is at %#x", at)}
	}
	m.functions, err = m.table(at)
	return err
}

// table copies the functions out of the list at an address that the module gave. If
// nothing is there, that is the module's fault and not this program's end.
func (m *Module) table(at uintptr) (functions []uintptr, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = &Malformed{entry, fmt.Sprintf("the list of functions is at %#x, where there is nothing (%v)", at, fault)}
		}
	}()
	list := unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), m.layout.FunctionOffset(layout.Functions))
	if major, minor := list[0], list[1]; major != 2 && major != 3 {
		return nil, &Malformed{entry, fmt.Sprintf("it calls itself PKCS #11 %s; there are 2 and 3", layout.Version{Major: major, Minor: minor})}
	}
	functions = make([]uintptr, layout.Functions)
	for i := range functions {
		if functions[i], err = m.layout.PointerAt(list[m.layout.FunctionOffset(i):]); err != nil {
			return nil, err
		}
	}
	return functions, nil
}

// File is what the file of the module is.
func (m *Module) File() image.File { return m.file }

// Info is what the module says of itself.
func (m *Module) Info() Info { return m.info }

// Close ends the use of the module: sessions are gone. The library stays loaded. It
// may be called again.
func (m *Module) Close() error {
	var err error
	if m.finalise && !m.isClosed() {
		err = m.do(fnFinalize, 0)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil
	}
	m.closed = true
	return errors.Join(err, m.arena.Close())
}

func (m *Module) isClosed() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.closed
}
