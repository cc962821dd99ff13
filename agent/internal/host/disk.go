package host

import "context"

// Disk is the room on the drives that matter.
type Disk struct {
	Part
	Drives []Drive `json:"drives,omitempty"`
}

// A Drive is the one the system is on, or the one for temporary files.
type Drive struct {
	Of    string `json:"of,omitzero" reveals:"none"` // "system", "temporary"
	Path  string `json:"path,omitzero" reveals:"path"`
	Free  uint64 `json:"free"`  // bytes that this person may use
	Total uint64 `json:"total"` // bytes
}

func (w *onWindows) disk(_ context.Context, d *Disk) {
	d.take(w.calls.space, w.calls.getenv("SystemDrive")+`\`, w.calls.getenv("TEMP"))
}

func (d *Disk) take(space func(string) (free, total uint64, err error), system, temporary string) {
	for _, drive := range []Drive{{Of: "system", Path: system}, {Of: "temporary", Path: temporary}} {
		free, total, err := space(drive.Path)
		if err != nil {
			d.fail(Partly, drive.Path+": "+err.Error())
			continue
		}
		d.Drives = append(d.Drives, Drive{Of: drive.Of, Path: Clean(drive.Path), Free: free, Total: total})
	}
	if len(d.Drives) == 0 {
		d.fail(Failed, "no drive could be asked")
	}
}
