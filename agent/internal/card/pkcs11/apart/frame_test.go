package apart

import (
	"bytes"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
	"pgregory.net/rapid"
)

// A request with its PIN goes over the pipe and comes out as it was.
func TestFrames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := request{
			Op: rapid.SampledFrom([]string{opLoad, opSign}).Draw(t, "op"), Path: rapid.String().Draw(t, "path"),
			Slot: pkcs11.SlotID(rapid.Uint64().Draw(t, "slot")), PIN: true,
		}
		if want.Op == opSign {
			want.Path = "" // nobody asks both
			want.Key = rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "key")
			want.Data = rapid.SliceOfN(rapid.Byte(), 1, 80).Draw(t, "data")
			want.How = pkcs11.How{
				Mechanism: pkcs11.Mechanism(rapid.Uint64().Draw(t, "mechanism")), Hash: crypto.Hash(rapid.Uint32().Draw(t, "hash")),
				SaltBytes: rapid.IntRange(0, math.MaxInt32).Draw(t, "salt"),
			}
		}
		digits := rapid.SliceOfN(rapid.Byte(), 0, memory.MaxPINBytes).Draw(t, "PIN")
		pin, err := memory.NewPIN(bytes.Clone(digits))
		if err != nil {
			t.Fatal(err)
		}
		defer pin.Wipe()
		var pipe bytes.Buffer
		if err := errors.Join(writeRequest(&pipe, want), writePIN(&pipe, pin), writeSigned(&pipe, digits), writeMessage(&pipe, reply{Done: true})); err != nil {
			t.Fatal(err)
		}
		var got request
		if err := readRequest(&pipe, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		read, err := readPIN(&pipe)
		if err != nil || !bytes.Equal(read.Bytes(), digits) {
			t.Errorf("the PIN is another (%v)", err)
		}
		defer read.Wipe()
		var signed reply
		if err := readReply(&pipe, &signed); err != nil || !signed.Done || !bytes.Equal(signed.Signature, digits) {
			t.Errorf("the signature is another: %+v (%v)", signed, err)
		}
		var end reply
		if err := readReply(&pipe, &end); err != nil || !end.Done {
			t.Errorf("what comes after the PIN: %+v (%v)", end, err)
		}
	})
}

func writeRequest(w io.Writer, r request) error {
	frame, err := requestFrame(r)
	if err != nil {
		return err
	}
	_, err = w.Write(frame)
	return err
}

// Errors are themselves behind the pipe.
func TestFaults(t *testing.T) {
	for _, err := range []error{
		&pkcs11.Error{Function: "C_Login", Code: pkcs11.PINIncorrect, Tries: pkcs11.TriesOne},
		&pkcs11.Malformed{Function: "C_Sign", What: "too long"},
		&pkcs11.LoadError{Path: "/a", Problem: pkcs11.MissingDependency, Say: "x", Missing: []string{"b"}, File: image.File{Format: image.ELF}, Err: errors.New("no b")},
		pkcs11.ErrBlocked, pkcs11.ErrLastTry, pkcs11.ErrPINLength, pkcs11.ErrNoPIN, pkcs11.ErrAsksAgain, pkcs11.ErrNoKey, pkcs11.ErrClosed, ErrNoLogin,
	} {
		b, fail := json.Marshal(faultOf(fmt.Errorf("around it: %w", err)))
		if fail != nil {
			t.Fatal(fail)
		}
		var f fault
		if fail := json.Unmarshal(b, &f); fail != nil {
			t.Fatal(fail)
		}
		got := f.err()
		if got.Error() != err.Error() || fmt.Sprintf("%T", got) != fmt.Sprintf("%T", err) {
			t.Errorf("%T %v became %T %v", err, err, got, got)
		}
		if sentinel, ok := err.(interface{ Unwrap() error }); !ok && !errors.Is(got, err) && fmt.Sprintf("%T", err) == "*errors.errorString" {
			t.Errorf("%v is not itself any more (%v)", err, sentinel)
		}
	}
	if faultOf(nil).err() != nil {
		t.Error("no error is one")
	}
	if err := faultOf(errors.New("\x1b[2Jboom")).err(); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("%v", err)
	}
}

