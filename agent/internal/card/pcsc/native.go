package pcsc

import (
	"runtime"
	"unsafe"
)

// function is a function of the library.
type function int

// The functions that are called.
const (
	fnEstablishContext function = iota
	fnReleaseContext
	fnListReaders
	fnGetStatusChange
	fnCancel
	fnConnect
	fnReconnect
	fnDisconnect
	fnBeginTransaction
	fnEndTransaction
	fnStatus
	fnTransmit
	fnControl
	fnGetAttrib
	functions
)

// symbols are their names: of pcsc-lite, and where it differs of Windows and macOS.
var symbols = [functions]struct{ name, windows, darwin string }{
	fnEstablishContext: {"SCardEstablishContext", "", ""},
	fnReleaseContext:   {"SCardReleaseContext", "", ""},
	fnListReaders:      {"SCardListReaders", "SCardListReadersW", ""},
	fnGetStatusChange:  {"SCardGetStatusChange", "SCardGetStatusChangeW", ""},
	fnCancel:           {"SCardCancel", "", ""},
	fnConnect:          {"SCardConnect", "SCardConnectW", ""},
	fnReconnect:        {"SCardReconnect", "", ""},
	fnDisconnect:       {"SCardDisconnect", "", ""},
	fnBeginTransaction: {"SCardBeginTransaction", "", ""},
	fnEndTransaction:   {"SCardEndTransaction", "", ""},
	fnStatus:           {"SCardStatus", "SCardStatusW", ""},
	fnTransmit:         {"SCardTransmit", "", ""},
	// The one without a number has no control code on macOS.
	fnControl:   {"SCardControl", "", "SCardControl132"},
	fnGetAttrib: {"SCardGetAttrib", "", ""},
}

// symbol is the name of the function in the library of a system (a GOOS).
func (f function) symbol(system string) string {
	s := symbols[f]
	switch {
	case system == "windows" && s.windows != "":
		return s.windows
	case system == "darwin" && s.darwin != "":
		return s.darwin
	}
	return s.name
}

// native is a library that is loaded. Tests have one in Go.
type native interface {
	// call calls a function. Pointers among the arguments are pinned by the caller.
	call(f function, arguments ...uintptr) Code
	layout() layout
}

// memory pins what is given to the library for the time of one call.
type memory struct{ pins runtime.Pinner }

// at returns where b is; 0 for no bytes. Pinning makes b stay, and the pinner makes
// it live: the library holds an address that the garbage collector does not see.
func (m *memory) at(b []byte) uintptr {
	if len(b) == 0 {
		return 0
	}
	m.pins.Pin(&b[0])
	return uintptr(unsafe.Pointer(&b[0]))
}

func (m *memory) release() { m.pins.Unpin() }
