package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var middlewareVersion = Check{
	ID:    "middleware.version",
	Title: "What the middleware says of its version agrees",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "A list of programs shows the new version while an old file is still in use: inventories count such a computer as done.",
	Remedy: Remedy{
		Do:  "Restart, then remove the middleware and install the latest version; see that the old files are gone.",
		Who: ITTeam,
	},
	Source: "Lanyard's own; a supplier's page on prescription signing names stale middleware as the usual cause",
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, about, say string) {
			found = append(found, wire.Finding{Level: level, About: about, Say: say})
		}
		files := v.FilesOf(oberthurMiddleware)
		// Files of one release that are years apart are not of one release.
		for i, a := range files {
			for _, b := range files[:i] {
				if apart(a.Version, b.Version) && fileName(a.Path) == fileName(b.Path) {
					add(wire.Warning, short(baseName(a.Path)), fmt.Sprintf("%s is there twice, as version %s for %s and as %s for %s programs: one of the two was not updated.",
						short(baseName(a.Path)), short(b.Version), orAll(widthOf(b.Machine)), short(a.Version), orAll(widthOf(a.Machine))))
				}
			}
		}
		for _, f := range files {
			if f.Version != "" && f.VersionText != "" && apart(f.Version, f.VersionText) {
				add(wire.Warning, short(baseName(f.Path)), fmt.Sprintf("%s says two versions of itself: %s in numbers and %s in words.", short(baseName(f.Path)), short(f.Version), quote(f.VersionText)))
			}
			for _, s := range v.Installed(oberthurMiddleware) {
				if f.Version != "" && s.Versioned && apart(f.Version, s.Product.Version) {
					add(wire.Note, short(baseName(f.Path)), fmt.Sprintf("The list of programs says %s, the file %s says %s. Makers often number the two apart; if the file's is the older by its date, it was not updated.", short(s.Product.Version), short(baseName(f.Path)), short(f.Version)))
				}
			}
			for _, m := range v.Modules.List {
				if m.Outcome == device.Loaded && m.Version != "" && f.Version != "" && windowsPath(m.Path) == windowsPath(f.Path) && apart(f.Version, m.Version) {
					add(wire.Note, short(baseName(f.Path)), fmt.Sprintf("The file %s says version %s, and the module inside says %s.", short(baseName(f.Path)), short(f.Version), quote(m.Version)))
				}
			}
		}
		if len(found) == 0 && len(files) > 0 {
			return at(wire.Well, "Nothing about the version of the Oberthur middleware disagrees.")
		}
		return found
	},
}

// apart tells whether two versions differ in their first two numbers. A version that
// cannot be read differs from none.
func apart(a, b string) bool {
	x, errX := fact.ParseVersion(a)
	y, errY := fact.ParseVersion(b)
	p, q := x.Parts(), y.Parts()
	return errX == nil && errY == nil && (p[0] != q[0] || p[1] != q[1])
}
