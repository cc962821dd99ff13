package host

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

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

// Bounds of the lists.
const (
	maxPrograms = 4000
	maxServices = 2000
)

// cleanPrograms cleans the texts of a list that came from calls, and orders it.
func cleanPrograms(list []Program, p *Part) []Program {
	if len(list) > maxPrograms {
		p.fail(Partly, fmt.Sprintf("%d processes; %d are kept", len(list), maxPrograms))
		list = list[:maxPrograms]
	}
	for i := range list {
		list[i].Name, list[i].Path = Clean(list[i].Name), Clean(list[i].Path)
		list[i].StartedAt = instant(list[i].StartedAt)
	}
	slices.SortFunc(list, func(a, b Program) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

func cleanServices(list []Service, p *Part) []Service {
	if len(list) > maxServices {
		p.fail(Partly, fmt.Sprintf("%d services; %d are kept", len(list), maxServices))
		list = list[:maxServices]
	}
	for i := range list {
		s := &list[i]
		s.Name, s.Display, s.Path, s.Account = Clean(s.Name), Clean(s.Display), Clean(s.Path), Clean(s.Account)
	}
	slices.SortFunc(list, func(a, b Service) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return list
}

// Named gives the processes with a name, in any case.
func (p *Programs) Named(name string) (found []Program) {
	for _, program := range p.List {
		if strings.EqualFold(program.Name, name) {
			found = append(found, program)
		}
	}
	return found
}

// Named gives the service with a name, in any case.
func (s *Services) Named(name string) (Service, bool) {
	for _, service := range s.List {
		if strings.EqualFold(service.Name, name) {
			return service, true
		}
	}
	return Service{}, false
}
