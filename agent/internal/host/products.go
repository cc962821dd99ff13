package host

// Products are what is installed, and what is left of what was.
type Products struct {
	Part
	List     []Product `json:"list,omitempty"`
	Remnants []Remnant `json:"remnants,omitempty"`
}

// A Product is one installed product, as its installer wrote it down.
type Product struct {
	Name      string `json:"name,omitzero" reveals:"text"`
	Version   string `json:"version,omitzero" reveals:"text"`
	Publisher string `json:"publisher,omitzero" reveals:"text"`
	// InstalledOn is "2025-06-30", and empty where none or nonsense was written down.
	// It is a date, so what started on that day may have started before or after.
	InstalledOn string `json:"installed_on,omitzero" reveals:"none"`
	Location    string `json:"location,omitzero" reveals:"path"`
	Uninstall   string `json:"uninstall,omitzero" reveals:"path"` // the command line that removes it
	Key         string `json:"key,omitzero" reveals:"text"`       // sub-key of Uninstall, often {GUID}; name of the package
	View        View   `json:"view,omitzero" reveals:"none"`
	Scope       Scope  `json:"scope,omitzero" reveals:"none"`
	Hidden      bool   `json:"hidden,omitzero"` // not shown in Settings > Apps (SystemComponent)
	MSI         bool   `json:"msi,omitzero"`    // installed by Windows Installer
}

// A Remnant is what Windows Installer still knows (Installer\Products) of a product
// that Uninstall does not name: a broken removal, which stops the next installation.
type Remnant struct {
	Name  string `json:"name,omitzero" reveals:"text"`
	Key   string `json:"key,omitzero" reveals:"text"`   // product code, "{GUID}"
	Where string `json:"where,omitzero" reveals:"text"` // the registry key
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
}
