//go:build linux

package windows

import (
	"cmp"
	"debug/pe"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/wine"
)

// What a check may hold in memory, in bytes. It is promised to hold 40 MB, and on Linux
// some 18 MB of those are the parts of its file that it uses (mostUsed). Under Wine
// neither the file nor what Wine needs for any program of Go is the check's, so that
// what remains of the promise is left for the rest.
const (
	mostHeld = 40e6
	mostUsed = 18e6
)

// How long a check takes and what it holds, on the old computer: the time is told, and
// the memory held to what is promised. Wine copies the whole file of a program into its
// memory, because the sections of Go's programs do not lie at whole pages of the file;
// Windows reads of it what is used. So the file is taken off, and so is what a program
// of Go holds under the same Wine that prints and does nothing else. Libraries, most of
// them Wine's own and shared by all of its programs, are told.
func TestSpeedAndMemory(t *testing.T) {
	p := oldPC(t)
	loader := need.Program(t, "wine")
	var times []time.Duration
	for range 5 {
		began := time.Now()
		cmd := exec.Command(loader, p.agent, "check", "--quiet", "--hosts", "none")
		cmd.Env, cmd.Dir = p.Env(), p.Dir
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitProblem {
			t.Fatalf("check --quiet: %v", err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)

	// The median of three: it differs by some MB from run to run, with the threads.
	var helds []memory
	for range 3 {
		helds = append(helds, p.held(t, loader, p.agent, "check", "--json", "-", "--hosts", "none"))
	}
	slices.SortFunc(helds, func(a, b memory) int { return cmp.Compare(a.own, b.own) })
	held := helds[1]
	image := sizeOfImage(t, p.agent)
	nothing := wine.Build(t, "./testdata/bare")
	bare, bareImage := p.held(t, loader, nothing), sizeOfImage(t, nothing)
	ours := held.own - image - (bare.own - bareImage)
	t.Logf("check takes %s (median of 5, %s to %s); in memory at most %.1f MB, of them %.1f MB its own, in which Wine copied %.1f MB of the program's file",
		times[2].Round(time.Millisecond), times[0].Round(time.Millisecond), times[4].Round(time.Millisecond), held.peak/1e6, held.own/1e6, image/1e6)
	t.Logf("a program that does nothing holds %.1f MB, of them %.1f MB its own with %.1f MB of file; so %.1f MB are the check's own, and %.1f MB libraries",
		bare.peak/1e6, bare.own/1e6, bareImage/1e6, ours/1e6, (held.peak-held.own)/1e6)
	if ours > mostHeld-mostUsed {
		t.Errorf("the check holds %.1f MB besides its file and besides what Wine needs for any program; %.0f are promised", ours/1e6, (mostHeld-mostUsed)/1e6)
	}
	if bare.own < bareImage || ours < 1e6 {
		t.Errorf("of %.1f MB of its own the check holds %.1f, and a program that does nothing %.1f MB: something is taken off that is not there", held.own/1e6, ours/1e6, bare.own/1e6)
	}
	if held.own < image || image < 5e6 {
		t.Errorf("of %.1f MB of its own %.1f are its file: the file is not copied, so this test takes too much off", held.own/1e6, image/1e6)
	}
}

// memory is what a process holds, in bytes.
type memory struct {
	peak float64 // the most that it held, with what it shares with others
	own  float64 // what is in no file, at the moment when it has all that it will
}

// held runs a program that prints more than a page, and looks at it while it waits to
// write the end.
func (p pc) held(t *testing.T, loader, program string, args ...string) memory {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	// A pipe of a page, so that it cannot write all at once. Source: Linux,
	// include/uapi/linux/fcntl.h, F_SETPIPE_SZ.
	if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, write.Fd(), 1031, 4096); errno != 0 {
		t.Fatal(errno)
	}
	cmd := exec.Command(loader, append([]string{program}, args...)...)
	cmd.Env, cmd.Dir, cmd.Stdout = p.Env(), p.Dir, write
	err = cmd.Start()
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer io.Copy(io.Discard, read)
	if _, err := io.ReadFull(read, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	var found []memory
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	for _, process := range all {
		if line, err := os.ReadFile(filepath.Join(process, "cmdline")); err != nil || !strings.Contains(string(line), filepath.Base(program)) || !p.owns(process) {
			continue
		}
		if status, err := os.ReadFile(filepath.Join(process, "status")); err == nil {
			found = append(found, memory{peak: kilobytes(string(status), "VmHWM:"), own: kilobytes(string(status), "RssAnon:")})
		}
	}
	if len(found) != 1 || found[0].peak == 0 || found[0].own == 0 {
		t.Fatalf("the process is not seen: %+v", found)
	}
	return found[0]
}

// kilobytes is a line of /proc/PID/status, in bytes; 0 if it is not there (proc(5)).
func kilobytes(status, name string) float64 {
	_, after, _ := strings.Cut(status, name)
	number, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0
	}
	return n * 1024
}

// sizeOfImage is what is copied of a program's file: its code and its data that never change.
func sizeOfImage(t *testing.T, path string) float64 {
	t.Helper()
	f, err := pe.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := 0.0
	for _, s := range f.Sections {
		if s.Characteristics&pe.IMAGE_SCN_MEM_WRITE == 0 && s.Characteristics&pe.IMAGE_SCN_MEM_DISCARDABLE == 0 {
			size += float64(s.Size)
		}
	}
	return size
}
