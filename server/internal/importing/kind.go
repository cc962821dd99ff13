package importing

// Kind is what a table holds and in which form.
type Kind string

// The kinds of tables. Those that end in .csv are Lanyard's own exports.
const (
	Organisations      Kind = "organisations.csv"
	Contacts           Kind = "contacts.csv"
	People             Kind = "people.csv"
	Devices            Kind = "devices.csv"
	Cards              Kind = "cards.csv"
	Applications       Kind = "applications.csv"
	DeviceApplications Kind = "device_applications.csv"
	SignIns            Kind = "signins.csv"
	Aliases            Kind = "aliases.csv"    // which values mean the same subject
	ODS                Kind = "ods"            // organisations of the Organisation Data Service, 27 columns without headings
	CIMCards           Kind = "cim-smartcards" // the smartcards report of Care Identity Management
	IntuneDevices      Kind = "intune-devices" // Intune's report of all devices
	IntuneApps         Kind = "intune-apps"    // Intune's AppInvRawData
	ConfigMgr          Kind = "configmgr"      // Configuration Manager's v_Add_Remove_Programs
	Osquery            Kind = "osquery"        // osquery's programs, as rows or from its result log
	Agent              Kind = "lanyard-agent"  // bundles that lanyard-agent check --json wrote
)

// form is what is known of a kind before any file of it is read.
type form struct {
	kind    Kind
	forced  Kind     // the canonical kind as which a person may name it; "" = itself
	needs   []string // columns without which nothing can be read; the first is the key of a row
	columns []string // as the export heads them, of canonical kinds
	said    string   // by which headings it is known, for people
	read    func(*reading) error
}

// forms is in the order in which tables are best added: who owns before what is
// owned, devices before what is installed on them, sign-ins last.
var forms []form

func init() {
	forms = []form{
		{Aliases, "", []string{"subject", "kind", "namespace", "value"}, []string{"kind", "namespace", "value", "subject"}, "kind, namespace, value and subject", (*reading).aliases},
		{Organisations, "", []string{"organisation"}, []string{"organisation", "name", "parent", "kind", "it_provider", "registration_authority", "groups"},
			"organisation and name, parent or kind", (*reading).organisations},
		{ODS, Organisations, []string{"organisation"}, nil, "27 columns without headings, the first an organisation's code", (*reading).ods},
		{Contacts, "", []string{"organisation"}, []string{"organisation", "team", "name", "phone", "email", "hours"},
			"organisation and team, phone or hours", (*reading).contacts},
		{People, "", []string{"person"}, []string{"person", "name", "email", "organisation", "groups"}, "person", (*reading).people},
		{Devices, "", []string{"device"}, []string{"device", "organisation", "name", "os", "os_version", "last_seen", "groups", "uses", "entra_id", "serial_number"}, "device", (*reading).devices},
		{IntuneDevices, Devices, nil, nil, "DeviceId, DeviceName and the like", (*reading).intuneDevices},
		{Cards, "", []string{"card"}, []string{"card", "series", "type", "atr", "holder", "organisation", "issued", "expires", "certificate_expires", "status", "last_used", "groups"},
			"card", (*reading).cards},
		{CIMCards, Cards, []string{"card"}, nil, "a smartcard's number and its type, status or dates", (*reading).cimCards},
		{Applications, "", []string{"application"}, []string{"application", "name", "supplier", "protocols", "contact"}, "application", (*reading).applications},
		{DeviceApplications, "", []string{"device", "application"}, []string{"device", "application", "complete"}, "device and application", (*reading).deviceApplications},
		{IntuneApps, Devices, nil, nil, "ApplicationName and DeviceId or DeviceName", (*reading).intuneApps},
		{ConfigMgr, Devices, nil, nil, "DisplayName0 and ResourceID or Netbios_Name0", (*reading).configMgr},
		{Osquery, Devices, nil, nil, "name, version and a host, or JSON", (*reading).osquery},
		{Agent, Devices, nil, nil, "JSON that begins with lanyard_bundle", (*reading).agentBundles},
		{SignIns, "", []string{"at"}, []string{"at", "person", "card", "device", "organisation", "client", "client_version", "tls", "application", "use", "outcome"},
			"at and person, card or device", (*reading).signIns},
	}
}

// formOf returns what is known of a kind; nil of one that does not exist.
func formOf(k Kind) *form {
	for i := range forms {
		if forms[i].kind == k {
			return &forms[i]
		}
	}
	return nil
}

// Order returns the place of a kind in the order in which tables are best
// added, from 0.
func Order(k Kind) int {
	for i := range forms {
		if forms[i].kind == k {
			return i
		}
	}
	return len(forms)
}

// Kinds returns every kind, in that order.
func Kinds() []Kind {
	kinds := make([]Kind, len(forms))
	for i := range forms {
		kinds[i] = forms[i].kind
	}
	return kinds
}
