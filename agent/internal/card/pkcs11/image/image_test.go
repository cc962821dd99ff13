package image

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/test/p11mock"
)

const (
	cpuAMD64, cpuARM64 = 0x01000007, 0x0100000c
	dylib, program     = 6, 2
)

func TestRead(t *testing.T) {
	entry := []string{"A_First", Entry, "Z_Last"}
	amd, arm := craftMachO(cpuAMD64, dylib, "_"+Entry, "/usr/lib/libSystem.B.dylib"), craftMachO(cpuARM64, dylib, "_"+Entry, "x")
	for _, c := range []struct {
		name string
		file []byte
		want File
		fail string
	}{
		{"DLL", craftPE(0x8664, 64, true, entry, []string{"KERNEL32.dll", "vendor.dll"}), File{PE, 64, []string{"amd64"}, true, []string{"KERNEL32.dll", "vendor.dll"}}, ""},
		{"32-bit DLL", craftPE(0x14c, 32, true, entry, nil), File{PE, 32, []string{"386"}, true, nil}, ""},
		{"DLL for ARM", craftPE(0xaa64, 64, true, entry, nil), File{PE, 64, []string{"arm64"}, true, nil}, ""},
		{"DLL of something else", craftPE(0x8664, 64, true, []string{"C_GetFunctionListX", "xC_GetFunctionList"}, nil), File{PE, 64, []string{"amd64"}, false, nil}, ""},
		{"DLL without exports", craftPE(0x8664, 64, true, nil, nil), File{PE, 64, []string{"amd64"}, false, nil}, ""},
		{"program of Windows", craftPE(0x8664, 64, false, entry, nil), File{}, "a PE file that is a program"},
		{"dylib", amd, File{MachO, 64, []string{"amd64"}, true, []string{"/usr/lib/libSystem.B.dylib"}}, ""},
		{"dylib of something else", craftMachO(cpuARM64, dylib, "_other", "x"), File{MachO, 64, []string{"arm64"}, false, []string{"x"}}, ""},
		{"fat dylib", craftFat([]uint32{cpuAMD64, cpuARM64}, amd, arm), File{MachO, 64, []string{"amd64", "arm64"}, true, []string{"/usr/lib/libSystem.B.dylib"}}, ""},
		{"program of macOS", craftMachO(cpuARM64, program, "_"+Entry, "x"), File{}, "a Mach-O file of type Exec"},
		{"text", []byte("PKCS#11 module"), File{}, "it begins with 50 4b 43 53"},
		{"nothing", nil, File{}, "it has 0 bytes"},
		{"cut DLL", craftPE(0x8664, 64, true, entry, nil)[:0x100], File{}, "damaged PE file"},
		{"ELF of four bytes", []byte("\x7fELF"), File{}, "damaged ELF file"},
	} {
		got, err := Read(bytes.NewReader(c.file), int64(len(c.file)))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if (err == nil) != (c.fail == "") || err != nil && (!errors.Is(err, ErrNotLibrary) || !strings.Contains(err.Error(), c.fail)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.fail)
		}
	}
}

// Libraries that a compiler made.
func TestInspectELF(t *testing.T) {
	for _, c := range []struct {
		name, path string
		bits       int
		machine    string
		module     bool
	}{
		{"module", p11mock.Library(t), 64, "amd64", true},
		{"32-bit module", p11mock.Narrow(t), 32, "386", true},
		{"library", p11mock.Other(t, "other.so", "int C_GetFunctionList_not(void) { return 0; }"), 64, "amd64", false},
		{"library that wants a module", p11mock.Other(t, "wants.so", "extern int C_GetFunctionList(void); int f(void) { return C_GetFunctionList(); }"), 64, "amd64", false},
	} {
		got, err := Inspect(c.path)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got.Needs = nil
		if diff := cmp.Diff(File{Format: ELF, Bits: c.bits, Machines: []string{c.machine}, Module: c.module}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestInspectWindows(t *testing.T) {
	got, err := Inspect(p11mock.Windows(t))
	if err != nil {
		t.Fatal(err)
	}
	if got.Format != PE || got.Bits != 64 || !got.Module || !cmp.Equal(got.Machines, []string{"amd64"}) {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(strings.ToLower(strings.Join(got.Needs, " ")), "kernel32.dll") {
		t.Errorf("it needs %q", got.Needs)
	}
}

func TestInspectWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Inspect(dir); !errors.Is(err, ErrNotLibrary) || !strings.Contains(err.Error(), "a folder") {
		t.Errorf("a folder gives %v", err)
	}
	if _, err := Inspect(filepath.Join(dir, "gone.so")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there gives %v", err)
	}
	large := filepath.Join(dir, "large.so")
	if err := os.WriteFile(large, []byte("\x7fELF"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, MaxBytes+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Inspect(large); !errors.Is(err, ErrNotLibrary) || !strings.Contains(err.Error(), "more than any module has") {
		t.Errorf("a file without end gives %v", err)
	}
}

func TestMisfit(t *testing.T) {
	dll := func(bits int, machine string) File { return File{Format: PE, Bits: bits, Machines: []string{machine}} }
	for _, c := range []struct {
		file         File
		goos, goarch string
		want         string
	}{
		{dll(64, "amd64"), "windows", "amd64", ""},
		{dll(32, "386"), "windows", "amd64", "It is a 32-bit module; only 32-bit programs can use it."},
		{dll(64, "amd64"), "windows", "386", "It is a 64-bit module; only 64-bit programs can use it."},
		{dll(64, "amd64"), "windows", "arm64", "It is for amd64 processors; this program is for arm64."},
		{dll(64, "amd64"), "linux", "amd64", "It is a library for Windows, and this is Linux."},
		{File{Format: ELF, Bits: 64, Machines: []string{"amd64"}}, "linux", "amd64", ""},
		{File{Format: ELF, Bits: 64, Machines: []string{"amd64"}}, "darwin", "amd64", "It is a library for Linux, and this is macOS."},
		{File{Format: MachO, Bits: 64, Machines: []string{"amd64", "arm64"}}, "darwin", "arm64", ""},
	} {
		if got := c.file.Misfit(c.goos, c.goarch); got != c.want {
			t.Errorf("%+v on %s/%s: %q, want %q", c.file, c.goos, c.goarch, got, c.want)
		}
	}
}

// Any bytes: a file or an ErrNotLibrary, and never more told than is bounded.
func FuzzRead(f *testing.F) {
	f.Add(craftPE(0x8664, 64, true, []string{Entry}, []string{"a.dll"}))
	f.Add(craftPE(0x14c, 32, true, []string{Entry}, nil))
	f.Add(craftMachO(cpuAMD64, dylib, "_"+Entry, "x"))
	f.Add(craftFat([]uint32{cpuARM64}, craftMachO(cpuARM64, dylib, "_"+Entry, "x")))
	f.Add([]byte("\x7fELF\x02\x01\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Read(bytes.NewReader(b), int64(len(b)))
		if err != nil && !errors.Is(err, ErrNotLibrary) {
			t.Errorf("an error of another kind: %v", err)
		}
		if err == nil && (file.Format == "" || len(file.Machines) == 0 || file.Bits != 32 && file.Bits != 64) {
			t.Errorf("a library of which nothing is known: %+v", file)
		}
		if len(file.Needs) > maxNeeds {
			t.Errorf("%d needs", len(file.Needs))
		}
	})
}
