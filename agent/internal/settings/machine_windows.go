package settings

import (
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/sys/windows/registry"
)

// Read reads the settings of this machine. With an error, those that are right are
// returned beside it.
func Read() (Settings, error) {
	var places []place
	var closed []error
	for _, p := range []place{{path: PolicyKey, from: FromPolicy}, {path: RegistryKey, from: FromRegistry}} {
		k, err := registry.OpenKey(registry.LOCAL_MACHINE, p.path, registry.QUERY_VALUE|registry.WOW64_64KEY)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			closed = append(closed, fmt.Errorf(`HKEY_LOCAL_MACHINE\%s: %w`, p.path, err))
			continue
		}
		defer k.Close()
		p.get = func(value string) (string, error) { return textValue(k, value) }
		places = append(places, p)
	}
	s, err := fromPlaces(places, "windows")
	return s, errors.Join(append(closed, err)...)
}

// textValue reads REG_SZ, and REG_EXPAND_SZ with its variables filled in.
func textValue(k registry.Key, name string) (string, error) {
	bytes, kind, err := k.GetValue(name, nil)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case kind != registry.SZ && kind != registry.EXPAND_SZ:
		return "", errors.New("it is no text; write it as REG_SZ")
	case bytes > 2*(maxValueChars+1): // UTF-16 with its zero
		return "", fmt.Errorf("it has %d bytes; at most %d characters are read", bytes, maxValueChars)
	}
	value, kind, err := k.GetStringValue(name)
	if err != nil || kind == registry.SZ {
		return value, err
	}
	return registry.ExpandString(value)
}
