package host

import "time"

// Programs are the running processes that could be seen.
type Programs struct {
	Part
	List []Program `json:"list,omitempty"`
}

// A Program is one process.
type Program struct {
	ID      uint32 `json:"id"`
	Name    string `json:"name,omitzero" reveals:"text"` // "IdentityAgent.exe"
	Path    string `json:"path,omitzero" reveals:"path"` // empty: not known, mostly for lack of rights
	Session uint32 `json:"session,omitzero"`             // Windows session; 0 is that of services
	// StartedAt is zero where it is not known.
	StartedAt time.Time `json:"started_at,omitzero"`
	// Mine: it runs in the session of this program.
	Mine bool `json:"mine,omitzero"`
}

// Services are the services of Windows, or the few daemons that matter elsewhere.
type Services struct {
	Part
	List []Service `json:"list,omitempty"`
}

// A Running says what a service is doing.
type Running string

// The states of a service. Source: Windows SERVICE_STATUS_PROCESS, dwCurrentState.
const (
	Stopped  Running = "stopped"
	Starting Running = "starting"
	Stopping Running = "stopping"
	Started  Running = "running"
	Resuming Running = "resuming"
	Pausing  Running = "pausing"
	Paused   Running = "paused"
)

// A Start says when a service is started.
type Start string

// The ways to start. Source: Windows QUERY_SERVICE_CONFIG, dwStartType.
const (
	StartBoot      Start = "boot"
	StartSystem    Start = "system"
	StartAutomatic Start = "automatic"
	StartDelayed   Start = "automatic-delayed"
	StartManual    Start = "manual" // also by a trigger, as SCardSvr is when a reader is there
	StartDisabled  Start = "disabled"
)

// A Service is one service.
type Service struct {
	Name    string  `json:"name,omitzero" reveals:"text"`    // "SCardSvr"
	Display string  `json:"display,omitzero" reveals:"text"` // "Smart Card"
	State   Running `json:"state,omitzero" reveals:"none"`
	Start   Start   `json:"start,omitzero" reveals:"none"` // empty: its configuration could not be read
	Path    string  `json:"path,omitzero" reveals:"path"`  // command line of its program
	Account string  `json:"account,omitzero" reveals:"person"`
	Process uint32  `json:"process,omitzero"` // ID of its process while it runs
}
