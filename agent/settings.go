package agent

import "github.com/lanyard-id/lanyard/agent/internal/settings"

// Settings are what is set for the agent on a machine; flags win over them.
type Settings = settings.Settings

// ReadSettings reads what is set on this machine, or in the named file; "" = this
// machine. With an error, what is right on the machine is returned beside it.
func ReadSettings(file string) (Settings, error) {
	if file == "" {
		return settings.Read()
	}
	return settings.ReadFile(file)
}
