// Package smbios reads the serial number and the UUID of a machine out of its SMBIOS
// table. The table is written by whoever makes the machine, and is believed in nothing:
// every length is held to the bytes that there are. Anything that contradicts itself is
// an error.
//
// Source: DMTF DSP0134, "System Management BIOS Reference Specification", §6 and §7.2.
package smbios

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// A System is structure 1, System Information.
type System struct {
	Serial string // "" or words of the maker where there is none, as "To be filled by O.E.M."
	UUID   string // "4c4c4544-0042-…", lower case; "" where there is none
}

// headerLength is that of RawSMBIOSData, which GetSystemFirmwareTable gives: method,
// version and length of the table.
const headerLength = 8

// Parse reads a table with the header that Windows puts before it.
func Parse(data []byte) (System, error) {
	if len(data) < headerLength {
		return System{}, fmt.Errorf("the table has %d bytes", len(data))
	}
	length := uint64(binary.LittleEndian.Uint32(data[4:]))
	if length > uint64(len(data)-headerLength) {
		return System{}, fmt.Errorf("the table says that it has %d bytes, and has %d", length, len(data)-headerLength)
	}
	return ParseTable(data[headerLength : headerLength+length])
}

// ParseTable reads a table by itself, as Linux gives it.
func ParseTable(table []byte) (System, error) {
	for len(table) >= 4 {
		kind, length := table[0], int(table[1])
		if length < 4 || length > len(table) {
			return System{}, fmt.Errorf("a structure of type %d has %d bytes where %d are left", kind, length, len(table))
		}
		formatted := table[:length]
		end := bytes.Index(table[length:], []byte{0, 0})
		if end < 0 {
			return System{}, fmt.Errorf("the texts of a structure of type %d have no end", kind)
		}
		texts := bytes.Split(table[length:length+end], []byte{0})
		if kind == 1 {
			return system(formatted, texts), nil
		}
		if kind == 127 {
			break
		}
		table = table[length+end+2:]
	}
	return System{}, errors.New("the table has no structure of type 1")
}

func system(formatted []byte, texts [][]byte) System {
	var s System
	if len(formatted) > 7 {
		if number := int(formatted[7]); number > 0 && number <= len(texts) {
			s.Serial = string(texts[number-1])
		}
	}
	if len(formatted) >= 24 {
		u := formatted[8:24]
		// All ones: none yet; all noughts: none at all. §7.2.1
		if !bytes.Equal(u, bytes.Repeat([]byte{0xff}, 16)) && !bytes.Equal(u, make([]byte, 16)) {
			s.UUID = fmt.Sprintf("%08x-%04x-%04x-%x-%x", binary.LittleEndian.Uint32(u), binary.LittleEndian.Uint16(u[4:]),
				binary.LittleEndian.Uint16(u[6:]), u[8:10], u[10:])
		}
	}
	return s
}
