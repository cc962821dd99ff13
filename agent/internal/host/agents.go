package host

// AgentSettings are settings of Identity Agent and its kin, as far as they were
// found. Where they lie is not public, so places are searched by pattern: an empty
// list means that none was found, not that none is set.
type AgentSettings struct {
	Part
	List []AgentSetting `json:"list,omitempty"`
}

// An AgentSetting is one value that was found.
type AgentSetting struct {
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
	View  View   `json:"view,omitzero" reveals:"none"`
	Key   string `json:"key,omitzero" reveals:"text"`  // the registry key, with its root
	Name  string `json:"name,omitzero" reveals:"text"` // "UseCardReaderPolling"
	Value string `json:"value,omitzero" reveals:"path"`
	// Environment is that of the known host in Value: "live", "integration",
	// "deployment", "training", "development". Empty: Value names no known host.
	Environment string `json:"environment,omitzero" reveals:"none"`
}
