package network

// Hive is a root of Windows' registry.
type Hive int

const (
	// CurrentUser is HKEY_CURRENT_USER.
	CurrentUser Hive = iota
	// LocalMachine is HKEY_LOCAL_MACHINE.
	LocalMachine
)

// Registry is what is asked of Windows' registry.
type Registry interface {
	// Value returns a value as text (string), number (uint64) or bytes ([]byte).
	// It is nil, without an error, where there is no such key or value.
	Value(hive Hive, key, name string) (any, error)
}
