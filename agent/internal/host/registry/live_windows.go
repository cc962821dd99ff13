package registry

import (
	"errors"
	"io"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	winreg "golang.org/x/sys/windows/registry"
)

// Live is the registry of this machine, as this person sees it.
type Live struct{}

var roots = map[Root]winreg.Key{
	LocalMachine: winreg.LOCAL_MACHINE,
	CurrentUser:  winreg.CURRENT_USER,
	ClassesRoot:  winreg.CLASSES_ROOT,
}

func open(k Key) (winreg.Key, error) {
	var view uint32 = winreg.WOW64_64KEY
	if k.Bits == 32 {
		view = winreg.WOW64_32KEY
	}
	opened, err := winreg.OpenKey(roots[k.Root], k.Path, winreg.QUERY_VALUE|winreg.ENUMERATE_SUB_KEYS|view)
	return opened, wrap(k, kind(err))
}

// kind gives the error of this package that a system's error means.
func kind(err error) error {
	switch {
	case errors.Is(err, syscall.ERROR_FILE_NOT_FOUND), errors.Is(err, syscall.ERROR_PATH_NOT_FOUND):
		return ErrNoKey
	case errors.Is(err, syscall.ERROR_ACCESS_DENIED):
		return ErrNeedsRights
	}
	return err
}

// Keys gives the names of the keys below a key.
func (Live) Keys(k Key) ([]string, error) {
	opened, err := open(k)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	names, err := opened.ReadSubKeyNames(MaxKeys + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return names, wrap(k, kind(err))
	}
	if len(names) > MaxKeys {
		return names[:MaxKeys], wrap(k, ErrCut)
	}
	return names, nil
}

var enumValue = windows.NewLazySystemDLL("advapi32.dll").NewProc("RegEnumValueW")

// Values gives the values of a key with one call each, where the package of Go's
// authors needs two or more.
func (Live) Values(k Key) (Values, error) {
	opened, err := open(k)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	var (
		values Values
		name   [16384]uint16 // the longest name has 16,383 characters
		data   = make([]byte, 4096)
	)
	for i := 0; ; {
		if len(values) == MaxValues {
			return values, wrap(k, ErrCut)
		}
		nameLen, dataLen, typ := uint32(len(name)), uint32(len(data)), uint32(0)
		ret, _, _ := enumValue.Call(uintptr(opened), uintptr(i), uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&nameLen)), 0,
			uintptr(unsafe.Pointer(&typ)), uintptr(unsafe.Pointer(&data[0])), uintptr(unsafe.Pointer(&dataLen)))
		switch errno := syscall.Errno(ret); errno {
		case 0:
			values = append(values, Value{
				Name: syscall.UTF16ToString(name[:min(nameLen, uint32(len(name)))]), Type: Type(typ),
				Data: append([]byte(nil), data[:min(dataLen, uint32(len(data)))]...),
			})
			i++
		case windows.ERROR_NO_MORE_ITEMS:
			return values, nil
		case windows.ERROR_MORE_DATA:
			// dataLen is what it needs. The registry gives nothing of a value that does not
			// fit, so one over the bound is known by its name and type alone.
			if dataLen > MaxData || dataLen <= uint32(len(data)) {
				values = append(values, Value{Name: valueName(opened, i, name[:]), Type: Type(typ), Cut: true})
				i++
				continue
			}
			data = make([]byte, dataLen)
		default:
			return values, wrap(k, kind(errno))
		}
	}
}

// valueName gives the name of the value at i alone.
func valueName(k winreg.Key, i int, name []uint16) string {
	n := uint32(len(name))
	ret, _, _ := enumValue.Call(uintptr(k), uintptr(i), uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&n)), 0, 0, 0, 0)
	if ret != 0 {
		return ""
	}
	return syscall.UTF16ToString(name[:min(n, uint32(len(name)))])
}
