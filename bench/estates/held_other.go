//go:build !linux

package estates

import "os/exec"

// runHeld runs a program. How much memory it took is not told on this system.
func runHeld(cmd *exec.Cmd) (peak int64, err error) { return 0, cmd.Run() }
