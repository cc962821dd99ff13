package wine

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
)

// ProcessPrng is what Go's runtime asks for at its start; Wine before 9 has no
// bcryptprimitives.dll. SystemFunction036 is RtlGenRandom.
const processPrng = `__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *, unsigned long);
__declspec(dllexport) int ProcessPrng(unsigned char *p, unsigned long long n) { return SystemFunction036(p, (unsigned long)n); }
`

// baseForm rises when a base is made in another way.
const baseForm = "1 "

// bootTime is the time that making the base may take. It took 5 s on two cores.
const bootTime = 3 * time.Minute

// leftover is the age at which what a killed test left behind is removed.
const leftover = time.Hour

// store is the folder that holds the base and, beside it, the copies: hard links do
// not cross file systems. It is in the folder for temporary files, so that the 700 MB
// go when that is emptied.
func store(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("lanyard-wine-%d", os.Getuid()))
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
	// Others may write in the folder for temporary files: what they made is not ours to run.
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 {
		t.Fatalf("%s is not a folder of this user alone (%v, %v); remove it", dir, info, err)
	}
	return dir
}

// base returns the prefix that all others are copies of, and makes it if this
// machine has none that fits the version of Wine.
func base(t testing.TB) string {
	t.Helper()
	loader := need.Program(t, "wine")
	compiler := need.Program(t, compilers["amd64"])
	version, err := exec.Command(loader, "--version").Output()
	if err != nil {
		t.Fatalf("wine --version: %v", err)
	}
	key := sha256.Sum256(append(version, baseForm+processPrng...))
	dir := store(t)
	unlock := lock(t, filepath.Join(dir, "lock"))
	defer unlock()
	made := filepath.Join(dir, fmt.Sprintf("base-%x", key[:6]))
	sweep(dir, filepath.Base(made))
	if _, err := os.Stat(made); err == nil {
		return made
	}

	making := made + ".making"
	if err := os.RemoveAll(making); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(making, home), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), bootTime)
	defer cancel()
	server := need.Program(t, "wineserver")
	for _, args := range [][]string{
		{loader, "wineboot", "--init"},
		{loader, "winecfg", "-v", "win10"},
		{server, "-w"},
	} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Env = environment(making)
		if out, err := output(cmd); err != nil {
			t.Fatalf("making a Wine prefix: %q: %v\n%s", args, err, out)
		}
	}
	source := filepath.Join(making, "prng.c")
	if err := os.WriteFile(source, []byte(processPrng), 0o600); err != nil {
		t.Fatal(err)
	}
	system32 := filepath.Join(making, "drive_c/windows/system32")
	target := filepath.Join(system32, "bcryptprimitives.dll")
	if _, err := os.Stat(target); err != nil {
		cmd := exec.CommandContext(ctx, compiler, "-shared", "-O1", "-o", target, source, "-ladvapi32")
		if out, err := output(cmd); err != nil {
			t.Fatalf("compiling bcryptprimitives.dll: %v\n%s", err, out)
		}
	}
	if err := os.Rename(making, made); err != nil {
		t.Fatal(err)
	}
	return made
}

// sweep removes what tests left behind an hour ago, and the bases of other versions of
// Wine, but not the base that is wanted.
func sweep(dir, wanted string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && e.IsDir() && e.Name() != wanted && time.Since(info.ModTime()) > leftover {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// copyPrefix makes to a prefix like from: the files of Windows by hard links, all that
// Wine writes in place (the registry) as copies.
func copyPrefix(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o700)
		case d.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		case filepath.Dir(rel) == ".":
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(target, data, 0o600)
		default:
			return os.Link(path, target)
		}
	})
}
