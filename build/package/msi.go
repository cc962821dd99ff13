package main

import (
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// home is where people read more.
const home = "https://github.com/lanyard-id/lanyard"

// upgradeCode is the product's in agent.wxs.
const upgradeCode = "{6C1D0B7E-529A-4E0C-9C0D-3A5F0E86B142}"

// platforms gives how an MSI names a processor in its summary.
// Source: learn.microsoft.com/windows/win32/msi/template-summary.
var platforms = map[string]string{"amd64": "x64", "arm64": "Arm64"}

// windows makes the program alone and the MSI of a release for Windows.
func windows(r release, out string, s signer) error {
	if err := s.sign(r.program(), "Lanyard agent"); err != nil {
		return err
	}
	name := filepath.Join(out, fmt.Sprintf("lanyard-agent-%s-windows-%s", r.version, r.arch))
	data, err := os.ReadFile(r.program())
	if err != nil {
		return err
	}
	if err := os.WriteFile(name+".exe", data, 0o755); err != nil {
		return err
	}
	if err := writeMSI(r, name+".msi"); err != nil {
		return err
	}
	if err := s.sign(name+".msi", "Lanyard agent"); err != nil {
		return err
	}
	if err := made(name + ".exe"); err != nil {
		return err
	}
	return made(name + ".msi")
}

// writeMSI writes the MSI of a release: by wixl, then what wixl cannot say by
// msibuild.
func writeMSI(r release, path string) error {
	version, err := installerVersion(r.version)
	if err != nil {
		return err
	}
	platform, ok := platforms[r.arch]
	if !ok {
		return fmt.Errorf("there is no MSI for windows/%s", r.arch)
	}
	product, err := productCode(r)
	if err != nil {
		return err
	}
	if err := r.add("build/package/agent.wxs"); err != nil {
		return err
	}
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	// wixl knows no arm64. What x64 changes in an MSI is that folders and registry are
	// those of 64-bit programs, which is right for both; the processor itself stands
	// in the summary alone.
	if _, err := tool(r.dir, nil, "wixl", "-a", "x64", "-o", path,
		"-D", "Version="+version, "-D", "Shown="+r.version, "-D", "ProductCode="+product, "agent.wxs"); err != nil {
		return err
	}
	for _, query := range []string{
		// What it takes the place of: every version up to its own, that one too (768: both
		// bounds included), for a suffix such as -rc.1 is nothing to Windows.
		"INSERT INTO `Upgrade` (`UpgradeCode`, `VersionMin`, `VersionMax`, `Attributes`, `ActionProperty`) VALUES ('" + upgradeCode + "', '0.0.0', '" + version + "', 768, 'OLDER')",
		// Without its version Windows takes the file for older than any that has one,
		// and would not put it in the place of another.
		"UPDATE `File` SET `Version` = '" + version + ".0', `Language` = '2057' WHERE `File` = 'Program'",
		"DELETE FROM `MsiFileHash` WHERE `File_` = 'Program'", // for files without version alone
		// The key goes with everything in it when the product goes ("*" of the Registry table).
		"INSERT INTO `Registry` (`Registry`, `Root`, `Key`, `Name`, `Component_`) VALUES ('SettingsKey', 2, 'SOFTWARE\\Lanyard\\Agent', '*', 'Settings')",
		// These reach an installation that a service does on behalf of a user.
		"UPDATE `Property` SET `Value` = 'OLDER;NEWER;SERVER;NOTICES;COLLECT;ORGANISATION' WHERE `Property` = 'SecureCustomProperties'",
	} {
		if _, err := tool("", nil, "msibuild", path, "-q", query); err != nil {
			return err
		}
	}
	return writeSummary(r, path, platform, product)
}

// writeSummary puts into the summary of an MSI which processor it is for, and takes
// out the clock and the chance that wixl put in.
func writeSummary(r release, path, platform, product string) error {
	table, err := tool("", nil, "msiinfo", "export", path, "_SummaryInformation")
	if err != nil {
		return err
	}
	at := r.madeAt.Format("2006/01/02 15:04:05")
	// Property ids: learn.microsoft.com/windows/win32/msi/summary-information-stream-property-set.
	values := map[string]string{"7": platform + ";1033", "9": uuid(product + " package"), "12": at, "13": at}
	lines := strings.Split(strings.TrimRight(string(table), "\r\n"), "\n")
	for i, line := range lines {
		id, _, _ := strings.Cut(line, "\t")
		if value, ok := values[id]; ok {
			lines[i] = id + "\t" + value + "\r"
			delete(values, id)
		}
	}
	if len(values) > 0 {
		return fmt.Errorf("the summary that wixl wrote lacks the properties of %v", values)
	}
	idt := filepath.Join(r.dir, "_SummaryInformation.idt")
	if err := os.WriteFile(idt, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		return err
	}
	_, err = tool("", nil, "msibuild", path, "-i", idt)
	return err
}

// installerVersion is the version that Windows Installer compares: three numbers, the
// first two at most 255, and nothing of the suffix. Source:
// learn.microsoft.com/windows/win32/msi/productversion.
func installerVersion(version string) (string, error) {
	numbers, _, _ := strings.Cut(version, "-")
	for i, number := range strings.Split(numbers, ".") {
		if bits := []int{8, 8, 16}[i]; true {
			if _, err := strconv.ParseUint(number, 10, bits); err != nil {
				return "", fmt.Errorf("version %s: %s is more than Windows Installer compares (255.255.65535)", version, number)
			}
		}
	}
	return numbers, nil
}

// productCode names what is installed: another version, processor or content is
// another product, which takes the place of the one before.
func productCode(r release) (string, error) {
	f, err := os.Open(r.program())
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return uuid(fmt.Sprintf("%s %s %x", r.version, r.arch, sum.Sum(nil))), nil
}

// uuid makes a UUID of a name, in the form of Windows: as version 8 of RFC 9562
// (§5.8), whose bits are anybody's.
func uuid(name string) string {
	sum := sha1.Sum([]byte(upgradeCode + name))
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("{%X-%X-%X-%X-%X}", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
