package wine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// markKey is below HKEY_CURRENT_USER.
const markKey = `Software\Lanyard Imported`

// Import writes a file of the registry editor ("Windows Registry Editor Version 5.00",
// in UTF-8) into the registry. What 32-bit programs see lies below WOW6432Node.
func (p *Prefix) Import(t testing.TB, reg string) {
	t.Helper()
	// Wine's editor succeeds without a word: a last entry of our own shows that it got to
	// the end.
	reg += fmt.Sprintf("\n\n[HKEY_CURRENT_USER\\%s]\n\"Mark\"=\"%s\"\n", markKey, t.Name())
	// The editor reads UTF-16 with a mark at its beginning; without it, the code page.
	units := utf16.Encode([]rune("\ufeff" + strings.ReplaceAll(strings.ReplaceAll(reg, "\r\n", "\n"), "\n", "\r\n")))
	data := make([]byte, 0, 2*len(units))
	for _, u := range units {
		data = append(data, byte(u), byte(u>>8))
	}
	path := filepath.Join(p.Dir, "import.reg")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := p.command(p.loader, "reg", "import", Windows(path))
	if out, err := output(cmd); err != nil {
		t.Fatalf("wine reg import: %v\n%s", err, out)
	}
	if out, _ := p.Run(t, 0, "reg", "query", `HKCU\`+markKey); !strings.Contains(out, t.Name()) {
		t.Fatalf("wine reg import did not get to the end of\n%s", reg)
	}
	p.Run(t, 0, "reg", "delete", `HKCU\`+markKey, "/f")
}

// Query gives what `reg query` prints of a key and all below it, in the view of 64-bit
// ("64") or 32-bit ("32") programs.
func (p *Prefix) Query(t testing.TB, key, view string) string {
	t.Helper()
	out, _ := p.Run(t, 0, "reg", "query", key, "/s", "/reg:"+view)
	return out
}

// Put writes a file of the Windows: `C:\Program Files\x\y.dll`.
func (p *Prefix) Put(t testing.TB, windows string, data []byte) {
	t.Helper()
	path := p.Path(windows)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	// A file of Windows is shared with all other prefixes: make another in its place.
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o700); err != nil {
		t.Fatal(err)
	}
}

// PutFile copies a file of this machine into the Windows.
func (p *Prefix) PutFile(t testing.TB, windows, from string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	p.Put(t, windows, data)
}

// Service makes a service of a program of the Windows, which is started when start
// says ("auto", "demand", "disabled"), and starts it now if run is set.
func (p *Prefix) Service(t testing.TB, name, program, start string, run bool) {
	t.Helper()
	calls := [][]string{{"create", name, "binPath=", program, "start=", start, "DisplayName=", name}}
	if run {
		calls = append(calls, []string{"start", name})
	}
	for _, args := range calls {
		if out, err := output(p.command(p.loader, append([]string{"sc"}, args...)...)); err != nil {
			t.Fatalf("wine sc %q: %v\n%s", args, err, out)
		}
	}
	// Wine's sc says nothing: what it wrote down is there.
	if out := p.Query(t, `HKLM\SYSTEM\CurrentControlSet\Services\`+name, "64"); !strings.Contains(out, filepath.Base(strings.ReplaceAll(program, `\`, "/"))) {
		t.Fatalf("there is no service %s of %s:\n%s", name, program, out)
	}
}

// Export gives what `reg export` writes of a key and all below it.
func (p *Prefix) Export(t testing.TB, key string) string {
	t.Helper()
	path := filepath.Join(p.Dir, "export.reg")
	if out, err := output(p.command(p.loader, "reg", "export", key, Windows(path), "/y")); err != nil {
		t.Fatalf("wine reg export %s: %v\n%s", key, err, out)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil { // so that no later export is taken for this one
		t.Fatal(err)
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i]) | uint16(data[2*i+1])<<8
	}
	return text([]byte(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")))
}
