package image

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// Entry is the function that every PKCS #11 module exports.
const Entry = "C_GetFunctionList"

// MaxBytes is the largest file that is looked at: modules have a few megabytes.
const MaxBytes = 256 << 20

// maxNeeds bounds how many imported libraries are told.
const maxNeeds = 256

// The formats of libraries.
const (
	ELF   = "ELF"    // Linux
	PE    = "PE"     // Windows
	MachO = "Mach-O" // macOS
)

// ErrNotLibrary says that a file is no shared library.
var ErrNotLibrary = errors.New("not a shared library")

// File is what a file is.
type File struct {
	Format string `json:"format,omitempty"` // ELF, PE or Mach-O
	Bits   int    `json:"bits,omitempty"`   // 32 or 64
	// Machines are the processors that it is for, by Go's names (amd64, arm64, 386,
	// arm), or by the number of its format. A file of macOS may be for several.
	Machines []string `json:"machines,omitempty"`
	// Module is set where it exports the entry of a PKCS #11 module.
	Module bool `json:"module,omitempty"`
	// Needs are the libraries that it wants to be loaded with it, as it names them.
	Needs []string `json:"needs,omitempty"`
}

// Inspect looks at a file. The error is that of the system where it cannot be read,
// and otherwise an [ErrNotLibrary] that says why.
func Inspect(path string) (File, error) {
	// Opening a pipe would wait for its writer.
	if info, err := os.Stat(path); err != nil {
		return File{}, err
	} else if !info.Mode().IsRegular() {
		return File{}, fmt.Errorf("%w: it is %s", ErrNotLibrary, kind(info.Mode()))
	}
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return File{}, err
	}
	return Read(f, info.Size())
}

func kind(m os.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&os.ModeNamedPipe != 0:
		return "a pipe"
	case m&os.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// Read looks at a file of so many bytes.
func Read(r io.ReaderAt, size int64) (File, error) {
	if size > MaxBytes {
		return File{}, fmt.Errorf("%w: %d bytes are more than any module has", ErrNotLibrary, size)
	}
	head := make([]byte, 4)
	if _, err := r.ReadAt(head, 0); err != nil {
		if errors.Is(err, io.EOF) {
			return File{}, fmt.Errorf("%w: it has %d bytes", ErrNotLibrary, size)
		}
		return File{}, err
	}
	bounded := io.NewSectionReader(r, 0, size)
	switch {
	case string(head) == "\x7fELF":
		return readELF(bounded)
	case string(head[:2]) == "MZ":
		return readPE(bounded)
	}
	switch binary.BigEndian.Uint32(head) {
	case 0xcafebabe, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe:
		return readMachO(bounded)
	}
	return File{}, fmt.Errorf("%w: it begins with % x", ErrNotLibrary, head)
}

// wrong makes an error of what a reader of a format found.
func wrong(format string, err error) error {
	return fmt.Errorf("%w: damaged %s file: %v", ErrNotLibrary, format, err)
}
