package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/wine"
	"github.com/lanyard-id/lanyard/wire"
)

// The Windows build, from its flags to its bundle and its page, on two invented
// machines. Wine has no smartcard service, so both are found sick in that.
func TestCheckUnderWine(t *testing.T) {
	program := wine.Build(t, ".")
	// The worst level that each check finds.
	for name, tc := range map[string]map[string]wire.Level{
		"healthy": {
			"dotnet.version": wire.Well, "tls.client": wire.Well, "identity-agent.version": wire.Well, "software.copies": wire.Well,
			"middleware.present": wire.Note, "minidriver.piv": wire.Well, "browser.cookies": wire.Well, "zones.intranet": wire.Well,
			"gemalto.leftovers": wire.Well, "restart.pending": wire.Well, "reader.driver": wire.Well,
			// What only a Windows could have.
			"identity-agent.runs": wire.Problem, "smartcard.service": wire.Problem, "reader.present": wire.Problem,
		},
		"old-agent": {
			"dotnet.version": wire.Warning, "tls.client": wire.Problem, "tls.defaults": wire.Warning, "identity-agent.version": wire.Warning,
			"identity-agent.tls": wire.Problem, "identity-agent.environment": wire.Warning, "software.remnants": wire.Warning,
			"middleware.present": wire.Warning, "browser.cookies": wire.Problem, "browser.extension": wire.Warning, "zones.intranet": wire.Warning,
			"gemalto.leftovers": wire.Warning, "restart.pending": wire.Warning, "clock.source": wire.Warning, "smartcard.propagation": wire.Warning,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := wine.New(t)
			reg, err := os.ReadFile(filepath.Join("../../agent/internal/host/testdata/machines", name+".reg"))
			if err != nil {
				t.Fatal(err)
			}
			p.Import(t, string(reg))
			stdout, stderr := p.Run(t, exitProblem, program, "check", "--hosts", "none", "--quiet", "--json", "-", "--html", `C:\page.html`)
			var bundle wire.Bundle
			if err := json.Unmarshal([]byte(stdout), &bundle); err != nil {
				t.Fatalf("%v\n%.1000s\n%s", err, stdout, stderr)
			}
			if bundle.Device.OS != "windows" || bundle.Inventory != "complete" || bundle.Device.Name != "" {
				t.Errorf("device %+v, inventory %q", bundle.Device, bundle.Inventory)
			}
			worst := make(map[string]wire.Level)
			for _, f := range bundle.Findings {
				if level, ok := worst[f.Check]; !ok || f.Level.Worse(level) {
					worst[f.Check] = f.Level
				}
			}
			for check, want := range tc {
				if worst[check] != want {
					t.Errorf("%s is %q, want %q", check, worst[check], want)
				}
			}
			page, err := os.ReadFile(p.Path(`C:\page.html`))
			if err != nil || !strings.Contains(string(page), "</html>") {
				t.Errorf("the page: %v\n%.300s", err, page)
			}
		})
	}
}
