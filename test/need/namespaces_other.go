//go:build !linux

package need

import "testing"

// Namespaces needs Linux.
func Namespaces(t testing.TB) {
	t.Helper()
	missing(t, "network and mount namespaces, which only Linux has")
}
