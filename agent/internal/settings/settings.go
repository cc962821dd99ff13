package settings

// Settings are what is set for the agent on this machine. The zero Settings is a
// machine on which nothing is set.
type Settings struct {
	// Server is the address of a Lanyard server, https, that the agent asks.
	Server Setting
	// Notices is the absolute path of a notice, or of a folder whose notices are all
	// used, instead of those that are part of the program.
	Notices Setting
	// Collect is the absolute path of the folder, usually on a share, to which a
	// collection writes this device's bundle.
	Collect Setting
	// Organisation is the code of the one that the device is of, by which exemptions and
	// pauses hold.
	Organisation Setting
}

// Setting is one value and where it was set.
type Setting struct {
	Value string // "" = not set
	From  Origin
}

// Origin is where a setting stands, in words for a page. "" = it is not set.
type Origin string

// Where settings stand, in the order in which they win.
const (
	FromPolicy   Origin = "Group Policy"
	FromRegistry Origin = "the registry"
	FromFile     Origin = "the settings file"
)

// Where settings are on a machine. The registry's keys are below HKEY_LOCAL_MACHINE,
// in the view of 64-bit programs.
const (
	PolicyKey   = `SOFTWARE\Policies\Lanyard\Agent`
	RegistryKey = `SOFTWARE\Lanyard\Agent`
	FilePath    = "/etc/lanyard/agent.yaml"
)

// key is one setting: its name in a file, the name of its value in the registry, the
// form that a value must have, and its place in Settings.
type key struct {
	name, value, doc string
	form             form
	of               func(*Settings) *Setting
}

var keys = []key{
	{"server", "Server", "The address of a Lanyard server, such as https://lanyard.example.org.", isServer,
		func(s *Settings) *Setting { return &s.Server }},
	{"notices", "Notices", "A notice, or a folder whose notices are all used.", isPath,
		func(s *Settings) *Setting { return &s.Notices }},
	{"collect", "Collect", "The folder to which a collection writes this device's bundle.", isPath,
		func(s *Settings) *Setting { return &s.Collect }},
	{"organisation", "Organisation", "The code of the organisation that the device is of, such as RXX.", isCode,
		func(s *Settings) *Setting { return &s.Organisation }},
}
