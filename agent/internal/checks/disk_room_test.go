package checks

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

func TestDiskRoom(t *testing.T) {
	drive := func(free, total uint64) func(*device.Device) {
		return func(d *device.Device) { d.Host.Disk.Drives = []host.Drive{{Of: "system", Free: free, Total: total}} }
	}
	try(t, &diskRoom, []one{
		{"room", drive(50e9, 250e9), wire.Well, "system drive has 50.0 GB free of 250.0 GB"},
		{"little", drive(1e9, 250e9), wire.Warning, "1.0 GB free"},
		{"none", drive(90e6, 250e9), wire.Problem, "90 MB free"},
		{"a drive that lies", drive(0, 0), wire.Unknown, "does not say"},
		{"no rights", func(d *device.Device) { d.Host.Disk.State = host.NeedsRights }, wire.Unknown, "administrator"},
	})
}

func TestRestartPending(t *testing.T) {
	try(t, &restartPending, []one{
		{"none", nil, wire.Well, "No restart"},
		{"servicing", func(d *device.Device) { d.Host.Restart.Pending = []host.Sign{{Of: "servicing"}, {Of: "rename"}} }, wire.Warning, "(servicing, rename)"},
		{"read in part, and one seen", func(d *device.Device) {
			d.Host.Restart = host.Restart{Part: host.Part{State: host.Partly}, Pending: []host.Sign{{Of: "update"}}}
		}, wire.Warning, "update"},
		{"read in part, and none seen", func(d *device.Device) { d.Host.Restart.State = host.Partly }, wire.Unknown, "only a part"},
	})
}