func TestFramesThatLie(t *testing.T) {
	for name, in := range map[string]string{
		"too long":     "M\xff\xff\xff\xff{}",
		"another kind": "X\x00\x00\x00\x02{}",
		"no JSON":      "M\x00\x00\x00\x02ab",
		"another type": "M\x00\x00\x00\x02[]",
	} {
		var r reply
		if err := readReply(strings.NewReader(in), &r); !errors.Is(err, ErrFrame) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, body := range map[string]string{
		"nothing": "", "too short": strings.Repeat("\x00", signingBytes-1), "a key of one byte that is not there": strings.Repeat("\x00", signingBytes-1) + "\x01",
		"neither with a PIN nor without": strings.Repeat("\x00", signingBytes-3) + "\x02\x00\x00",
		"a digest that is none":          strings.Repeat("\x00", 16) + "\xff" + strings.Repeat("\x00", signingBytes-17),
		"more salt than anybody has":     strings.Repeat("\x00", 24) + "\xff" + strings.Repeat("\x00", signingBytes-25),
	} {
		var r request
		if err := readRequest(strings.NewReader(string(head(frameSign, len(body)))+body), &r); !errors.Is(err, ErrFrame) {
			t.Errorf("a request for a signature, %s: %v", name, err)
		}
	}
	for _, r := range []request{
		{Op: opSign, Key: make([]byte, 1<<16)}, {Op: opSign, Data: make([]byte, maxFrameBytes)}, {Op: opSign, How: pkcs11.How{SaltBytes: -1}},
	} {
		if frame, err := requestFrame(r); err == nil {
			t.Errorf("a request that the other end would not take has %d bytes", len(frame))
		}
	}
	if _, err := readPIN(strings.NewReader("P\x00\x00\x01\x01")); !errors.Is(err, ErrFrame) {
		t.Errorf("a PIN of 257 bytes: %v", err)
	}
	for _, cut := range []string{"M", "M\x00\x00\x00\x09", "M\x00\x00\x00\x09{}", "M\x00\x00\xff\xff{}"} {
		var r reply
		if err := readReply(strings.NewReader(cut), &r); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%q: %v", cut, err)
		}
	}
	var r reply
	if err := readReply(strings.NewReader(""), &r); !errors.Is(err, io.EOF) {
		t.Errorf("nothing: %v", err)
	}
}

func TestPrintedKeepsBothEnds(t *testing.T) {
	var p printed
	for i := range 10000 {
		fmt.Fprintf(&p, "line %d\n", i)
	}
	got := p.String()
	if !strings.HasPrefix(got, "line 0\n") || !strings.HasSuffix(got, "line 9999\n") || len(got) > 2*maxPrintedBytes+10 {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

// What a module might write to the parent's pipe: a value, an error or the end, never a
// panic, and nothing that commands a terminal in what is shown.
func FuzzReply(f *testing.F) {
	var seed bytes.Buffer
	_ = writeMessage(&seed, reply{Protocol: protocol})
	_ = writeMessage(&seed, reply{Step: "C_Login"})
	_ = writeMessage(&seed, reply{Done: true, Fault: &fault{Kind: faultLoad, Missing: []string{"a"}}, Slots: []Slot{{Token: &Token{}}}})
	f.Add(seed.Bytes())
	f.Add([]byte("M\x00\x00\x00\x02{}S\x00\x00\x00\x01xE\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := bytes.NewReader(b)
		for {
			var r reply
			if err := readReply(in, &r); err != nil {
				return
			}
			for i := range r.Slots {
				r.Slots[i].clean()
				if strings.ContainsAny(r.Slots[i].Info.Description, "\x1b\x00\n") {
					t.Errorf("%q", r.Slots[i].Info.Description)
				}
			}
			if err := r.Fault.err(); err != nil {
				// A path is the one that was asked for, and no text of the module's.
				if load, ok := errors.AsType[*pkcs11.LoadError](err); ok {
					load.Path = ""
				}
				if strings.ContainsAny(err.Error()+Say(err), "\x1b\x00\u202e") {
					t.Errorf("%q", err.Error())
				}
				_ = OutcomeOf(err)
			}
		}
	})
}

// What might come to the child: it answers or ends, and never loads what is no module.
func FuzzServe(f *testing.F) {
	var seed bytes.Buffer
	_ = writeMessage(&seed, request{Op: opLoad, Path: "relative.so"})
	_ = writeMessage(&seed, request{Op: opProbe})
	_ = writeMessage(&seed, request{Op: opLogin, PIN: true})
	seed.WriteString("P\x00\x00\x00\x04abcd")
	_ = writeRequest(&seed, request{Op: opSign, Slot: 1, Key: []byte{1}, How: pkcs11.How{Mechanism: pkcs11.MechanismRSA}, Data: []byte("data")})
	_ = writeMessage(&seed, request{Op: opClose})
	f.Add(seed.Bytes())
	f.Add([]byte("R\x00\x00\x00\x02{}"))
	f.Add([]byte("M\x00\x00\x00\x02{}P"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte(".so")) && bytes.Contains(b, []byte("/")) {
			return // loading is not what is tried here
		}
		var out bytes.Buffer
		_ = serve(bytes.NewReader(b), &out, nil)
	})
}
