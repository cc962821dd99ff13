package mend

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// Keys are made and taken away in the view that was meant, and where somebody else has
// one of the same name in the other view, that one stays.
func TestKeysUnderWine(t *testing.T) {
	p := wine.New(t)
	p.Import(t, "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Lanyard Test]\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Lanyard Test\\Below]\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Lanyard Test\\Below\\Lowest]\n")
	before := p.Export(t, `HKLM\SOFTWARE\Lanyard Test`)
	out, _ := p.Run(t, 0, wine.Build(t, "./testdata/keys"), "32")
	want := `before {true 0  false []} <nil>
made ["SOFTWARE\\Lanyard Test" "SOFTWARE\\Lanyard Test\\Below" "SOFTWARE\\Lanyard Test\\Below\\Lowest"] <nil>
set {false 7  false []} <nil>
unset <nil>
unmade <nil>
unmade <nil>
unmade <nil>
after {true 0  false []} <nil>
`
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, p.Export(t, `HKLM\SOFTWARE\Lanyard Test`)); diff != "" {
		t.Errorf("the other view (-before +after):\n%s", diff)
	}
	if out, _ := p.Run(t, 1, "reg", "query", `HKLM\SOFTWARE\Lanyard Test`, "/reg:32"); out == "" {
		t.Error("the view is not clean")
	}
}
