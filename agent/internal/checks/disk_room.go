package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

// minFree is the room below which installers of a few hundred megabytes fail and
// Windows itself begins to misbehave.
const minFree = 2 << 30 // bytes

var diskRoom = Check{
	ID:    "disk.room",
	Title: "The disk has room",
	Group: GroupComputer,
	Why:   "Updates of the sign-in software fail on a full disk, and programs that cannot write their logs stop.",
	Remedy: Remedy{
		Do:   "Free at least 2 GB on the drive, then install what is due.",
		Who:  ITTeam,
		Tell: "The disk of this computer is full; tell your IT team.",
	},
	Source: "Lanyard's own; an installer and what it unpacks take some hundred megabytes",
	Look: func(v *View) []wire.Finding {
		if !v.Host.Disk.Known() {
			return unseen("The room on the disks", v.Host.Disk.Part)
		}
		var found []wire.Finding
		for _, d := range v.Host.Disk.Drives {
			level, say := wire.Well, fmt.Sprintf("The %s drive has %s free of %s.", d.Of, gigabytes(d.Free), gigabytes(d.Total))
			switch {
			case d.Total == 0:
				level, say = wire.Unknown, fmt.Sprintf("The %s drive does not say how large it is.", d.Of)
			case d.Free < minFree/8:
				level = wire.Problem
			case d.Free < minFree:
				level = wire.Warning
			}
			found = append(found, wire.Finding{Level: level, About: d.Of, Say: say})
		}
		return found
	},
}

// gigabytes writes a number of bytes as people say it, in units of 1,000.
func gigabytes(bytes uint64) string {
	if bytes < 1e9 {
		return fmt.Sprintf("%d MB", bytes/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}
