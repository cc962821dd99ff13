package estates

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// Source: Linux, include/uapi/linux/fcntl.h.
const setPipeSize = 1031 // F_SETPIPE_SZ

// runHeld runs a program that writes much at its end, and holds it there to see the
// most memory that it took. What the system tells of a child that has ended is no
// less than what the parent had when it started it.
func runHeld(cmd *exec.Cmd) (peak int64, err error) {
	read, write, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer read.Close()
	if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, write.Fd(), setPipeSize, 4096); errno != 0 {
		write.Close()
		return 0, errno
	}
	cmd.Stdout = write
	err = cmd.Start()
	write.Close()
	if err != nil {
		return 0, err
	}
	if _, err := io.ReadFull(read, make([]byte, 1)); err == nil {
		peak = highWater(cmd.Process.Pid)
	}
	_, copyErr := io.Copy(io.Discard, read)
	return peak, errors.Join(cmd.Wait(), copyErr)
}

// highWater is VmHWM of a process, in bytes (proc(5)); 0 if it is not told.
func highWater(pid int) int64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	number, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	kilobytes, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes * 1024
}
