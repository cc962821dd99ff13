package network

import (
	"errors"

	"golang.org/x/sys/windows/registry"
)

func systemRegistry() Registry { return windowsRegistry{} }

type windowsRegistry struct{}

// maxValueBytes is how long a value may be: a proxy's settings are some hundred
// bytes.
const maxValueBytes = 64 << 10

func (windowsRegistry) Value(hive Hive, key, name string) (any, error) {
	root := registry.CURRENT_USER
	if hive == LocalMachine {
		root = registry.LOCAL_MACHINE
	}
	// The settings of proxies are kept in the 64-bit view.
	k, err := registry.OpenKey(root, key, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer k.Close()
	size, kind, err := k.GetValue(name, nil)
	switch {
	case errors.Is(err, registry.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case size > maxValueBytes:
		return nil, errors.New("the value " + name + " is longer than it can be")
	}
	switch kind {
	case registry.SZ, registry.EXPAND_SZ:
		s, _, err := k.GetStringValue(name)
		return s, err
	case registry.DWORD, registry.QWORD:
		n, _, err := k.GetIntegerValue(name)
		return n, err
	case registry.BINARY:
		b, _, err := k.GetBinaryValue(name)
		return b, err
	}
	return nil, errors.New("the value " + name + " is of a kind that it should not be")
}
