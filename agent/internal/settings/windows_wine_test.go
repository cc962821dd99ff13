package settings

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// TestRegistry reads the settings from the registry of Windows, as Wine has it.
func TestRegistry(t *testing.T) {
	pc := wine.New(t)
	program := wine.Build(t, "./testdata/show")
	tests := []struct{ reg, want string }{
		{"", strings.Repeat(`"" by ""`+"\n", 4) + "<nil>\n"},
		// What the installer writes, in the view of 64-bit programs; the other is not read.
		{`[HKEY_LOCAL_MACHINE\SOFTWARE\Lanyard\Agent]
"Server"="https://lanyard.example.org"
"Notices"=""
"Collect"="\\\\files\\lanyard$"
"Organisation"="RXX"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Lanyard\Agent]
"Notices"="C:\\Not read"
`, `"https://lanyard.example.org" by "the registry"` + "\n" + `"" by ""` + "\n" + `"\\\\files\\lanyard$" by "the registry"` + "\n" + `"RXX" by "the registry"` + "\n<nil>\n"},
		// Group Policy wins; REG_EXPAND_SZ (%SystemDrive%\Notices) is filled in; what is
		// no text is told.
		{`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Lanyard\Agent]
"Server"="https://policy.example.org"
"Notices"=hex(2):25,00,53,00,79,00,73,00,74,00,65,00,6d,00,44,00,72,00,69,00,76,00,65,00,25,00,5c,00,4e,00,6f,00,74,00,69,00,63,00,65,00,73,00,00,00
"Collect"=dword:00000001
"Organisation"="RYY"
`, `"https://policy.example.org" by "Group Policy"` + "\n" + `"C:\\Notices" by "Group Policy"` + "\n" + `"" by ""` + "\n" + `"RYY" by "Group Policy"` + "\n" +
			`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Lanyard\Agent: Collect: it is no text; write it as REG_SZ` + "\n"},
	}
	for _, test := range tests {
		if test.reg != "" {
			pc.Import(t, "Windows Registry Editor Version 5.00\n\n"+test.reg)
		}
		got, _ := pc.Run(t, 0, program)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", test.reg, diff)
		}
	}
}

// TestTask has Wine's Task Scheduler read the task that collects.
func TestTask(t *testing.T) {
	pc := wine.New(t)
	pc.PutFile(t, `C:\collect-task.xml`, deploy+"group-policy/collect-task.xml")
	pc.Put(t, `C:\broken.xml`, []byte("<Task><Actions></Task>"))
	pc.Put(t, `C:\run.bat`, []byte("@echo off\r\n"+
		"schtasks /create /tn \"Lanyard collection\" /xml C:\\collect-task.xml /f && echo created\r\n"+
		"schtasks /create /tn \"Broken\" /xml C:\\broken.xml /f || echo refused\r\nexit 0\r\n"))
	if out, _ := pc.Run(t, 0, "cmd", "/c", `C:\run.bat`); out != "created\nrefused\n" {
		t.Errorf("schtasks: %q", out)
	}
}
