package e2e

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// TestTestssl: what a scanner finds at the same name and port in each phase. Words
// are told inside old TLS, which therefore stays on; only a phase that refuses in
// the handshake turns it off.
func TestTestssl(t *testing.T) {
	t.Parallel()
	testssl := need.Program(t, "testssl")
	for _, phase := range []struct {
		name, notice, clock, old string
	}{
		{"warned", shipped, beforeWindow, "offered (deprecated)"},
		{"refused with words", shipped, inWindow, "offered (deprecated)"},
		{"refused in the handshake", "testdata/handshake.yaml", inWindow, "not offered"},
	} {
		t.Run(phase.name, func(t *testing.T) {
			t.Parallel()
			g := guard(t, phase.notice, phase.clock)
			out := filepath.Join(t.TempDir(), "found.json")
			cmd := exec.Command(testssl, "--quiet", "--warnings", "off", "--color", "0", "--protocols", "--fast", "--ip", "one", "--jsonfile", out, "127.0.0.1:"+g.port())
			shown := shows(t, cmd) // its exit status counts findings
			src, err := os.ReadFile(out)
			if err != nil {
				t.Fatalf("%v\n%s", err, shown)
			}
			var list []struct {
				ID      string `json:"id"`
				Finding string `json:"finding"`
			}
			if err := json.Unmarshal(src, &list); err != nil {
				t.Fatalf("%v\n%s", err, src)
			}
			found := map[string]string{}
			for _, f := range list {
				found[f.ID] = f.Finding
			}
			for id, want := range map[string]string{
				"SSLv2": "not offered", "SSLv3": "not offered", "TLS1": phase.old, "TLS1_1": phase.old,
				"TLS1_2": "offered", "TLS1_3": "offered with final", "ALPN_HTTP2": "h2",
			} {
				if found[id] != want {
					t.Errorf("%s: %q, want %q", id, found[id], want)
				}
			}
		})
	}
}

// filesBelow are the contents of all files below a folder.
func filesBelow(t *testing.T, folder string) (out [][]byte) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		out = append(out, content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
