package host

import (
	"context"
	"fmt"
	"strings"
)

// Restart is whether the machine waits to be restarted.
type Restart struct {
	Part
	Pending []Sign `json:"pending,omitempty"` // Of: "servicing", "update", "rename", "package", "join"
}

const (
	servicingKey = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending`
	updateKey    = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired`
	managerKey   = `HKLM\SYSTEM\CurrentControlSet\Control\Session Manager`
	inProgress   = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\InProgress`
	netlogonKey  = `HKLM\SYSTEM\CurrentControlSet\Services\Netlogon`
	namesKey     = `HKLM\SYSTEM\CurrentControlSet\Control\ComputerName`
)

func (w *onWindows) restart(ctx context.Context, r *Restart) {
	reg := newHive(ctx, w.reg, &r.Part)
	defer reg.done()
	for _, sign := range []struct{ of, path string }{{"servicing", servicingKey}, {"update", updateKey}, {"package", inProgress}} {
		if reg.values(key(sign.path, 64)).there {
			r.Pending = append(r.Pending, Sign{Of: sign.of, Seen: sign.path})
		}
	}
	// Files that are renamed or removed when the machine starts, two texts for each.
	manager := reg.values(key(managerKey, 64))
	if _, ok := manager.list.Named("PendingFileRenameOperations"); ok {
		if files := manager.texts("PendingFileRenameOperations"); len(files) > 0 {
			r.Pending = append(r.Pending, Sign{Of: "rename", Seen: fmt.Sprintf("PendingFileRenameOperations: %s", Clean(files[0]))})
		}
	}
	for _, name := range []string{"JoinDomain", "AvoidSpnSet"} {
		if reg.values(key(netlogonKey, 64).Below(name)).there {
			r.Pending = append(r.Pending, Sign{Of: "join", Seen: netlogonKey + `\` + name})
		}
	}
	now := reg.values(key(namesKey, 64).Below("ActiveComputerName")).text("ComputerName")
	next := reg.values(key(namesKey, 64).Below("ComputerName")).text("ComputerName")
	if now != "" && next != "" && !strings.EqualFold(now, next) {
		r.Pending = append(r.Pending, Sign{Of: "join", Seen: "the computer gets another name"})
	}
}
