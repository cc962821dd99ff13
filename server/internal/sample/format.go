package sample

import "io"

// Format names a kind of export, in the words of the command line.
type Format string

const (
	Canonical     Format = "canonical"
	Intune        Format = "intune"
	IntuneZip     Format = "intune-zip"
	IntuneDevices Format = "intune-devices"
	ConfigMgr     Format = "configmgr"
	Osquery       Format = "osquery"
	OsqueryLog    Format = "osquery-log"
	CIM           Format = "cim"
	CIMXLSX       Format = "cim-xlsx"
	ODS           Format = "ods"
	All           Format = "all" // each of the others
)

// formats says of each what it is, which files it makes, and by which names they
// know devices.
var formats = []struct {
	format     Format
	doc        string
	files      []exported
	namespaces []namespace
}{
	{Canonical, "Lanyard's own files: organisations, contacts, people, devices, cards, applications, sign-ins, exemptions and pauses.", []exported{
		{"organisations.csv", "organisations", (*estate).writeOrganisations},
		{"contacts.csv", "contacts", (*estate).writeContacts},
		{"people.csv", "people", (*estate).writePeople},
		{"devices.csv", "devices", (*estate).writeDevices},
		{"cards.csv", "cards", (*estate).writeCards},
		{"cards-lost-zeros.csv", "cards", (*estate).writeCardsLostZeros},
		{"applications.csv", "applications", (*estate).writeApplications},
		{"device_applications.csv", "device-applications", (*estate).writeDeviceApplications},
		{"signins.csv", "signins", (*estate).writeSignIns},
		{"exemptions.yaml", "exemptions", (*estate).writeExemptions},
		{"pauses.yaml", "pauses", (*estate).writePauses},
	}, nil},
	{Intune, "Intune's AppInvRawData: a row for every application on every managed device.", []exported{
		{"AppInvRawData.csv", "intune", (*estate).writeIntune},
	}, []namespace{byIntune, byNetBIOS}},
	{IntuneZip, "The same in the archive that Intune hands out.", []exported{
		{"AppInvRawData.zip", "intune", (*estate).writeIntuneZip},
	}, []namespace{byIntune, byNetBIOS}},
	{IntuneDevices, "Intune's Devices report: a row for every managed device, with its last check-in and primary user.", []exported{
		{"DevicesWithInventory.csv", "intune-devices", (*estate).writeIntuneDevices},
	}, []namespace{byIntune, byNetBIOS}},
	{ConfigMgr, "Configuration Manager's v_Add_Remove_Programs: a row for every program on every device.", []exported{
		{"v_Add_Remove_Programs.csv", "configmgr", (*estate).writeConfigMgr},
	}, []namespace{byResource, byNetBIOS}},
	{Osquery, "osquery's table programs with the host's name, as a JSON array of rows.", []exported{
		{"osquery-programs.json", "osquery", (*estate).writeOsquery},
	}, []namespace{byNetBIOS}},
	{OsqueryLog, "The same as osquery's log of results: a JSON object a line, with what was added and removed.", []exported{
		{"osqueryd.results.log", "osquery", (*estate).writeOsqueryLog},
	}, []namespace{byHost, byNetBIOS}},
	{CIM, "The smartcards report of Care Identity Management; its headings are not public, so these are ours.", []exported{
		{"smartcards-report.csv", "smartcards", (*estate).writeSmartcards},
	}, nil},
	{CIMXLSX, "The same as a workbook, in which dates are dates; it ends with the last row that a sheet can hold.", []exported{
		{"smartcards-report.xlsx", "smartcards", (*estate).writeSmartcardsXLSX},
	}, nil},
	{ODS, "The practices as the file epraccur of the Organisation Data Service lists them: 27 columns without headings.", []exported{
		{"epraccur.csv", "practices", (*estate).writePractices},
	}, nil},
}

// exported is one file of an estate.
type exported struct {
	name, kind string
	write      func(*estate, io.Writer) (int, error)
}

// Formats lists what can be asked for, All last.
func Formats() []Format {
	var list []Format
	for _, f := range formats {
		list = append(list, f.format)
	}
	return append(list, All)
}

// Doc says in a sentence what the format is; "" if there is none of that name.
func (f Format) Doc() string {
	for _, known := range formats {
		if known.format == f {
			return known.doc
		}
	}
	if f == All {
		return "All of these."
	}
	return ""
}
