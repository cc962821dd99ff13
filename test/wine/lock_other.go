//go:build !unix

package wine

import "testing"

// lock does nothing where there is no Wine.
func lock(testing.TB, string) (unlock func()) { return func() {} }
