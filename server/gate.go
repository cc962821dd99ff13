package server

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/config"
	"github.com/lanyard-id/lanyard/text"
)

// GateConfig is what a gate is told to do.
type GateConfig = config.Config

// GateExport is a file or folder of the estate that a gate knows.
type GateExport = config.Export

// GateProxy is peers that a gate believes in what they say of their clients.
type GateProxy = config.Proxy

// GateAdmin is where metrics and the live page are where nothing else is said.
const GateAdmin = config.DefaultAdmin

// GateOpenPaths are open where nothing else is said.
func GateOpenPaths() []string { return config.OpenPaths }

// ReadGateConfig reads a configuration file, and says everything that is wrong
// with it.
func ReadGateConfig(file string, src []byte) (*GateConfig, text.Problems) {
	return config.Read(file, src)
}

// ParseGateSize reads a size such as 20GB, in bytes.
func ParseGateSize(s string) (int64, error) { return config.ParseSize(s) }

// ParseGateLength reads a length of time such as 90d.
func ParseGateLength(s string) (time.Duration, error) { return config.ParseLength(s) }

// ParseGateProxy reads a network and the headers that its proxies set.
func ParseGateProxy(network string, headers []string) (GateProxy, error) {
	return config.ParseProxy(network, headers)
}

// GateCommand is what a running gate is told.
type GateCommand int

// The commands.
const (
	GateHold    GateCommand = iota // hold all blocks
	GateRelease                    // give the plan back
	GateRestart                    // let a new process take over
)

// GateRun is what a gate needs besides its configuration.
type GateRun struct {
	Version  string             // of the program
	Log      io.Writer          // what somebody should read, a line each
	Out      io.Writer          // what a dry run says
	Commands <-chan GateCommand // nil: there are none
	DryRun   bool               // read everything, say what would be in force, and end
	Ready    func(GateAddresses)
}

// GateAddresses are where a gate listens; "" = nowhere.
type GateAddresses struct{ Front, Decide, Admin string }

// Gate runs a gate until the context ends, or another process has taken over. An
// error says why it could not begin, or could not go on.
func Gate(ctx context.Context, c *GateConfig, run GateRun) error {
	g, err := openGate(c, run)
	if err != nil {
		return err
	}
	if run.DryRun {
		g.describe(run.Out)
		return g.close()
	}
	defer roomForHeap()()
	if err := g.serve(ctx); err != nil {
		return fmt.Errorf("%w", err)
	}
	return nil
}
