//go:build linux

package apart

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
	"github.com/lanyard-id/lanyard/test/p11mock"
)

func options(mock, words string) Options {
	return Options{Module: mock, Env: []string{p11mock.Variable + "=" + words}}
}

// short is a deadline for what never answers.
func short(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestProbe(t *testing.T) {
	r := Probe(t.Context(), options(p11mock.Library(t), ""))
	if r.Outcome != Loaded || r.Say != "" || r.Info == nil || r.Info.Description != "A module for tests" || len(r.Slots) != 1 {
		t.Fatalf("%+v", r)
	}
	s := r.Slots[0]
	if s.Info.Description != "A reader for tests" || s.Token == nil {
		t.Fatalf("%+v", s)
	}
	if tok := s.Token; tok.Info.Label != "A. Nobody" || tok.Info.MaxPINBytes != 8 || len(tok.Mechanisms) != 2 || len(tok.Certificates) != 1 || tok.Tries != pkcs11.TriesNotTold {
		t.Errorf("%+v", tok)
	}
	if r.File.Bits != 64 || !r.File.Module {
		t.Errorf("%+v", r.File)
	}
}

// What a module does to its process, wherever it does it, is told and is over soon.
func TestOutcomes(t *testing.T) {
	mock := p11mock.Library(t)
	for _, c := range []struct {
		words string
		want  Outcome
		step  string
		say   string // is in what is said
	}{
		{"crash-load", Crashed, pkcs11.StepLoading, "it reached for memory that is not its own"},
		{"crash-list", Crashed, "C_GetFunctionList", "it reached for memory that is not its own"},
		{"crash-init", Crashed, "C_Initialize", "it reached for memory that is not its own"},
		{"crash-slots", Crashed, "C_GetSlotList", "it reached for memory that is not its own"},
		{"jump-token", Crashed, "C_GetTokenInfo", "it reached for memory that is not its own"},
		{"overflow-info", Crashed, "C_GetInfo", "it reached for memory that is not its own"},
		{"abort-init", Crashed, "C_Initialize", "it ended itself after an error of its own"},
		{"exit-load", Exited, pkcs11.StepLoading, "(status 0)"},
		{"exit-init", Exited, "C_Initialize", "(status 0)"},
		{"fail-slots", Exited, "C_GetSlotList", "(status 3)"},
		{"hang-load", Hung, pkcs11.StepLoading, "did not answer in time"},
		{"hang-init", Hung, "C_Initialize", "did not answer in time"},
		{"spin-open", Hung, "C_OpenSession", "did not answer in time"},
		{"ignore-load,hang-find", Hung, "C_FindObjectsInit", "did not answer in time"},
		{"fork-load,hang-slots", Hung, "C_GetSlotList", "did not answer in time"},
		{"flood-slots", Hung, "C_GetSlotList", "did not answer in time"},
		{"fork-load,crash-slots", Crashed, "C_GetSlotList", "it reached for memory that is not its own"},
		{"close-slots", Exited, "C_GetSlotList", ""},
		{"scribble-init", Malformed, "C_Initialize", "wrote into what does not belong to it"},
		{"eat-init", Crashed, "C_Initialize", ""},
		{"refuse-init", Refused, "", "The module failed and gives no reason."},
		{"version", Malformed, "", "break the standard"},
		{"wild-list", Malformed, "", "break the standard"},
		{"no-functions", Refused, "", "The module cannot do this."},
		{"many-slots", Malformed, "", "break the standard"},
		{"overrun-value", Malformed, "", "break the standard"},
		{"read-init", Loaded, "", ""},
		{"cores-init", Loaded, "", ""},
		{"print-init,print-slots", Loaded, "", ""},
		{"slow-init", Loaded, "", ""},
		{"fork-load", Loaded, "", ""},
		{"no-card", Loaded, "", ""},
		{"no-reader", Loaded, "", ""},
		{"hundred-slots", Loaded, "", ""},
	} {
		t.Run(c.words, func(t *testing.T) {
			ctx := t.Context()
			if c.want == Hung {
				t.Parallel()
				ctx = short(t)
			}
			r := Probe(ctx, options(mock, c.words))
			if r.Outcome != c.want || r.Step != c.step || !strings.Contains(r.Say, c.say) {
				t.Errorf("%s in %q: %s\n%s\nprinted: %q\nwant %s in %q: %s", r.Outcome, r.Step, r.Say, r.Detail, r.Printed, c.want, c.step, c.say)
			}
			if c.words == "hundred-slots" && len(r.Slots) != 100 {
				t.Errorf("%d slots of a hundred", len(r.Slots))
			}
			if c.words == "no-card" && (len(r.Slots) != 1 || r.Slots[0].Token != nil) {
				t.Errorf("a reader without a card is %+v", r.Slots)
			}
			if strings.Contains(r.Printed, "goroutine") || strings.Contains(r.Printed, "SIG") {
				t.Errorf("the report has Go's trace: %q", r.Printed)
			}
		})
	}
}

func TestNoModule(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.so")
	if err := os.WriteFile(text, []byte("no library"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]Outcome{
		filepath.Join(dir, "absent.so"): NotFound, text: NotAModule, dir: NotAModule, "relative.so": NotFound,
		p11mock.Narrow(t): WrongArchitecture, p11mock.Windows(t): WrongArchitecture,
	} {
		if r := Probe(t.Context(), Options{Module: path}); r.Outcome != want || r.Say == "" {
			t.Errorf("%s: %s: %s", path, r.Outcome, r.Say)
		}
	}
}

// What a module prints goes nowhere but to the report of its failure, cut and cleaned.
func TestPrinted(t *testing.T) {
	r := Probe(t.Context(), options(p11mock.Library(t), "print-load,fail-slots"))
	if !strings.Contains(r.Printed, "garbage\n\ufffd[2J") || !strings.Contains(r.Printed, "module: a word on stderr") || strings.ContainsAny(r.Printed, "\x1b\x00") {
		t.Errorf("%q", r.Printed)
	}
	ctx := short(t)
	if r := Probe(ctx, options(p11mock.Library(t), "flood-slots")); len(r.Printed) > 3*2*maxPrintedBytes || !strings.Contains(r.Printed, "…") {
		t.Errorf("%d bytes are kept of a flood", len(r.Printed))
	}
}

// A module that fails after a PIN was given might print it.
func TestNothingPrintedAfterAPIN(t *testing.T) {
	p, err := Open(t.Context(), options(p11mock.Library(t), "print-login,fail-find"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.Login(t.Context(), 0, pin(t, p11mock.PIN), pkcs11.LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	_, err = p.Sign(t.Context(), 0, []byte{1}, pkcs11.Signing{}, nil)
	f, ok := errors.AsType[*Failure](err)
	if !ok || f.Outcome != Exited || f.Printed != "" {
		t.Errorf("%v, printed %q", err, f.Printed)
	}
}

func TestTestSignature(t *testing.T) {
	mock := p11mock.Library(t)
	for _, c := range []struct {
		words, pin, keyPIN string
		deadline           bool
		want               error
	}{
		{"", p11mock.PIN, "", false, nil},
		{"asks-again", p11mock.PIN, p11mock.PIN, false, nil},
		{"asks-again", p11mock.PIN, "", false, pkcs11.ErrAsksAgain},
		{"wrong-signature", p11mock.PIN, "", false, ErrWrongSignature},
		{"bad-certificate", p11mock.PIN, "", false, ErrCertificate},
		{"", "999999", "", false, pkcs11.PINIncorrect},
		{"", "1", "", false, pkcs11.ErrPINLength},
		{"", "", "", false, pkcs11.ErrNoPIN},
		{"last-try", p11mock.PIN, "", false, pkcs11.ErrLastTry},
		{"locked", p11mock.PIN, "", false, pkcs11.ErrBlocked},
		{"hang-sign", p11mock.PIN, "", true, context.DeadlineExceeded},
		{"hang-login", p11mock.PIN, "", true, context.DeadlineExceeded},
	} {
		t.Run(c.words+" "+c.pin, func(t *testing.T) {
			ctx := t.Context()
			if c.deadline {
				t.Parallel()
				ctx = short(t)
			}
			p, r := Examine(ctx, options(mock, c.words))
			if p == nil {
				t.Fatalf("%+v", r)
			}
			defer p.Close()
			test := Test{Slot: 0, Certificate: r.Slots[0].Token.Certificates[0], PIN: pin(t, c.pin)} // its mechanisms would make it hash, which the mock cannot
			if c.keyPIN != "" {
				test.KeyPIN = pin(t, c.keyPIN)
			}
			got, err := p.Test(ctx, test)
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if err == nil && (got.Mechanism != pkcs11.MechanismRSA || got.Took <= 0) {
				t.Errorf("%+v", got)
			}
			if f, ok := errors.AsType[*Failure](err); c.deadline && (!ok || f.Outcome != Hung) {
				t.Errorf("%v", err)
			}
		})
	}
}

// Errors come over the pipe as what they are.
// A request that is longer than a pipe holds arrives, with the PIN behind it, and the
// next one does.
func TestLongRequests(t *testing.T) {
	p, r := Examine(t.Context(), options(p11mock.Library(t), "asks-again"))
	if p == nil {
		t.Fatalf("%+v", r)
	}
	defer p.Close()
	secret := pin(t, p11mock.PIN)
	if err := p.Login(t.Context(), 0, secret, pkcs11.LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	key := r.Slots[0].Token.Certificates[0].ID
	how := pkcs11.How{Mechanism: pkcs11.MechanismRSA}
	_, err := p.Sign(t.Context(), 0, key, pkcs11.Signing{How: how, Data: make([]byte, 250<<10)}, secret)
	if f, ok := errors.AsType[*Failure](err); ok {
		t.Fatalf("long data end the child: %v", f)
	}
	if _, err := p.Sign(t.Context(), 0, key, pkcs11.Signing{How: how, Data: make([]byte, 51)}, secret); err != nil {
		t.Errorf("after them: %v", err)
	}
}

func TestErrorsCarryTheTries(t *testing.T) {
	p, err := Open(t.Context(), options(p11mock.Library(t), ""))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var tries []pkcs11.Tries
	for range 3 {
		err := p.Login(t.Context(), 0, pin(t, "000000"), pkcs11.LoginOptions{LastTry: true})
		e, ok := errors.AsType[*pkcs11.Error](err)
		if !ok || e.Function != "C_Login" {
			t.Fatalf("%v", err)
		}
		tries = append(tries, e.Tries)
	}
	if fmt.Sprint(tries) != "[fewer one none]" {
		t.Errorf("%v", tries)
	}
	if _, err := p.Sign(t.Context(), 0, []byte{1}, pkcs11.Signing{}, nil); !errors.Is(err, ErrNoLogin) {
		t.Errorf("without a login: %v", err)
	}
}

// Whoever stops waiting is told so, and the child is gone; what is asked after says
// the same.
func TestStopped(t *testing.T) {
	mock := p11mock.Library(t)
	ctx, cancel := context.WithCancel(t.Context())
	hanging, err := Open(ctx, options(mock, "hang-slots"))
	if err != nil {
		t.Fatal(err)
	}
	defer hanging.Close()
	cancel()
	if _, _, err := hanging.Probe(ctx); OutcomeOf(err) != Stopped {
		t.Errorf("%v", err)
	}
	if r := Probe(ctx, options(mock, "")); r.Outcome != Stopped {
		t.Errorf("%+v", r)
	}
	p, err := Open(t.Context(), options(mock, ""))
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	p.Close()
	if _, _, err := p.Probe(t.Context()); !errors.Is(err, pkcs11.ErrClosed) {
		t.Errorf("a closed process gives %v", err)
	}
}

// A module that hangs while it is closed does not hold this program up.
func TestHangsAtTheEnd(t *testing.T) {
	for _, words := range []string{"hang-final", "crash-final", "exit-final"} {
		if r := Probe(t.Context(), options(p11mock.Library(t), words)); r.Outcome != Loaded {
			t.Errorf("%s: %+v", words, r)
		}
	}
}

// The child sees neither arguments nor an environment with a PIN in it.
func TestPINIsNowhereToBeRead(t *testing.T) {
	p, err := Open(t.Context(), options(p11mock.Library(t), "hang-find"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.Login(t.Context(), 0, pin(t, p11mock.PIN), pkcs11.LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cmdline", "environ"} {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.cmd.Process.Pid, name))
		if err == nil && strings.Contains(string(b), p11mock.PIN) {
			t.Errorf("the PIN is in %s", name)
		}
	}
}

func TestReplacedProgram(t *testing.T) {
	dir := t.TempDir()
	for name, script := range map[string]string{
		"ends":  "#!/bin/sh\nexit 0\n",
		"other": "#!/bin/sh\nprintf 'M\\000\\000\\000\\016{\"protocol\":9}' >&4\nread line\n",
		"talks": "#!/bin/sh\necho usage: ...\necho hello >&4\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		r := Probe(t.Context(), Options{Module: "/x.so", Program: path})
		if r.Outcome != NotStarted {
			t.Errorf("%s: %+v", name, r)
		}
		if name == "other" && !strings.Contains(r.Say, "replaced by another version") {
			t.Errorf("%s: %s", name, r.Say)
		}
	}
	if r := Probe(t.Context(), Options{Module: "/x.so", Program: filepath.Join(dir, "absent")}); r.Outcome != NotStarted {
		t.Errorf("%+v", r)
	}
}

func TestServeIsNotForPeople(t *testing.T) {
	for _, args := range [][]string{nil, {"3"}, {"0", "1", "2"}, {"x", "y", "z"}, {"900", "901", "902"}} {
		if err := Serve(args); !errors.Is(err, ErrNotForPeople) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func pin(t *testing.T, digits string) *pkcs11.PIN {
	t.Helper()
	p, err := memory.NewPIN([]byte(digits))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Wipe)
	return p
}
