package agent

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// machineFolder is a folder that only administrators can make and write to. ProgramData
// is not: whoever makes a folder there first owns it. The environment is not asked,
// because whoever starts the program can set it.
func machineFolder() string {
	programs, err := windows.KnownFolderPath(windows.FOLDERID_ProgramFiles, 0)
	if err != nil {
		programs = `C:\Program Files`
	}
	return filepath.Join(programs, "Lanyard", "Agent log")
}
