package sample

import (
	"archive/zip"
	"io"
	"strconv"
	"strings"
)

// inIntune says that a device is managed there. Servers are not.
func inIntune(u use) bool { return u != server && u != image }

// writeIntune lists every program on every device as Intune's report
// AppInvRawData does.
// Source: Microsoft Learn, Intune reports, AppInvRawData.
func (e *estate) writeIntune(w io.Writer) (int, error) {
	t := newTable(w, "ApplicationKey", "ApplicationName", "ApplicationPublisher", "ApplicationShortVersion", "ApplicationVersion",
		"DeviceId", "DeviceName", "OSDescription", "OSVersion", "Platform", "UserId", "EmailAddress", "UserName")
	var (
		list []program
		who  person
	)
	for i := range e.devices {
		owner := e.deviceOwner(i)
		u := e.use(i, owner)
		if !inIntune(u) {
			continue
		}
		list = e.programs(i, owner, list)
		id, name := e.guid(i, intuneDevice), e.deviceName(i, owner)
		system, version := e.system(i, owner, u)
		version, _, _ = strings.Cut(version, " ") // the branch is osquery's
		userID, address, user := "", "", ""
		if p, ok := e.primaryUser(i, owner); ok {
			e.person(p, &who)
			userID, address, user = e.guid(p, intuneUser), e.email(&who, p), who.name(p)
			if draw := e.chance(ofIdentity, p); draw.percent(5) {
				address = strings.ToUpper(address)
			}
		}
		for n := range list {
			p := &list[n]
			t.texts(applicationKey(p), p.name, p.publisher, shortVersion(p.version), p.version,
				id, name, system, version, "Windows", userID, address, user)
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}

// writeIntuneZip is the same in the archive that Intune hands out.
func (e *estate) writeIntuneZip(w io.Writer) (int, error) {
	archive := zip.NewWriter(w)
	inside, err := archive.CreateHeader(&zip.FileHeader{Name: "AppInvRawData.csv", Method: zip.Deflate, Modified: e.at.UTC()})
	if err != nil {
		return 0, err
	}
	rows, err := e.writeIntune(inside)
	if err != nil {
		return 0, err
	}
	return rows, archive.Close()
}

// applicationKey looks like one: hexadecimal, the same for the same program.
func applicationKey(p *program) string {
	key := uint64(14695981039346656037) // FNV-1a: Fowler, Noll and Vo
	for _, text := range []string{p.name, p.version} {
		for _, c := range []byte(text) {
			key = (key ^ uint64(c)) * 1099511628211
		}
	}
	return "0000" + strconv.FormatUint(key|1<<63, 16)
}

// shortVersion is the first two parts.
func shortVersion(version string) string {
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

// checkIn is how Intune's reports show an instant.
const checkIn = "2006-01-02 15:04:05.0000000"

// writeIntuneDevices lists the devices as Intune's Devices report does.
func (e *estate) writeIntuneDevices(w io.Writer) (int, error) {
	t := newTable(w, "Device ID", "Device name", "Enrollment date", "Last check-in", "Azure AD Device ID", "OS", "OS version",
		"Managed by", "Ownership", "Compliance", "Serial number", "Manufacturer", "Model", "Category",
		"Primary user UPN", "Primary user email address", "Primary user display name")
	var who person
	for i := range e.devices {
		owner := e.deviceOwner(i)
		u := e.use(i, owner)
		if !inIntune(u) {
			continue
		}
		_, version := e.system(i, owner, u)
		version, _, _ = strings.Cut(version, " ")
		seen, _ := e.seen(i, u)
		last, enrolled := "", e.at.AddDate(0, 0, -30-i%900).UTC().Format(checkIn)
		if !seen.IsZero() {
			last = seen.UTC().Format(checkIn)
		}
		draw := e.chance(ofInventory, i+e.devices)
		manager := weighted[string]{{70, "Intune"}, {30, "Co-managed"}}.draw(&draw)
		compliance := weighted[string]{{83, "Compliant"}, {12, "Noncompliant"}, {5, "In grace period"}}.draw(&draw)
		upn, address, user := "", "", ""
		if p, ok := e.primaryUser(i, owner); ok {
			e.person(p, &who)
			address, user = e.email(&who, p), who.name(p)
			upn = personID(p) + "@example.org"
		}
		t.texts(e.guid(i, intuneDevice), e.deviceName(i, owner), enrolled, last, e.guid(i, directoryDevice), "Windows", version,
			manager, "Corporate", compliance, numbered("INVENTED", i+1, 8), "Invented Computers", "Model "+strconv.Itoa(1+i%7),
			uses[u].group, upn, address, user)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}
