package importing

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRealSerials(t *testing.T) {
	for _, serial := range []string{"5CG1234XYZ", "PF0ABC12", "1A2B3C4", "012345678953", "VMware-42 1d 0a 3f 8c 55 e1 07-90 aa bb cc dd ee ff 01",
		"0000-0010-2345-6789-1234-5678-90", "9713 3480 2256 1170 4408 1985 27", "INVENTED00000001", " 5CG1234XYZ "} {
		if got := realSerial(serial); got != strings.TrimSpace(serial) {
			t.Errorf("%q became %q", serial, got)
		}
	}
	for _, none := range []string{"", "0", "00", "None", "N/A", "System Serial Number", "SystemSerialNumber1", "To be filled by O.E.M.", "To Be Filled By O.E.M",
		"Default string", "Default string 2", "Not Specified", "Not Available 0", "Unknown123", "123456789", "1234567890", "0123456789", "987654321", "00000000", "0000001",
		"XXXXXXXXX", "11111111", "........", "1.0", "INVALID", "O.E.M.", "OEM12345", "Chassis Serial Number", "SSN12345678901234567", "MB-1234567890", "序列号12345",
		strings.Repeat("5CG1234XYZ", 7), "5CG1\xff234XYZ"} {
		if got := realSerial(none); got != "" {
			t.Errorf("%q counts as %q", none, got)
		}
	}
}

func TestEntraIDs(t *testing.T) {
	const real = "0a1b2c3d-0000-4000-8000-00000000cafe"
	for text, want := range map[string]string{
		real: real, "{" + real + "}": real, " " + strings.ToUpper(real) + "\t": strings.ToUpper(real),
		noGUID: "", strings.ReplaceAll(noGUID, "0", "f"): "", "": "", "-": "", "N/A": "", real[:35]: "", real + "0": "", strings.Replace(real, "-", "0", 1): "", strings.Replace(real, "a", "g", 1): "",
	} {
		if got := entraID(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// invented ids.
const (
	entraA = "0a1b2c3d-0000-4000-8000-00000000000a"
	entraB = "0a1b2c3d-0000-4000-8000-00000000000b"
)

func bundleOf(id, members string) string {
	return fmt.Sprintf(`{"lanyard_bundle":1,"taken_at":"2025-07-02T08:00:00Z","device":{"id":%q%s}}`, id, members)
}

// An alias finds what one file alone has.
func TestAliasesOfBuiltInIDs(t *testing.T) {
	got := gathered(t, Options{},
		csvTable("alias.csv", "kind,namespace,value,subject\ndevice,Serial number,5cg1234xyz,D1\ndevice,Entra ID,"+entraB+",D2\n"),
		csvTable("devices.csv", "device\nD1\nD2\n"),
		csvTable("intune.csv", "Device ID,Device name,Last check-in,Azure AD Device ID,Serial number\n1,WARD-1,,,5CG1234XYZ\n2,WARD-2,,"+entraB+",\n"))
	if strings.Count(got, "\ndevice ") != 2 || !strings.Contains(got, "device D1: name=WARD-1") || !strings.Contains(got, "device D2: name=WARD-2") {
		t.Error(got)
	}
}

// A bundle meets Intune's report, and others, by what is built into the computer.
func TestBundlesMeetOtherExports(t *testing.T) {
	const intune = "Device ID,Device name,Last check-in,Azure AD Device ID,Serial number,OS\n"
	for name, c := range map[string]struct {
		bundle string // members of its device
		table  string
		joined bool
		told   string // in the account; "" = no doubt
	}{
		"by Entra": {`,"name":"WARD-1","entra_id":"` + entraA + `"`, intune + "1,OLD-NAME,,{" + strings.ToUpper(entraA) + "},,Windows\n", true,
			"of 1 device the name in other files is not what the agent says; they were met by their ids: WARD-1 (OLD-NAME)"},
		"by Entra's other heading": {`,"entra_id":"` + entraA + `"`, "DeviceId,DeviceName,LastContact,AzureADDeviceId\n1,WARD-1,," + entraA + "\n", true, ""},
		"by the serial number":     {`,"serial":"5cg1234xyz"`, intune + "1,WARD-1,,,5CG1234XYZ,Windows\n", true, ""},
		"by no GUID":               {`,"entra_id":"` + noGUID + `"`, intune + "1,WARD-1,," + noGUID + ",,Windows\n", false, ""},
		"by no serial number":      {`,"serial":"System Serial Number"`, intune + "1,WARD-1,,,System Serial Number,Windows\n", false, ""},
		"against another name":     {`,"name":"WARD-2","serial":"5CG1234XYZ"`, intune + "1,WARD-1,,,5CG1234XYZ,Windows\n", false, `"5CG1234XYZ"`},
		"against another serial":   {`,"name":"WARD-1","entra_id":"` + entraA + `","serial":"5CG1234XYZ"`, intune + "1,WARD-1,," + entraA + ",5CG9999XYZ,Windows\n", false, `"` + entraA + `"`},
		"names against ids":        {`,"name":"WARD-1","entra_id":"` + entraA + `"`, intune + "1,WARD-1,," + entraB + ",,Windows\n", false, `"WARD-1"`},
		"of many":                  {`,"serial":"5CG1234XYZ"`, intune + "1,WARD-1,,,5CG1234XYZ,Windows\n2,WARD-2,,,5CG1234XYZ,Windows\n", false, `"5CG1234XYZ"`},
		"Configuration Manager":    {`,"serial":"5CG1234XYZ"`, "ResourceID,Netbios_Name0,DisplayName0,Version0,SerialNumber0\n1,WARD-1,Invented,1,5CG1234XYZ\n1,WARD-1,Other,1,5CG1234XYZ\n", true, ""},
		"osquery":                  {`,"serial":"5CG1234XYZ"`, "host_uuid,hostname,name,version,install_location,hardware_serial\n1,WARD-1,Invented,1,,5CG1234XYZ\n", true, ""},
		"devices.csv":              {`,"entra_id":"` + entraA + `"`, "device,name,entra_id\n1,WARD-1," + entraA + "\n", true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			table := csvTable("export.csv", c.table)
			got := gathered(t, Options{}, table, folderOf("share", map[string]string{"a.json": bundleOf("aa01", c.bundle)}, time.Time{}))
			if joined := strings.Count(got, "\ndevice ") == 1; joined != c.joined {
				t.Errorf("joined: %t\n%s", joined, got)
			}
			switch {
			case c.told == "" && (strings.Contains(got, "\nambiguous") || strings.Contains(got, "met by their ids")), !strings.Contains(got, c.told):
				t.Errorf("want %q\n%s", c.told, got)
			}
		})
	}
}
