package notice

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCodeAlphabet is Crockford's: 32 symbols, and 5 more that only check.
func TestCodeAlphabet(t *testing.T) {
	if len(codeSymbols) != 37 || strings.ContainsAny(codeSymbols[:32], "ILOUilou") {
		t.Errorf("the symbols are %q", codeSymbols)
	}
	for i := range codeSymbols {
		if strings.Count(codeSymbols, codeSymbols[i:i+1]) != 1 {
			t.Errorf("%q stands twice", codeSymbols[i])
		}
	}
	for value, want := range map[uint64]string{
		0: "00000000000", 1: "00000000011", 31: "000000000ZZ", 32: "0000000010*", 36: "0000000014U", 37: "00000000150",
		1<<50 - 1: "ZZZZZZZZZZ" + string(codeSymbols[(1<<50-1)%37]), 1 << 50: "00000000000", 1<<64 - 1: "ZZZZZZZZZZ" + string(codeSymbols[(1<<50-1)%37]),
	} {
		if got := NewCode(value); got != want || len(got) != CodeLength {
			t.Errorf("the code of %d is %q, want %q", value, got, want)
		}
	}
}

// TestCodeIsReadAsPeopleWriteIt takes what looks alike for one.
func TestCodeIsReadAsPeopleWriteIt(t *testing.T) {
	code := NewCode(0x1234567890abc)
	for _, written := range []string{
		code, strings.ToLower(code), " " + code + " ", code[:4] + "-" + code[4:8] + "-" + code[8:], code[:4] + " " + code[4:],
		strings.NewReplacer("0", "O").Replace(code), strings.NewReplacer("0", "o").Replace(code),
		strings.NewReplacer("1", "I").Replace(code), strings.NewReplacer("1", "l").Replace(code),
	} {
		if got, err := ParseCode(written); got != code || err != nil {
			t.Errorf("%q is read as %q, %v; want %q", written, got, err, code)
		}
	}
	for _, written := range []string{"", "-", code[:10], code + "0", strings.Repeat("0", 1<<20), "ÀÀÀÀÀÀÀÀÀÀÀ", code[:10] + "é", "U" + code[1:], "*" + code[1:], "\x00" + code[1:], code[:5] + "_" + code[5:]} {
		if got, err := ParseCode(written); got != "" || !errors.Is(err, ErrCode) {
			t.Errorf("%.20q is read as %q, %v", written, got, err)
		}
	}
}

// TestCodeFindsSlips finds every single wrong character and every two that
// changed places with their neighbour.
func TestCodeFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := NewCode(rapid.Uint64().Draw(t, "random"))
		if got, err := ParseCode(code); got != code || err != nil {
			t.Fatalf("%q is read as %q, %v", code, got, err)
		}
		at := rapid.IntRange(0, CodeLength-1).Draw(t, "at")
		wrong := codeSymbols[rapid.IntRange(0, 36).Draw(t, "wrong")]
		if slip := code[:at] + string(wrong) + code[at+1:]; slip != code {
			if got, err := ParseCode(slip); err == nil {
				t.Errorf("%q for %q is read as %q", slip, code, got)
			}
		}
		if at > 0 {
			if slip := code[:at-1] + code[at:at+1] + code[at-1:at] + code[at+1:]; slip != code {
				if got, err := ParseCode(slip); err == nil {
					t.Errorf("%q for %q is read as %q", slip, code, got)
				}
			}
		}
	})
}

func FuzzCode(f *testing.F) {
	for _, s := range []string{"", NewCode(0), NewCode(1 << 40), "k7q2-m9xd-4t6", "OIL", "ıııııııııı0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		code, err := ParseCode(written)
		if (err == nil) != (len(code) == CodeLength) {
			t.Fatalf("%q is read as %q, %v", written, code, err)
		}
		if err == nil {
			if again, err := ParseCode(code); again != code || err != nil {
				t.Errorf("%q is read as %q, and that as %q, %v", written, code, again, err)
			}
		}
	})
}

// TestSayCode reads back what is said, and leaves alone what is no code.
func TestSayCode(t *testing.T) {
	if got := SayCode("K7Q2M9XD4T6"); got != "K7Q2-M9XD-4T6" {
		t.Errorf("it is said as %q", got)
	}
	for _, text := range []string{"", "K7Q2", "K7Q2M9XD4T6A"} {
		if got := SayCode(text); got != text {
			t.Errorf("%q is said as %q", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		code := NewCode(rapid.Uint64().Draw(t, "random"))
		if got, err := ParseCode(SayCode(code)); got != code || err != nil {
			t.Fatalf("%q is read back as %q, %v", code, got, err)
		}
	})
}
