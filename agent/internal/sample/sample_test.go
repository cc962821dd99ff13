package sample_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestFindings holds what the checks say of each sample.
func TestFindings(t *testing.T) {
	set := shipped.Set(t)
	for _, s := range sample.Devices() {
		t.Run(s.Name, func(t *testing.T) {
			var b strings.Builder
			fmt.Fprintf(&b, "%s: %s\n\n", s.Title, s.About)
			for _, f := range checks.Run(s.Device, set) {
				about := ""
				if f.About != "" {
					about = " [" + f.About + "]"
				}
				fmt.Fprintf(&b, "%-7s %s%s: %s\n", f.Level, f.Check, about, f.Say)
				if f.Level == wire.Warning || f.Level == wire.Problem {
					fmt.Fprintf(&b, "        → %s: %s\n", f.Who, f.Do)
				}
			}
			golden(t, s.Name+".txt", b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-update writes it anew):\n%s", path, d)
	}
}

// TestAilments holds that each sample has what it is there to show, whatever else
// the checks come to say.
func TestAilments(t *testing.T) {
	set := shipped.Set(t)
	// The checks that must be worse than a note, and those that must be well.
	wrong := map[string][]string{
		"well":      nil,
		"old":       {"os.build", "dotnet.version", "identity-agent.version", "identity-agent.tls", "identity-agent.defects", "credential-management.version", "middleware.present", "gemalto.leftovers", "browser.extension", "browser.compatibility", "signing.set", "disk.room"},
		"mixed":     {"software.both-clients", "software.copies", "software.remnants", "software.catalogue", "identity-agent.version", "identity-agent.environment", "middleware.widths", "middleware.loads", "network.inspection", "card.pin"},
		"unstarted": {"credential-management.runs", "credential-management.fresh", "identity-agent.fresh", "port-service.runs", "middleware.loads", "browser.cookies", "browser.local-network", "zones.intranet", "zones.logon", "restart.pending", "card.pin"},
	}
	for _, s := range sample.Devices() {
		bad := map[string]bool{}
		for _, f := range checks.Run(s.Device, set) {
			if f.Level.Worse(wire.Note) {
				bad[f.Check] = true
			}
		}
		if s.Name == "well" && len(bad) > 0 {
			t.Errorf("the device that is well is not: %v", bad)
		}
		want, known := wrong[s.Name]
		if !known {
			t.Errorf("nothing is said of what %s is to show", s.Name)
		}
		for _, id := range want {
			if !bad[id] {
				t.Errorf("%s: %s finds nothing", s.Name, id)
			}
		}
	}
}

// TestRecordings holds that each sample is what the agent could have recorded, and is
// read again as it was.
func TestRecordings(t *testing.T) {
	for _, s := range sample.Devices() {
		var b bytes.Buffer
		if err := s.Device.WriteRecording(&b); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		again, err := device.ReadRecording(&b)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if d := cmp.Diff(s.Device, again); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
		if !slices.ContainsFunc(again.Cards.Readers, func(r device.Reader) bool { return r.Card != nil }) {
			t.Errorf("%s has no card", s.Name)
		}
	}
}

// TestNobodyIsNamed holds that no sentence of a finding gives away who or which
// device it is of.
func TestNobodyIsNamed(t *testing.T) {
	set := shipped.Set(t)
	for _, s := range sample.Devices() {
		for _, f := range checks.Run(s.Device, set) {
			for _, text := range []string{f.Say, f.Tell, f.Do, f.About} {
				for _, name := range []string{"pat.example", "Pat Example", "INVENTED-PC", "invented-pc", "INVENTED00", "111122223333", `C:\`} {
					if strings.Contains(text, name) {
						t.Errorf("%s: %s says %q: %s", s.Name, f.Check, name, text)
					}
				}
			}
		}
	}
}
