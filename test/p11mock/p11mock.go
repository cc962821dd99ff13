// Package p11mock builds a PKCS #11 module that behaves as it is told to: it works,
// crashes, hangs, lies, prints or ends the process, at a chosen place. Its source is
// module/mock.c. What it is told stands in the environment variable
// P11MOCK, words with commas between them, such as crash-init or hang-sign.
//
// It is written after the text of the standard and shares no header with the code
// that it tests, so that a layout that both had wrong does not pass.
package p11mock

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	_ "embed"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
)

//go:embed module/mock.c
var source []byte

// Variable is the environment variable that tells the module how to behave.
const Variable = "P11MOCK"

// PIN opens the module's token. OtherPIN is that of its key where it was told
// other-pin.
const (
	PIN      = "135724"
	OtherPIN = "654321"
)

// Library builds the module for this system (a .so) and returns its path.
func Library(t testing.TB) string {
	t.Helper()
	return build(t, gcc(t), "mock.so", "-fPIC")
}

// gcc is the compiler, with the C library that Debian packs apart from it.
func gcc(t testing.TB) string {
	t.Helper()
	need.Library(t, "libc.so")
	return need.Program(t, "gcc")
}

// mingw is the compiler for Windows.
const mingw = "x86_64-w64-mingw32-gcc"

// Windows builds the module for Windows with 64 bits (a .dll). args are for the
// compiler: another object, a library.
func Windows(t testing.TB, args ...string) string {
	t.Helper()
	return build(t, need.Program(t, mingw), "mock.dll", append([]string{"-static-libgcc"}, args...)...)
}

// WindowsTold builds the module for Windows with words of its own, which it heeds
// where the environment has none, so that several in one program behave apart.
func WindowsTold(t testing.TB, words string) string {
	t.Helper()
	return Windows(t, fmt.Sprintf("-DWORDS=%q", words))
}

// WindowsNarrow builds a library for Windows with 32 bits that has the entry of a
// module in it, which no program of 64 bits can call.
func WindowsNarrow(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	c, script, path := filepath.Join(dir, "narrow.c"), filepath.Join(dir, "narrow.ld"), filepath.Join(dir, "narrow.dll")
	for name, text := range map[string]string{c: narrow, script: narrowScript} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// The compiler for 64 bits makes 32 too; only its linker's own script is not installed.
	run(t, need.Program(t, mingw), "-m32", "-O1", "-fno-asynchronous-unwind-tables", "-shared", "-nostdlib", "-Wl,-T,"+script, "-Wl,-e,_start@12", "-o", path, c)
	return path
}

const narrow = `unsigned long C_GetFunctionList(void *p) { return 5 + (p != 0); }
int __stdcall start(void *a, unsigned long b, void *c) { return a != c || b; }
`

const narrowScript = `OUTPUT_FORMAT(pei-i386)
SECTIONS
{
	.text __image_base__ + 0x1000 : { *(.text*) }
	.data ALIGN(0x1000) : { *(.rdata*) *(.data*) *(.bss*) }
	.edata ALIGN(0x1000) : { *(.edata) }
	.idata ALIGN(0x1000) : { *(.idata*) }
	.reloc ALIGN(0x1000) : { *(.reloc) }
}
`

// Narrow builds a 32-bit library with the entry of a module in it, which nothing can
// call.
func Narrow(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	c := filepath.Join(dir, "narrow.c")
	if err := os.WriteFile(c, []byte("unsigned long C_GetFunctionList(void *p) { return 5 + (p != 0); }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "narrow.so")
	run(t, gcc(t), "-m32", "-shared", "-fPIC", "-nostdlib", "-o", path, c)
	return path
}

// Other builds a library of this system from a source of its own.
func Other(t testing.TB, name, source string, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	c := filepath.Join(dir, "other.c")
	if err := os.WriteFile(c, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	run(t, gcc(t), append([]string{"-shared", "-fPIC", "-o", path, c}, args...)...)
	return path
}

func build(t testing.TB, compiler, name string, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	c := filepath.Join(dir, "mock.c")
	for path, content := range map[string][]byte{c: source, filepath.Join(dir, "key.h"): key(t)} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, name)
	run(t, compiler, append([]string{"-shared", "-O1", "-Wall", "-Wextra", "-Wno-infinite-recursion", "-Wno-overflow", "-o", path, c}, args...)...)
	return path
}

func run(t testing.TB, program string, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
	}
}

// key makes a key and a certificate for it, as C.
func key(t testing.TB) []byte {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 1024) // the mock's arithmetic is slow
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "A. Nobody"},
		NotBefore: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2045, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, k.Public(), k)
	if err != nil {
		t.Fatal(err)
	}
	var h strings.Builder
	fmt.Fprintf(&h, "#define KEY_BYTES %d\n", k.Size())
	for name, b := range map[string][]byte{
		"modulus": k.N.FillBytes(make([]byte, k.Size())), "exponent": k.D.FillBytes(make([]byte, k.Size())), "certificate": der,
	} {
		fmt.Fprintf(&h, "static const unsigned char %s[] = {", name)
		for _, c := range b {
			fmt.Fprintf(&h, "%d,", c)
		}
		h.WriteString("};\n")
	}
	return []byte(h.String())
}
