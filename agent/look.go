package agent

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// LookOptions are how a device is looked at.
type LookOptions struct {
	// Now is the device's clock.
	Now func() time.Time
	// Built is when this program was made; zero: not known.
	Built time.Time
	// Hosts are contacted: what ParseHosts made of words. None: no host is.
	Hosts []Host
	// Server is the address of a Lanyard server or gate that is contacted too; "" =
	// none is.
	Server string
	// Modules are the paths of PKCS #11 modules that are tried besides those found.
	Modules []string
	// Virtual are the personalities of virtual cards that are looked at instead of those
	// in the readers; none: the readers are looked at. VirtualPersonalities lists them.
	Virtual []string
	// PIN asks for the PIN of a token, for a test signature by each module; nil: none is
	// made. The bytes are wiped.
	PIN func(token string) ([]byte, error)
}

// Host is a host that a device is to reach.
type Host = network.Target

// MaxHosts is how many hosts one look contacts at most.
const MaxHosts = 200

// ParseHosts reads which hosts are to be contacted, with commas between: the name of
// an environment of NHS England (live, deployment, integration), or a host with or
// without a port; "none" is none.
func ParseHosts(text string) ([]Host, error) {
	var out []Host
	for _, word := range strings.Split(text, ",") {
		switch word = strings.TrimSpace(word); word {
		case "", "none":
			continue
		case "live", "deployment", "integration":
			out = append(out, network.DefaultHosts(word)...)
			continue
		}
		if strings.ContainsAny(word, "/ @?#") {
			return nil, noHost(word)
		}
		h := Host{Name: word, Port: 443}
		if name, port, err := net.SplitHostPort(word); err == nil {
			n, err := strconv.ParseUint(port, 10, 16)
			if err != nil || n == 0 {
				return nil, fmt.Errorf("%q: the port is no number from 1 to 65535", word)
			}
			h.Name, h.Port = name, int(n)
		}
		if h.Name == "" || strings.Contains(h.Name, ":") && net.ParseIP(h.Name) == nil {
			return nil, noHost(word)
		}
		out = append(out, h)
	}
	if len(out) > MaxHosts {
		return nil, fmt.Errorf("%d hosts are more than the %d that one look contacts", len(out), MaxHosts)
	}
	return out, nil
}

func noHost(word string) error {
	return fmt.Errorf("%q is no host; write sign-in.example, sign-in.example:8443 or [2001:db8::1]:443, or live, deployment, integration or none", word)
}

func (o *CheckOptions) lookLive(ctx context.Context) (*device.Device, error) {
	d := device.Options{Now: o.Now(), Version: o.Version, Built: o.Built, Hosts: o.Hosts, Server: o.Server}
	for _, path := range o.Modules {
		d.Modules = append(d.Modules, device.ModuleCandidate{Of: "named", Path: path})
	}
	if o.PIN != nil {
		if err := memory.KeepProcess(); err != nil {
			return nil, fmt.Errorf("no PIN is asked for where it could be read: %w", err)
		}
		d.Sign = &device.Sign{PIN: func(token string) (*memory.PIN, error) {
			typed, err := o.PIN(token)
			if err != nil {
				return nil, err
			}
			return memory.NewPIN(typed)
		}}
	}
	if len(o.Virtual) > 0 {
		desk, err := virtualDesk(o.Virtual)
		if err != nil {
			return nil, err
		}
		d.Desk = desk
	}
	return device.Look(ctx, d), nil
}

// virtualDesk has a reader with a card for each personality.
func virtualDesk(personalities []string) (*virtual.Desk, error) {
	var names []string
	for i := range personalities {
		names = append(names, fmt.Sprintf("Virtual Reader %d", i))
	}
	desk := virtual.NewDesk(names...)
	for i, words := range personalities {
		options, err := virtual.ParsePersonality(words)
		if err != nil {
			return nil, err
		}
		c, err := virtual.New(options...)
		if err != nil {
			return nil, err
		}
		desk.Insert(i, c)
	}
	return desk, nil
}

// ModuleVerb is the first argument by which the program is a child that holds a module.
const ModuleVerb = apart.Verb

// ServeModule is that child. It returns when its parent wants no more of it.
func ServeModule(args []string) error { return apart.Serve(args) }
