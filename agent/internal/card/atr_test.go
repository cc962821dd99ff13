package card_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/test/need"
)

const (
	atrJCOP41T1 = "3B F9 18 00 00 81 31 FE 45 4A 43 4F 50 34 31 56 32 32 AF"
	atrJCOP41T0 = "3B 6A 00 FF 4A 43 4F 50 34 31 56 32 32 31"
)

func fromHex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parseATR(t testing.TB, s string) card.ATR {
	t.Helper()
	atr, err := card.ParseATR(fromHex(t, s))
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return atr
}

func TestParseATR(t *testing.T) {
	t0, t1 := card.T0, card.T1
	for _, tt := range []struct {
		name, atr string
		protocols []card.Protocol
		specific  *card.Protocol
		text      string
		faults    []string
	}{
		{"T=1 with a right check byte", atrJCOP41T1, []card.Protocol{t1}, nil, "JCOP41V22", nil},
		{"T=0 without one", atrJCOP41T0, []card.Protocol{t0}, nil, "JCOP41V221", nil},
		{"wrong check byte", strings.Replace(atrJCOP41T1, "AF", "62", 1), []card.Protocol{t1}, nil, "JCOP41V22", []string{"its check byte (TCK) is 62, AF would be right"}},
		{"T=0 and T=1", "3B 80 80 01 01", []card.Protocol{t0, t1}, nil, "", nil},
		{"T=15 is no protocol, and asks for a check byte", "3B 80 0F 8F", []card.Protocol{t0}, nil, "", nil},
		{"T=0 that announces T=15", "3B 80 80 1F 00 1F", []card.Protocol{t0}, nil, "", nil},
		{"specific mode", "3B 90 11 91 81 31 FE 45 7B", []card.Protocol{t1}, &t1, "", nil},
		{"inverse", "3F 00", []card.Protocol{t0}, nil, "", nil},
		{"only its first byte", "3B", []card.Protocol{t0}, nil, "", []string{"it ends after its first byte"}},
		{"begins otherwise", "00 00", []card.Protocol{t0}, nil, "", []string{"it begins with 00; 3B or 3F begins one"}},
		{"cut in interface bytes", "3B F0 18 00", []card.Protocol{t0}, nil, "", []string{"it ends before TC1, which it announces"}},
		{"cut in historical bytes", "3B 0F 41 42", []card.Protocol{t0}, nil, "AB", []string{"it announces 15 historical bytes and has 2"}},
		{"no check byte", "3B 81 01 41", []card.Protocol{t1}, nil, "A", []string{"its check byte (TCK) is missing"}},
		{"bytes after the end", "3B 01 41 42 43", []card.Protocol{t0}, nil, "A", []string{"2 bytes follow its end"}},
		{"TDs without end", "3B 80 80 80 80 80 80 80 80 80 80 80", []card.Protocol{t0}, nil, "", []string{"it ends before TD11, which it announces"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			atr := parseATR(t, tt.atr)
			if tt.name == "specific mode" {
				atr.Faults = nil // its check byte is not the point
			}
			if diff := cmp.Diff(tt.protocols, atr.Protocols); diff != "" {
				t.Error("protocols:", diff)
			}
			if diff := cmp.Diff(tt.specific, atr.Specific); diff != "" {
				t.Error("specific:", diff)
			}
			if atr.Text() != tt.text {
				t.Errorf("historical bytes %q, want %q", atr.Text(), tt.text)
			}
			if diff := cmp.Diff(tt.faults, atr.Faults); diff != "" {
				t.Error("faults:", diff)
			}
			if atr.String() != tt.atr {
				t.Errorf("String gives %s of %s", atr, tt.atr)
			}
		})
	}
}

func TestParseATRRefuses(t *testing.T) {
	if _, err := card.ParseATR(nil); !errors.Is(err, card.ErrNoATR) {
		t.Errorf("no bytes: %v", err)
	}
	if _, err := card.ParseATR(make([]byte, 34)); !errors.Is(err, card.ErrATRLong) {
		t.Errorf("34 bytes: %v", err)
	}
	if _, err := card.ParseATR(make([]byte, 33)); err != nil {
		t.Errorf("33 bytes: %v", err)
	}
}

