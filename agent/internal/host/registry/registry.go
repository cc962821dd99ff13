package registry

import (
	"errors"
	"fmt"
	"strings"
)

// Bounds of what is read.
const (
	MaxKeys   = 4096     // keys below one key
	MaxValues = 1024     // values of one key
	MaxData   = 64 << 10 // bytes of one value
)

// What a Reader cannot do.
var (
	// ErrNoKey: there is no such key.
	ErrNoKey = errors.New("the registry has no such key")
	// ErrNeedsRights: this person may not read the key.
	ErrNeedsRights = errors.New("reading the key needs more rights")
	// ErrCut: there is more than the bounds allow. What was read comes with it.
	ErrCut = errors.New("the key holds more than is read")
)

// A Root is where a path begins.
type Root string

// The roots.
const (
	LocalMachine Root = "HKLM"
	CurrentUser  Root = "HKCU"
	ClassesRoot  Root = "HKCR"
)

// A Key names a key. Bits is 64 or 32: the view of such programs. 0 is 64; the
// views differ only below HKLM\SOFTWARE and HKCR.
type Key struct {
	Root Root
	Path string // `SOFTWARE\Microsoft`, without a backslash at either end; "": the root itself
	Bits int
}

// Below names a key below k.
func (k Key) Below(name string) Key {
	if k.Path == "" {
		k.Path = name
	} else {
		k.Path += `\` + name
	}
	return k
}

// String gives the key as people write it, with its view where it is not that of 64 bits.
func (k Key) String() string {
	s := strings.TrimSuffix(string(k.Root)+`\`+k.Path, `\`)
	if k.Bits == 32 {
		s += " (32-bit)"
	}
	return s
}

// A Reader reads a registry. Its methods may be called from several goroutines.
type Reader interface {
	// Keys gives the names of the keys below a key, in the registry's order.
	Keys(Key) ([]string, error)
	// Values gives the values of a key, in the registry's order.
	Values(Key) (Values, error)
}

// Values are the values of one key.
type Values []Value

// Named gives the value with a name, in any case; "" is the default value.
func (v Values) Named(name string) (Value, bool) {
	for _, value := range v {
		if strings.EqualFold(value.Name, name) {
			return value, true
		}
	}
	return Value{}, false
}

// wrap says which key an error is about.
func wrap(k Key, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", k, err)
}
