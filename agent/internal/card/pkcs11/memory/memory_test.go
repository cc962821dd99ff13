package memory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, err := NewArena(64 << 10)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		for range rapid.IntRange(1, 3).Draw(t, "calls") {
			var pieces [][]byte
			for i, n := range rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 10).Draw(t, "sizes") {
				p, err := a.Bytes(n)
				if err != nil {
					t.Fatal(err)
				}
				if len(p) != n || cap(p) != n || bytes.ContainsFunc(p, func(r rune) bool { return r != 0 }) {
					t.Fatalf("a piece of %d bytes has %d, room for %d, or is not zero", n, len(p), cap(p))
				}
				if n > 0 && Address(p)%align != 0 {
					t.Fatalf("a piece lies at %#x", Address(p))
				}
				for j := range p {
					p[j] = byte(i + 1)
				}
				pieces = append(pieces, p)
			}
			for i, p := range pieces {
				if bytes.ContainsFunc(p, func(r rune) bool { return r != rune(i+1) }) {
					t.Fatalf("piece %d was overwritten by another", i)
				}
			}
			if err := a.Reset(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestOverrun(t *testing.T) {
	a, err := NewArena(4096)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	p, err := a.Bytes(7)
	if err != nil {
		t.Fatal(err)
	}
	start := Address(p) - Address(a.mem)
	a.mem[int(start)+7] ^= 1 // what a module does that believes in eight bytes
	if err := a.Reset(); !errors.Is(err, ErrOverrun) {
		t.Errorf("an overrun by a byte gives %v", err)
	}
	if _, err := a.Bytes(7); err != nil {
		t.Error(err)
	}
	if err := a.Reset(); err != nil {
		t.Errorf("an overrun is told once: %v", err)
	}
}

func TestFull(t *testing.T) {
	a, err := NewArena(4096)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, n := range []int{-1, len(a.mem), len(a.mem) + 1, 1 << 40} {
		if _, err := a.Bytes(n); !errors.Is(err, ErrFull) {
			t.Errorf("%d bytes give %v", n, err)
		}
	}
}

func TestPINIsMovedAndWiped(t *testing.T) {
	typed := []byte("13572468")
	p, err := NewPIN(typed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(typed, make([]byte, 8)) {
		t.Errorf("what was typed is still there: %q", typed)
	}
	if string(p.Bytes()) != "13572468" {
		t.Errorf("the PIN is %q", p.Bytes())
	}
	c, err := p.Copy()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Wipe()
	p.Wipe()
	p.Wipe()
	if p.Len() != 0 || p.Bytes() != nil || p.Locked() {
		t.Error("a wiped PIN is not empty")
	}
	if string(c.Bytes()) != "13572468" {
		t.Error("wiping a PIN wiped its copy")
	}
}

func TestPINFrom(t *testing.T) {
	p, err := PINFrom(strings.NewReader("1357246800"), 8)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Wipe()
	if string(p.Bytes()) != "13572468" {
		t.Errorf("%q", p.Bytes())
	}
	if _, err := PINFrom(strings.NewReader("1357"), 8); err == nil {
		t.Error("half a PIN is a PIN")
	}
	for _, n := range []int{-1, MaxPINBytes + 1} {
		if _, err := PINFrom(strings.NewReader("1"), n); !errors.Is(err, ErrPINLength) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	long := bytes.Repeat([]byte("1"), MaxPINBytes+1)
	if _, err := NewPIN(long); !errors.Is(err, ErrPINLength) || long[0] != 0 {
		t.Errorf("a long PIN gives %v, or is left where it was", err)
	}
}

// Whatever prints or writes a PIN, it shows nothing of it.
func TestPINIsNeverShown(t *testing.T) {
	p, err := NewPIN([]byte("13572468"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Wipe()
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb, p)
		fmt.Fprintf(&out, verb, struct{ P *PIN }{p})
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("login", "pin", p)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("login", "pin", p)
	if err := json.NewEncoder(&out).Encode(map[string]any{"pin": p}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"13572468", "3133353732343638", "49 51 53"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the PIN is in %s", out.String())
		}
	}
	if !strings.Contains(out.String(), hidden) {
		t.Errorf("nothing says that there was a PIN: %s", out.String())
	}
}
