package pe

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrNotPE: the file is not a Windows program or library.
var ErrNotPE = errors.New("it is not a Windows program or library")

// Bounds of what is read.
const (
	maxSections = 96 // what Windows itself loads
	maxResource = 64 << 10
	maxEntries  = 4096 // entries of one level of resources
)

// An Info is what the file says of itself.
type Info struct {
	Machine   string // as Go names it: "amd64", "386", "arm64"; else "machine 0x1c4"
	DLL       bool
	Signature bool // it carries an Authenticode signature, which was not verified
	// Version is FileVersion of the fixed part, "2.4.10.0"; "" without a version resource.
	Version        string
	ProductVersion string
	// Strings are those of the first language: FileVersion, ProductName, CompanyName, …
	Strings map[string]string
}

var machines = map[uint16]string{0x8664: "amd64", 0x14c: "386", 0xaa64: "arm64", 0x1c4: "arm"}

type section struct{ address, size, offset, raw uint32 }

type file struct {
	r        io.ReaderAt
	size     int64
	sections []section
}

// Read reads the headers and the version resource of a file with size bytes.
func Read(r io.ReaderAt, size int64) (Info, error) {
	var info Info
	f := file{r: r, size: size}
	dos, err := f.at(0, 64)
	if err != nil || dos[0] != 'M' || dos[1] != 'Z' {
		return info, ErrNotPE
	}
	at := int64(binary.LittleEndian.Uint32(dos[0x3c:]))
	coff, err := f.at(at, 24)
	if err != nil || string(coff[:4]) != "PE\x00\x00" {
		return info, ErrNotPE
	}
	machine := binary.LittleEndian.Uint16(coff[4:])
	if info.Machine = machines[machine]; info.Machine == "" {
		info.Machine = fmt.Sprintf("machine %#x", machine)
	}
	count := int(binary.LittleEndian.Uint16(coff[6:]))
	optionalSize := int(binary.LittleEndian.Uint16(coff[20:]))
	info.DLL = binary.LittleEndian.Uint16(coff[22:])&0x2000 != 0
	if count > maxSections {
		return info, fmt.Errorf("it has %d sections, and Windows loads at most %d", count, maxSections)
	}
	optional, err := f.at(at+24, optionalSize)
	if err != nil {
		return info, fmt.Errorf("its header is cut short: %w", err)
	}
	directories, err := directories(optional)
	if err != nil {
		return info, err
	}
	table, err := f.at(at+24+int64(optionalSize), count*40)
	if err != nil {
		return info, fmt.Errorf("its table of sections is cut short: %w", err)
	}
	for i := range count {
		s := table[i*40:]
		f.sections = append(f.sections, section{
			size: binary.LittleEndian.Uint32(s[8:]), address: binary.LittleEndian.Uint32(s[12:]),
			raw: binary.LittleEndian.Uint32(s[16:]), offset: binary.LittleEndian.Uint32(s[20:]),
		})
	}
	const resources, security = 2, 4
	// The one directory whose address is an offset in the file.
	certificate := directories(security)
	info.Signature = certificate.address != 0 && certificate.size > 8 && int64(certificate.address)+int64(certificate.size) <= size
	if tree := directories(resources); tree.address != 0 {
		data, err := f.version(tree.address)
		if err != nil {
			return info, fmt.Errorf("its resources: %w", err)
		}
		if data != nil {
			if err := info.take(data); err != nil {
				return info, fmt.Errorf("its version resource: %w", err)
			}
		}
	}
	return info, nil
}

type directory struct{ address, size uint32 }

// directories gives the data directories of an optional header, by number.
func directories(optional []byte) (func(int) directory, error) {
	if len(optional) < 2 {
		return nil, errors.New("it has no optional header")
	}
	var at int
	switch magic := binary.LittleEndian.Uint16(optional); magic {
	case 0x10b:
		at = 92
	case 0x20b:
		at = 108
	default:
		return nil, fmt.Errorf("its optional header begins with %#x", magic)
	}
	return func(number int) directory {
		if len(optional) < at+4 || uint32(number) >= binary.LittleEndian.Uint32(optional[at:]) || len(optional) < at+4+8*(number+1) {
			return directory{}
		}
		d := optional[at+4+8*number:]
		return directory{binary.LittleEndian.Uint32(d), binary.LittleEndian.Uint32(d[4:])}
	}, nil
}

// at reads n bytes at an offset.
func (f *file) at(offset int64, n int) ([]byte, error) {
	if offset < 0 || n < 0 || offset+int64(n) > f.size {
		return nil, fmt.Errorf("%d bytes at %d, and the file has %d", n, offset, f.size)
	}
	b := make([]byte, n)
	if _, err := f.r.ReadAt(b, offset); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

// loaded reads n bytes at an address at which they would lie in memory.
func (f *file) loaded(address uint32, n int) ([]byte, error) {
	for _, s := range f.sections {
		if address < s.address {
			continue
		}
		if within := int64(address - s.address); within+int64(n) <= int64(s.raw) {
			return f.at(int64(s.offset)+within, n)
		}
	}
	return nil, fmt.Errorf("no section holds %d bytes at %#x", n, address)
}
