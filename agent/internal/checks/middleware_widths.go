package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var middlewareWidths = Check{
	ID:    "middleware.widths",
	Title: "The middleware serves 32-bit and 64-bit programs",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "A program can load only libraries of its own width: one finds the card and the next does not.",
	Remedy: Remedy{
		Do:   "Install the middleware in both widths, or the package that brings both.",
		Who:  ITTeam,
		Tell: "Some programs on this computer may not find your card; tell your IT team.",
	},
	Source: "Microsoft, Process interoperability: a 64-bit process cannot load a 32-bit DLL; " + pageNotice,
	Look: func(v *View) []wire.Finding {
		if a := v.Host.System.Architecture; a == "386" || a == "" {
			return nil // there is one width, or it is not known how many
		}
		widths := map[string]bool{}
		for _, f := range v.FilesOf(oberthurMiddleware) {
			if width := widthOf(f.Machine); width != "" && f.Broken == "" {
				widths[width] = true
			}
		}
		if len(widths) == 0 {
			return nil // middleware.present says what there is
		}
		for _, pair := range [][2]string{{"32-bit", "64-bit"}, {"64-bit", "32-bit"}} {
			if !widths[pair[1]] {
				level := wire.Warning
				if !v.Host.Files.Whole() {
					level = wire.Unknown
				}
				return []wire.Finding{{Level: level, About: oberthurMiddleware,
					Say: fmt.Sprintf("The Oberthur middleware was found for %s programs alone: %s ones do not find the card by it. Which width each clinical application has, its supplier knows.", pair[0], pair[1])}}
			}
		}
		return []wire.Finding{{Level: wire.Well, About: oberthurMiddleware, Say: "The Oberthur middleware is there for 32-bit and 64-bit programs."}}
	},
}
