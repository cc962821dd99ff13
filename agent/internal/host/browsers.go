package host

// Browsers are the policies of browsers that decide whether a page may talk to a
// program on this machine, and the programs that browsers may start.
type Browsers struct {
	Part
	Policies    []Policy     `json:"policies,omitempty"`
	NativeHosts []NativeHost `json:"native_hosts,omitempty"`
}

// A Browser is a family of browsers.
type Browser string

// The browsers whose policies are read.
const (
	Chrome   Browser = "chrome"
	Edge     Browser = "edge"
	Chromium Browser = "chromium"
)

// A Policy is one policy that is set. One of Number, Text and List holds its value.
type Policy struct {
	Browser     Browser  `json:"browser,omitzero" reveals:"none"`
	Scope       Scope    `json:"scope,omitzero" reveals:"none"` // Machine or User: whom it is set for
	Recommended bool     `json:"recommended,omitzero"`          // the person may change it
	Name        string   `json:"name,omitzero" reveals:"none"`  // "BlockThirdPartyCookies"
	Number      *uint32  `json:"number,omitempty"`              // also a truth: 0 or 1
	Text        string   `json:"text,omitzero" reveals:"text"`
	List        []string `json:"list,omitempty" reveals:"text"`
	From        string   `json:"from,omitzero" reveals:"path"` // registry key or file
}

// A NativeHost is a program that extensions of a browser may talk to.
type NativeHost struct {
	Browser  Browser  `json:"browser,omitzero" reveals:"none"`
	Scope    Scope    `json:"scope,omitzero" reveals:"none"`
	View     View     `json:"view,omitzero" reveals:"none"`
	Name     string   `json:"name,omitzero" reveals:"text"` // "uk.nhs.ncrs.auth"
	Manifest string   `json:"manifest,omitzero" reveals:"path"`
	State    Presence `json:"state,omitzero" reveals:"none"` // of the manifest
}
