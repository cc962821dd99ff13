//go:build linux

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
	"github.com/lanyard-id/lanyard/test/p11mock"
	"github.com/lanyard-id/lanyard/test/wine"
)

// windows is a Windows with the program and a module of mingw in it.
type windows struct {
	*wine.Prefix
	try string
}

const (
	module = `C:\vendor\mock.dll`
	pin    = `C:\vendor\pin.txt`
)

func newWindows(t *testing.T) windows {
	t.Helper()
	w := windows{wine.New(t), wine.Build(t, "github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/try")}
	w.PutFile(t, module, p11mock.Windows(t))
	w.Put(t, pin, []byte(p11mock.PIN+"\r\n"))
	return w
}

func (w windows) run(t *testing.T, args ...string) result {
	t.Helper()
	stdout, _ := w.Run(t, 0, w.try, args...)
	var r result
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%q: %v\n%s", args, err, stdout)
	}
	return r
}

// The Windows build loads a module with packed structures, by a full path, in a child
// process, and reads all that it has.
func TestWindowsProbe(t *testing.T) {
	w := newWindows(t)
	r := w.run(t, module)
	if r.Outcome != apart.Loaded || r.Info == nil || r.Info.Description != "A module for tests" || r.Info.Library.String() != "1.05" || len(r.Slots) != 1 {
		t.Fatalf("%+v", r.Report)
	}
	tok := r.Slots[0].Token
	if tok == nil || tok.Info.Label != "A. Nobody" || tok.Info.Serial != "0000111122223333" || tok.Info.MaxPINBytes != 8 || tok.Info.MinPINBytes != 6 || len(tok.Certificates) != 1 || len(tok.Mechanisms) != 2 {
		t.Errorf("%+v", tok)
	}
}

// A signature of the Windows build, with the PIN over the pipe, verified with the
// certificate. The mock cannot hash, so it is told not to say that it can.
func TestWindowsSigns(t *testing.T) {
	w := newWindows(t)
	r := w.run(t, "-env", p11mock.Variable+"=raw", "-sign", "0", "-pin-file", pin, module)
	if r.Failed != "" || r.Signed == nil || r.Signed.Mechanism != pkcs11.MechanismRSA {
		t.Errorf("%+v", r)
	}
	w.Put(t, pin, []byte("999999"))
	if r := w.run(t, "-env", p11mock.Variable+"=raw", "-sign", "0", "-pin-file", pin, module); !strings.Contains(r.Failed, "CKR_PIN_INCORRECT (0xa0): The PIN is wrong. Fewer tries") {
		t.Errorf("a wrong PIN: %+v", r)
	}
}

func TestWindowsOutcomes(t *testing.T) {
	w := newWindows(t)
	w.Put(t, `C:\vendor\text.dll`, []byte("no library"))
	w.PutFile(t, `C:\vendor\linux.dll`, p11mock.Library(t))
	needy := wine.Mingw(t, "needy.dll", `__declspec(dllimport) int gone(void);
__declspec(dllexport) unsigned long C_GetFunctionList(void **out) { return out != 0 && gone(); }`, "-shared", gone(t))
	w.PutFile(t, `C:\vendor\needy.dll`, needy)
	for _, c := range []struct {
		words, module string
		want          apart.Outcome
		step, say     string
	}{
		{"crash-load", module, apart.Crashed, "", "The module crashes while it is loaded"},
		{"crash-init", module, apart.Crashed, "C_Initialize", "it reached for memory that is not its own"},
		{"abort-slots", module, apart.Exited, "C_GetSlotList", "(status 3)"}, // what abort of msvcrt is
		{"exit-init", module, apart.Exited, "C_Initialize", "(status 0)"},
		{"fail-slots", module, apart.Exited, "C_GetSlotList", "(status 3)"},
		{"hang-init", module, apart.Hung, "C_Initialize", "did not answer in time"},
		{"print-init,print-slots", module, apart.Loaded, "", ""},
		{"read-init", module, apart.Loaded, "", ""},
		{"refuse-init", module, apart.Refused, "", ""},
		{"refuse-load", module, apart.Refused, "", "cannot run here"},
		{"overrun-value", module, apart.Malformed, "", ""},
		{"many-slots", module, apart.Malformed, "", ""},
		{"version", module, apart.Malformed, "", ""},
		{"hang-final", module, apart.Loaded, "", ""},
		{"", `C:\vendor\text.dll`, apart.NotAModule, "", ""},
		{"", `C:\vendor\linux.dll`, apart.WrongArchitecture, "", "It is a library for Linux, and this is Windows."},
		{"", `C:\vendor\absent.dll`, apart.NotFound, "", ""},
		{"", `C:\windows\system32\kernel32.dll`, apart.NotAModule, "", "it has no C_GetFunctionList"},
		{"", `mock.dll`, apart.NotFound, "", "given in full"},
		{"", `C:\vendor\needy.dll`, apart.MissingDependency, "", "neither beside it nor in the system's folder"},
	} {
		t.Run(c.words+c.module, func(t *testing.T) {
			args := []string{"-env", p11mock.Variable + "=" + c.words, "-timeout", "15s", c.module}
			if c.want == apart.Hung {
				args[3] = "4s"
			}
			r := w.run(t, args...)
			if r.Outcome != c.want || r.Step != c.step || !strings.Contains(r.Say, c.say) {
				t.Errorf("%s in %q: %s\n%s\nprinted: %q\nwant %s in %q", r.Outcome, r.Step, r.Say, r.Detail, r.Printed, c.want, c.step)
			}
			if c.want == apart.MissingDependency && strings.Join(r.Missing, " ") != "gone.dll" {
				t.Errorf("missing %q", r.Missing)
			}
		})
	}
}

// gone is what a library is linked with that needs gone.dll.
func gone(t *testing.T) string {
	t.Helper()
	return wine.Mingw(t, "gone.dll", `__declspec(dllexport) int gone(void) { return 1; }`, "-shared")
}
