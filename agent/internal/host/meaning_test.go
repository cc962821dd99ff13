package host

import (
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestLike(t *testing.T) {
	for _, tc := range []struct {
		pattern, name string
		want          bool
	}{
		{"*nhs*", "HSCIC NHS agent", true}, {"*nhs*", "nh s", false}, {"a*b*c", "aXbYc", true}, {"a*b*c", "acb", false},
		{"*", "", true}, {"", "", true}, {"", "a", false}, {"ab", "AB", true}, {"a*a", "a", false}, {"*.exe", "x.EXE", true},
		{"*a*a*", "a", false}, {"a*", "ba", false},
	} {
		if got := like(tc.pattern, tc.name); got != tc.want {
			t.Errorf("like(%q, %q) = %v", tc.pattern, tc.name, got)
		}
	}
}

func TestEnvironmentOf(t *testing.T) {
	for text, want := range map[string]string{
		"https://gas.national.ncrs.nhs.uk/login/authactivate":           "live",
		"HTTPS://GAS.NIS1.national.ncrs.nhs.uk":                         "integration",
		"gas.vn1.national.ncrs.nhs.uk:443":                              "deployment",
		"https://gas.national.ncrs.nhs.uk.example.org/":                 "",
		"https://notgas.national.ncrs.nhs.uk/":                          "",
		"https://notgas.national.ncrs.nhs.uk, gas.national.ncrs.nhs.uk": "live",
		"https://a.gas.national.ncrs.nhs.uk/":                           "",
		"":                                                              "",
	} {
		if got := environmentOf(text); got != want {
			t.Errorf("environmentOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFrameworkOf(t *testing.T) {
	for release, want := range map[uint32]string{0: "", 378388: "", 378389: "4.5", 461808: "4.7.2", 461814: "4.7.2", 528039: "4.7.2", 528040: "4.8",
		528449: "4.8", 533320: "4.8.1", 4294967295: "4.8.1"} {
		if got := frameworkOf(release); got != want {
			t.Errorf("Release %d is %q, want %q", release, got, want)
		}
	}
	if !slices.IsSortedFunc(releases, func(a, b struct {
		least   uint32
		version string
	}) int {
		return int(b.least) - int(a.least)
	}) {
		t.Error("the releases are not in order, the newest first")
	}
}

func TestProtocols(t *testing.T) {
	if got := ProtocolBits(0xa80 | 0x2000); !cmp.Equal(got, []string{"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"}) {
		t.Errorf("0x2a80: %q", got)
	}
	zero, one := uint32(0), uint32(1)
	all := TLS{Client: []Protocol{{Name: "TLS 1.0", Enabled: &zero}, {Name: "TLS 1.1", DisabledByDefault: &one}, {Name: "TLS 1.2", Enabled: &one}}}
	if p := all.Protocol("TLS 1.0"); !p.Off() || p.Unset() {
		t.Errorf("%+v", p)
	}
	if p := all.Protocol("TLS 1.1"); p.Off() || p.Unset() {
		t.Errorf("%+v", p)
	}
	if p := all.Protocol("TLS 1.3"); p.Off() || !p.Unset() || p.Name != "TLS 1.3" {
		t.Errorf("%+v", p)
	}
}

func TestMinidriverMatches(t *testing.T) {
	piv := Minidriver{ATR: "3BDB9600", Mask: "FFFF00FF"}
	for card, want := range map[string]bool{"3BDB9600": true, "3BDB1200": true, "3BDB9601": false, "3BDB96": false, "": false, "3BDB960": false, "3BXX9600": false} {
		if got := piv.Matches(card); got != want {
			t.Errorf("%s: %v", card, got)
		}
	}
	if (Minidriver{ATR: "3B", Mask: "FFFF"}).Matches("3B") || (Minidriver{}).Matches("") {
		t.Error("a minidriver that contradicts itself matches")
	}
	if !(Minidriver{ATR: "3B6A"}).Matches("3B6A") {
		t.Error("without a mask every bit counts")
	}
}

func TestPolicyPrecedence(t *testing.T) {
	n := func(v uint32) *uint32 { return &v }
	b := Browsers{Policies: []Policy{
		{Browser: Chrome, Scope: User, Recommended: true, Name: "A", Number: n(1)},
		{Browser: Chrome, Scope: User, Name: "A", Number: n(2)},
		{Browser: Chrome, Scope: Machine, Recommended: true, Name: "A", Number: n(3)},
		{Browser: Edge, Scope: Machine, Name: "A", Number: n(4)},
	}}
	if p, ok := b.Policy(Chrome, "A"); !ok || *p.Number != 2 {
		t.Errorf("%+v %v", p, ok)
	}
	b.Policies = append(b.Policies, Policy{Browser: Chrome, Scope: Machine, Name: "A", Number: n(5)})
	if p, ok := b.Policy(Chrome, "A"); !ok || *p.Number != 5 {
		t.Errorf("%+v %v", p, ok)
	}
	if p, ok := b.Policy(Chrome, "B"); ok {
		t.Errorf("%+v", p)
	}
}

// A value that is there and makes no sense is not taken for one that is not set.
func TestNonsenseIsNotUnset(t *testing.T) {
	h := lookAt(machineOf(t, "hostile"))
	for name, p := range map[string]Part{"tls": h.TLS.Part, "products": h.Products.Part} {
		if p.State != Partly || p.Why == "" || len(p.Odd) == 0 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	// What makes sense in another type is taken, and noted.
	if p := h.DotNet; p.State != Read || p.Release != 528040 || len(p.Odd) != 1 {
		t.Errorf("dotnet: %+v", p)
	}
}

func TestIntranetOf(t *testing.T) {
	n := func(v uint32) *uint32 { return &v }
	z := Zones{Intranet: []Intranet{
		{Scope: Machine, AutoDetect: n(10), UNC: n(11)},
		{Scope: User, AutoDetect: n(20), LocalNames: n(21)},
		{Scope: MachinePolicy, AutoDetect: n(30)},
	}}
	if diff := cmp.Diff(Intranet{AutoDetect: n(30), LocalNames: n(21), UNC: n(11)}, z.IntranetOf()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	z.MachineOnly = n(1)
	if diff := cmp.Diff(Intranet{AutoDetect: n(30), UNC: n(11)}, z.IntranetOf()); diff != "" {
		t.Errorf("without the person (-want +got):\n%s", diff)
	}
}

// A file that says that it is of the year 30000 does not make the recording one that
// cannot be written.
func TestInstantsThatCannotBeWritten(t *testing.T) {
	for _, year := range []int{-5, 0, 10000, 30828} {
		if at := instant(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)); !at.IsZero() {
			t.Errorf("year %d is %s", year, at)
		}
	}
	for _, at := range []time.Time{time.Unix(0, 0), time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), time.Now()} {
		if got := instant(at); !got.Equal(at) || got.Location() != time.UTC {
			t.Errorf("%s is %s", at, got)
		}
	}
	h := Look(t.Context(), Options{Now: func() time.Time { return time.Date(30000, 1, 1, 0, 0, 0, 0, time.UTC) }, on: machineOf(t, "healthy")})
	if err := h.check(); err != nil {
		t.Error(err)
	}
	if err := WriteRecording(io.Discard, h); err != nil {
		t.Error(err)
	}
}

func TestUnpackGUID(t *testing.T) {
	// Source of the example: the digits counted by hand.
	if got, ok := unpackGUID("123456789ABCDEF01032547698BADCFE"); !ok || got != "{87654321-CBA9-0FED-0123-456789ABCDEF}" {
		t.Errorf("%s, %v", got, ok)
	}
	for _, bad := range []string{"", "123", strings.Repeat("G", 32), strings.Repeat("1", 33)} {
		if got, ok := unpackGUID(bad); ok {
			t.Errorf("%q gives %s", bad, got)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{"20250630": "2025-06-30", "2025-06-30": "2025-06-30", "20250631": "", "99999999": "", "30/06/2025": "", "": "", "00010101": ""} {
		if got := installDate(text); got != want {
			t.Errorf("InstallDate %q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"6-21-2006": "2006-06-21", "21-6-2006": "", "": ""} {
		if got := driverDate(text); got != want {
			t.Errorf("DriverDate %q is %q, want %q", text, got, want)
		}
	}
}

func TestCommandPath(t *testing.T) {
	for line, want := range map[string]string{
		`"C:\a b\c.exe" -x`: `C:\a b\c.exe`, `C:\a b\c.exe -x`: `C:\a b\c.exe`, `C:\a\c.dll -x`: `C:\a\c.dll`, `"C:\no end`: `C:\no end`, "": "",
	} {
		if got := commandPath(line); got != want {
			t.Errorf("commandPath(%q) = %q, want %q", line, got, want)
		}
	}
}

// userFilter makes a value of compatibility view.
func userFilter(sites ...string) []byte {
	b := make([]byte, 20)
	for _, site := range sites {
		b = append(b, make([]byte, 16)...)
		units := utf16.Encode([]rune(site))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(units)))
		for _, u := range units {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
	}
	return b
}

func TestCompatibilitySites(t *testing.T) {
	if got, err := compatibilitySites(userFilter("nhs.uk", "example.org")); err != nil || !cmp.Equal(got, []string{"nhs.uk", "example.org"}) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := compatibilitySites(userFilter("nhs.uk")[:40]); err == nil || len(got) != 0 {
		t.Errorf("cut short: %q, %v", got, err)
	}
	if got, err := compatibilitySites(append(userFilter("nhs.uk"), 1, 2, 3)); err == nil || !cmp.Equal(got, []string{"nhs.uk"}) {
		t.Errorf("with more behind it: %q, %v", got, err)
	}
}

func FuzzCompatibilitySites(f *testing.F) {
	f.Add(userFilter("nhs.uk", "example.org"))
	f.Fuzz(func(t *testing.T, b []byte) {
		sites, _ := compatibilitySites(b)
		for _, s := range sites {
			if !isClean(s) {
				t.Fatalf("%q is not clean", s)
			}
		}
	})
}

// The candidates are for the tests of checks, too: each has words for whose it is, and
// every pattern is one that places understands.
func TestCandidates(t *testing.T) {
	l := fileLook{files: playedFiles{}, getenv: func(string) string { return `C:\x` }, separator: `\`, path: []string{`C:\p`}, part: new(Files)}
	for _, c := range Candidates() {
		if c.Of == "" || c.Path == "" && c.Program == "" || c.Program != "" && c.Products == "" {
			t.Errorf("%+v says too little", c)
		}
		exact, found := l.places(c)
		for _, path := range append(exact, found...) {
			if strings.ContainsAny(path, "%*") || !local(path) {
				t.Errorf("%q became %q", c.Path, path)
			}
		}
		if strings.HasPrefix(c.Path, "%") && !strings.Contains(c.Path, "*") && len(exact)+len(found) != 1 {
			t.Errorf("%q became %q and %q", c.Path, exact, found)
		}
	}
}
