// Package need says what a test needs besides Go: a program, a library, a Python
// module, namespaces of its own, the rights of root. On a laptop that lacks it the test is skipped and says what
// is missing; where CI=true it fails, so that no run is green because nothing ran.
// It is the only place that may skip a test (test/laws holds the others to it).
// What is needed is installed by build/needs.sh: name it there too.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Program returns the path of the named program.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, "the program "+name)
	}
	return path
}

// Python returns a Python 3 interpreter that can import the named module. Debian
// installs modules for /usr/bin/python3, which need not be the first on the path.
func Python(t testing.TB, module string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, "-c", "import "+module).Run() == nil {
			return path
		}
	}
	missing(t, "Python 3 with the module "+module)
	return ""
}

// Library returns the path of a shared library that is loaded while a program runs,
// such as a PKCS #11 module or a reader's driver, by its file name. It is looked for
// below /usr/lib, where Debian puts those of every architecture.
func Library(t testing.TB, name string) string {
	t.Helper()
	for _, below := range []string{"", "*", "*/*", "*/*/*"} {
		if found, _ := filepath.Glob(filepath.Join("/usr/lib", below, name)); len(found) > 0 {
			return found[0]
		}
	}
	missing(t, "the library "+name)
	return ""
}

// File returns path, a file or folder that a package of the system brings.
func File(t testing.TB, path string) string {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		missing(t, path)
	}
	return path
}

// Root needs the test to run as root.
func Root(t testing.TB) {
	t.Helper()
	if os.Geteuid() != 0 {
		missing(t, "to run as root")
	}
}

// missing ends the test: as a failure where CI=true, as a skip elsewhere.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("needs %s; CI=true, so this is a failure. build/needs.sh installs it where it is listed", what)
	}
	t.Skipf("needs %s; make needs installs it on Debian as root", what)
}
