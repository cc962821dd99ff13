package host

import (
	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// live is this machine.
func live() machine {
	return &onWindows{reg: registry.Live{}, files: disk{}, calls: windowsCalls{}}
}
