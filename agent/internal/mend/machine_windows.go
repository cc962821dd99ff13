package mend

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// This is the machine that the program runs on.
type This struct{}

func root(v Value) registry.Key {
	if v.Root == Person {
		return registry.CURRENT_USER
	}
	return registry.LOCAL_MACHINE
}

func access(v Value) uint32 {
	switch v.View {
	case "32":
		return registry.WOW64_32KEY
	case "64":
		return registry.WOW64_64KEY
	}
	return 0
}

func (This) Look(c Change) (State, error) {
	if c.Value == nil {
		return lookService(c.Service)
	}
	k, err := registry.OpenKey(root(*c.Value), c.Value.Key, registry.QUERY_VALUE|access(*c.Value))
	if errors.Is(err, registry.ErrNotExist) {
		return State{Absent: true}, nil
	}
	if err != nil {
		return State{}, err
	}
	defer k.Close()
	n, kind, err := k.GetIntegerValue(c.Value.Name)
	switch {
	case errors.Is(err, registry.ErrNotExist):
		return State{Absent: true}, nil
	case err != nil:
		return State{}, fmt.Errorf("it is no number: %w", err)
	case kind != registry.DWORD:
		return State{}, errors.New("it is a number of another size than Windows reads")
	}
	return State{Number: uint32(n)}, nil
}

func (This) Set(c Change, to State) (made []string, err error) {
	if c.Value == nil {
		return nil, setService(c.Service, to)
	}
	v := *c.Value
	if to.Absent {
		k, err := registry.OpenKey(root(v), v.Key, registry.SET_VALUE|access(v))
		if err != nil {
			return nil, err
		}
		defer k.Close()
		return nil, k.DeleteValue(v.Name)
	}
	made = missing(v)
	k, _, err := registry.CreateKey(root(v), v.Key, registry.SET_VALUE|access(v))
	if err != nil {
		return nil, err
	}
	defer k.Close()
	return made, k.SetDWordValue(v.Name, to.Number)
}

// missing are the keys above a value that are not there, the uppermost first.
func missing(v Value) []string {
	var out []string
	for key := v.Key; key != ""; {
		k, err := registry.OpenKey(root(v), key, registry.QUERY_VALUE|access(v))
		if err == nil {
			k.Close()
			break
		}
		if !errors.Is(err, registry.ErrNotExist) {
			break
		}
		out = append(out, key)
		key = key[:max(0, strings.LastIndexByte(key, '\\'))]
	}
	slices.Reverse(out)
	return out
}

func (This) Unmake(v Value, key string) error {
	k, err := registry.OpenKey(root(v), key, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS|access(v))
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := k.Stat()
	k.Close()
	if err != nil || info.SubKeyCount+info.ValueCount > 0 {
		return err
	}
	wide, err := windows.UTF16PtrFromString(key)
	if err != nil {
		return err
	}
	// registry.DeleteKey knows no views.
	if code, _, _ := deleteKey.Call(uintptr(root(v)), uintptr(unsafe.Pointer(wide)), uintptr(access(v)), 0); code != 0 {
		return windows.Errno(code)
	}
	return nil
}

var deleteKey = windows.NewLazySystemDLL("advapi32.dll").NewProc("RegDeleteKeyExW")
