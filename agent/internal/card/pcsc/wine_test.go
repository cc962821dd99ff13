package pcsc

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// Wine's own winscard.dll is empty. That is an error with words, as every machine
// without a service gives.
func TestWineWithoutAService(t *testing.T) {
	out, _ := wine.New(t).Run(t, 0, wine.Build(t, "./testdata/look"))
	for _, want := range []string{
		"no service: reaching the smartcard service: the smartcard service is not running; SCARD_",
		"it is ErrNoService: true, ErrNoLibrary: false",
		"remedy: Plug in the card reader, since Windows stops the service without one",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it says\n%s\nwithout %q", out, want)
		}
	}
}

// A winscard.dll that a C compiler made of Windows' own headers understands us, and
// we it.
func TestWineLayouts(t *testing.T) {
	source, err := os.ReadFile("testdata/winscard.c")
	if err != nil {
		t.Fatal(err)
	}
	library, err := os.ReadFile(wine.Mingw(t, "winscard.dll", string(source), "-shared"))
	if err != nil {
		t.Fatal(err)
	}
	p := wine.New(t)
	p.Put(t, `C:\windows\system32\winscard.dll`, library)
	// Wine takes its own else.
	p.Import(t, "Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Wine\\DllOverrides]\n\"winscard\"=\"native\"\n")
	out, _ := p.Run(t, 0, wine.Build(t, "./testdata/look"))
	want := `readers: 2 <nil>
Invented Reader 0: empty events 3
Invented Läser 1: card present, ATR 3B 80 01 81 events 65534
status: "Invented L\u00e4ser 1" T=1 ATR 3B 80 01 81 <nil>
attributes: {Vendor:Invented Type: Version:1.2.4 Serial:} <nil>
PIN pad: true <nil>
answer: 00 CB 3F FF 00 90 00
transaction: <nil>
disconnected: <nil>
closed: <nil>
`
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
}
