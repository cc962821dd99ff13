//go:build !windows

package settings

import (
	"errors"
	"io/fs"
)

// Read reads the settings of this machine. With an error nothing is set.
func Read() (Settings, error) {
	s, err := ReadFile(FilePath)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	return s, err
}
