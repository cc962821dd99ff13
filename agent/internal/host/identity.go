package host

import (
	"context"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host/smbios"
)

// A Join says to whom a Windows machine belongs.
type Join string

// The joins. The zero Join is not known.
const (
	Workgroup   Join = "workgroup"
	Domain      Join = "domain"
	Entra       Join = "entra"
	EntraHybrid Join = "entra-hybrid" // a domain and Entra
)

// An Identity is what this one machine is called and known by. All of it but Join
// is removed by redaction.
type Identity struct {
	Part
	Join       Join   `json:"join,omitzero" reveals:"none"`
	Computer   string `json:"computer,omitzero" reveals:"device-name"`    // NetBIOS name, host name
	DNS        string `json:"dns,omitzero" reveals:"device-name"`         // fully qualified, where known
	DomainName string `json:"domain_name,omitzero" reveals:"device-name"` // domain or workgroup
	MachineID  string `json:"machine_id,omitzero" reveals:"device-id"`    // Windows MachineGuid, Linux /etc/machine-id
	EntraID    string `json:"entra_id,omitzero" reveals:"device-id"`      // device id in Entra
	TenantID   string `json:"tenant_id,omitzero" reveals:"device-id"`     // whose Entra
	Serial     string `json:"serial,omitzero" reveals:"device-id"`        // of the firmware (SMBIOS type 1)
	HardwareID string `json:"hardware_id,omitzero" reveals:"device-id"`   // SMBIOS UUID
}

const cryptographyKey = `HKLM\SOFTWARE\Microsoft\Cryptography`

// What NetGetJoinInformation says. Source: Windows SDK, lmjoin.h, NETSETUP_JOIN_STATUS.
const (
	inWorkgroup = 2
	inDomain    = 3
)

func (w *onWindows) identity(ctx context.Context, id *Identity) {
	reg := newHive(ctx, w.reg, &id.Part)
	defer reg.done()
	netBIOS, dns, err := w.calls.computer()
	id.Computer, id.DNS = Clean(netBIOS), Clean(dns)
	if err != nil {
		id.fail(Partly, "name of the computer: "+err.Error())
	}
	name, status, err := w.calls.joined()
	id.DomainName = Clean(name)
	switch {
	case err != nil:
		id.fail(Partly, "domain: "+err.Error())
	case status == inDomain:
		id.Join = Domain
	case status == inWorkgroup:
		id.Join = Workgroup
	}
	id.MachineID = reg.values(key(cryptographyKey, 64)).text("MachineGuid")
	device, tenant, err := w.calls.entra()
	if err != nil {
		id.odd("join with Entra: %v", err)
	}
	if device != "" {
		id.EntraID, id.TenantID = Clean(device), Clean(tenant)
		if id.Join == Domain {
			id.Join = EntraHybrid
		} else {
			id.Join = Entra
		}
	}
	table, err := w.calls.firmware()
	if err == nil {
		id.take(table)
	} else {
		id.odd("SMBIOS: %v", err)
	}
}

// take takes the serial number and the UUID out of an SMBIOS table.
func (id *Identity) take(table []byte) {
	system, err := smbios.Parse(table)
	if err != nil {
		id.odd("SMBIOS: %v", err)
		return
	}
	id.Serial, id.HardwareID = Clean(strings.TrimSpace(system.Serial)), system.UUID
}
