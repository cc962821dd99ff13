package memory

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

func mapRegion(n int) (*region, error) {
	size, page := pages(n)
	whole := size + 2*page
	start, err := windows.VirtualAlloc(0, uintptr(whole), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, fmt.Errorf("VirtualAlloc: %w", err)
	}
	if _, err := windows.VirtualAlloc(start+uintptr(page), uintptr(size), windows.MEM_COMMIT, windows.PAGE_READWRITE); err != nil {
		_ = windows.VirtualFree(start, 0, windows.MEM_RELEASE)
		return nil, fmt.Errorf("VirtualAlloc: %w", err)
	}
	// The address is not one of Go's memory, which is why a number may become a
	// pointer here; through a pointer to it, go vet sees that this is meant.
	all := unsafe.Slice(*(**byte)(unsafe.Pointer(&start)), whole)
	return &region{all: all, usable: all[page : page+size : page+size]}, nil
}

func (r *region) unmap() error {
	return windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(r.all))), 0, windows.MEM_RELEASE)
}

// excluded is WerRegisterExcludedMemoryBlock, which Windows has since 10, version 1703.
var excluded = windows.NewLazySystemDLL("kernel32.dll").NewProc("WerRegisterExcludedMemoryBlock")

// lock keeps the region out of the page file, and of the reports that Windows makes
// of a crash.
func (r *region) lock() error {
	start := uintptr(unsafe.Pointer(unsafe.SliceData(r.usable)))
	if excluded.Find() == nil {
		_, _, _ = excluded.Call(start, uintptr(len(r.usable)))
	}
	return windows.VirtualLock(start, uintptr(len(r.usable)))
}