func TestKnown(t *testing.T) {
	for _, tt := range []struct {
		name, atr string
		product   string
		series    []int
		basis     card.Basis
	}{
		{"of the service, T=1", atrJCOP41T1, "JCOP41 V2.2", []int{5, 6}, card.ByATR},
		{"of the service, T=0", atrJCOP41T0, "JCOP41 V2.2.1", []int{5, 6}, card.ByATR},
		{"another JCOP41", "3B F9 13 00 00 81 31 FE 45 4A 43 4F 50 34 31 56 32 34 A2", "JCOP41", []int{5, 6}, card.ByHistorical},
		{"a passport with that chip", "3B 89 80 01 4A 43 4F 50 34 31 56 32 32 4D", "", nil, card.ByNothing},
		{"Oberthur: no source tells its series", "3B DB 96 00 80 1F 03 00 31 C0 64 B0 F3 10 00 07 90 00 80", "Oberthur ID-One Cosmo, PIV", nil, card.ByATR},
		{"a stranger", "3B 02 10 50", "", nil, card.ByNothing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := parseATR(t, tt.atr).Known()
			if got.Product != tt.product || got.Basis != tt.basis || !cmp.Equal(got.Series, tt.series) {
				t.Errorf("got %q %v %v, want %q %v %v", got.Product, got.Series, got.Basis, tt.product, tt.series, tt.basis)
			}
			if (got.Source == "") != (got.Basis == card.ByNothing) {
				t.Errorf("source %q with basis %v", got.Source, got.Basis)
			}
		})
	}
}

// debianList are the ATRs of Debian's list that are literal. The rest are patterns.
func debianList(t testing.TB) (literal []string, patterns int) {
	t.Helper()
	f, err := os.Open(need.File(t, "/usr/share/pcsc/smartcard_list.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case line == "" || line[0] == '\t' || line[0] == '#' || line[0] == ' ':
		case strings.Trim(line, "0123456789ABCDEF ") == "":
			literal = append(literal, strings.TrimSpace(line))
		default:
			patterns++
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return literal, patterns
}

// Every ATR that anybody ever sent to Debian's list is read, those with faults too.
func TestATRsOfDebian(t *testing.T) {
	literal, patterns := debianList(t)
	if len(literal) < 3500 || len(literal)+patterns < 4000 {
		t.Fatalf("the list has %d ATRs and %d patterns; that is not the list", len(literal), patterns)
	}
	faulty, wrongTCK, named := 0, 0, 0
	for _, line := range literal {
		atr, err := card.ParseATR(fromHex(t, line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if atr.String() != line {
			t.Errorf("%s is told as %s", line, atr)
		}
		if len(atr.Protocols) == 0 {
			t.Errorf("%s: no protocol", line)
		}
		if len(atr.Faults) > 0 {
			faulty++
		}
		if strings.Contains(strings.Join(atr.Faults, " "), "would be right") {
			wrongTCK++
		}
		if known := atr.Known(); known.CareIdentity {
			named++
		} else if known.Basis == card.ByATR && known.Series != nil {
			t.Errorf("%s is given series %v without a source that says so", line, known.Series)
		}
	}
	if named != 2 {
		t.Errorf("%d ATRs of the list are known as cards of the service, want 2", named)
	}
	if wrongTCK == 0 || wrongTCK == faulty || faulty > len(literal)/4 {
		t.Errorf("%d with faults, %d of them in the check byte, of %d: the reader of ATRs is wrong", faulty, wrongTCK, len(literal))
	}
	t.Logf("%d literal ATRs, %d patterns; %d with faults, %d of them in the check byte", len(literal), patterns, faulty, wrongTCK)
}

func FuzzATR(f *testing.F) {
	for _, s := range []string{atrJCOP41T0, atrJCOP41T1, "3F 67 25 00 2A 20 00 0F 68 90 00", "3B", "3B FF FF FF FF FF FF FF FF FF FF FF"} {
		f.Add(fromHex(f, s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		atr, err := card.ParseATR(b)
		if (err != nil) != (len(b) == 0 || len(b) > 33) {
			t.Fatalf("%d bytes: %v", len(b), err)
		}
		if err != nil {
			return
		}
		// Every byte is read once: as T0 and TS, an interface byte, a historical one, TCK, or after the end.
		read := min(len(b), 2) + len(atr.Interface) + len(atr.Historical)
		if atr.HasTCK {
			read++
		}
		if read > len(b) || read < len(b) && len(atr.Faults) == 0 {
			t.Errorf("%X: %d of %d bytes read, faults %q", b, read, len(b), atr.Faults)
		}
		if !bytes.Equal(atr.Bytes, b) || len(atr.Protocols) == 0 || len(atr.Historical) > 15 {
			t.Errorf("%X gives %+v", b, atr)
		}
		atr.Known()
	})
}
