//go:build !windows

package agent

// machineFolder is a folder that only administrators can write to.
func machineFolder() string { return "/var/lib/lanyard-agent" }
