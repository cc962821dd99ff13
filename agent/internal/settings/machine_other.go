//go:build !windows

package settings

import "runtime"

// Read reads the settings of this machine. With an error nothing is set.
func Read() (Settings, error) { return readFile(FilePath, runtime.GOOS) }
