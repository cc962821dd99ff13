package pe

import (
	"encoding/binary"
	"fmt"
)

// versionType is RT_VERSION. Source: Windows SDK, winuser.h.
const versionType = 16

// version finds the first version resource in the tree of resources at an address: by
// type, then the first name, then the first language. nil: there is none.
func (f *file) version(tree uint32) ([]byte, error) {
	offset := uint32(0)
	for level := range 3 {
		entry, ok, err := f.entry(tree, offset, level)
		if err != nil || !ok {
			return nil, err
		}
		isDirectory := entry&(1<<31) != 0
		if isDirectory != (level < 2) {
			return nil, fmt.Errorf("the tree does not have three levels")
		}
		offset = entry &^ (1 << 31)
	}
	leaf, err := f.loaded(tree+offset, 16)
	if err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(leaf[4:])
	if size > maxResource {
		return nil, fmt.Errorf("the version has %d bytes, and at most %d are read", size, maxResource)
	}
	return f.loaded(binary.LittleEndian.Uint32(leaf), int(size))
}

// entry gives where the entry that matters in a directory points: at level 0 that of
// the version type, below it the first.
func (f *file) entry(tree, offset uint32, level int) (to uint32, ok bool, err error) {
	head, err := f.loaded(tree+offset, 16)
	if err != nil {
		return 0, false, err
	}
	named, numbered := int(binary.LittleEndian.Uint16(head[12:])), int(binary.LittleEndian.Uint16(head[14:]))
	if named+numbered > maxEntries {
		return 0, false, fmt.Errorf("a level has %d entries", named+numbered)
	}
	if named+numbered == 0 {
		return 0, false, nil
	}
	list, err := f.loaded(tree+offset+16, 8*(named+numbered))
	if err != nil {
		return 0, false, err
	}
	for i := range named + numbered {
		e := list[8*i:]
		if level > 0 || i >= named && binary.LittleEndian.Uint32(e) == versionType {
			return binary.LittleEndian.Uint32(e[4:]), true, nil
		}
	}
	return 0, false, nil
}
