//go:build unix

package estates

import (
	"os"
	"runtime"
	"syscall"
)

// peakOf returns the most memory that a process took, in bytes (getrusage(2)).
func peakOf(s *os.ProcessState) int64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss) // in bytes there
	}
	return int64(usage.Maxrss) * 1024
}
