package estate

// Identifier is one of the names by which a device is known.
type Identifier struct {
	Namespace string // device, intune, configmgr, osquery, …, name
	Value     string
}

// The namespaces of devices, strongest first. Others come before NamespaceName,
// in the order of the alphabet.
const (
	NamespaceDevice    = "device" // the estate's own id
	NamespaceIntune    = "intune"
	NamespaceConfigMgr = "configmgr"
	NamespaceOsquery   = "osquery"
	NamespaceName      = "name" // a NetBIOS name, in any case; several devices may have it
)

// Alias says that a value means a subject, over what files say of it.
type Alias struct {
	Kind      string // device, card, person, application or organisation
	Namespace string
	Value     string
	Subject   string
	Origin    Origin
}

// Identity knows which identifiers are one device.
type Identity struct {
	estate    *Estate
	aliases   []Alias
	joins     []Join
	ambiguous []Ambiguity
	unused    []Alias
}

// Join is how well the subjects of a source met those of others.
type Join struct {
	Source    SourceID
	Kind      string
	By        string
	Matched   int // another source knows them, too
	New       int // only this one does
	Ambiguous int // they may be one of several
}

// Ambiguity is a value that fits several subjects. What has it stays apart.
type Ambiguity struct {
	Source    SourceID
	Line      int
	Kind      string
	Namespace string
	Value     string
	Subjects  []string
	Settle    []string // lines of --alias, of which one settles it
}

func newIdentity(e *Estate) *Identity { return &Identity{estate: e} }

// Alias adds a line of --alias. It may come before or after what it is about.
func (i *Identity) Alias(kind, namespace, value, subject string, o Origin) {
	i.aliases = append(i.aliases, Alias{kind, namespace, value, subject, o})
}

// Joins returns how well sources met each other.
func (i *Identity) Joins() []Join { return i.joins }

// Ambiguous returns what could not be told apart.
func (i *Identity) Ambiguous() []Ambiguity { return i.ambiguous }

// Unused returns the aliases of values that no file has.
func (i *Identity) Unused() []Alias { return i.unused }

func (i *Identity) finish() {}

// Find returns the row of a device by one of its identifiers.
func (i *Identity) Find(namespace, value string) (row int, ok bool) {
	return i.estate.Devices.Find(value)
}

// Identifiers returns the identifiers of a device, strongest first.
func (i *Identity) Identifiers(row int) []Identifier {
	return []Identifier{{NamespaceDevice, i.estate.Devices.Key(row)}}
}

// Device returns the row of what a line of a file says about a device with
// these identifiers; -1 if it gives none. Two rows may turn out to be one
// device in Estate.Join.
func (e *Estate) Device(ids []Identifier, o Origin) (row int) {
	if len(ids) == 0 {
		return -1
	}
	row, _ = e.Devices.Row(ids[0].Value, o)
	for _, id := range ids {
		if id.Namespace == NamespaceName {
			_ = e.Devices.Set(row, e.Devices.Column("name"), id.Value, o)
		}
	}
	return row
}

func cutSpace(text string) (namespace, value string) { return "", text }
