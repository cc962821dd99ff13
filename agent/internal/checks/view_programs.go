package checks

import (
	"path"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/notice"
)

// Running are the processes whose file has one of these names, whatever their case.
func (v *View) Running(names ...string) []host.Program {
	var out []host.Program
	for _, p := range v.Host.Programs.List {
		base := fileName(p.Name)
		if slices.ContainsFunc(names, func(n string) bool { return strings.ToLower(n) == base }) {
			out = append(out, p)
		}
	}
	return out
}

// ProgramsOf are the processes of a product: those of [programFiles], those whose file
// lies in the folder that its installer wrote down, and those of files that say
// themselves that they are the product's. Services are left out.
// Tellable reports whether a program of the product would have been found, so that
// none found means that none runs.
func (v *View) ProgramsOf(id string) (found []host.Program, tellable bool) {
	names := programFiles[id]
	var folders []string
	for _, s := range v.Installed(id) {
		if folder := v.ownFolder(s); folder != "" {
			folders = append(folders, folder)
		}
	}
	files := map[string]bool{}
	for _, f := range v.FilesOf(id) {
		if v.says(f, id) {
			files[windowsPath(f.Path)] = true
			names = append(slices.Clip(names), baseName(f.Path))
		}
	}
	hidden := false
	for _, p := range v.Host.Programs.List {
		base, where := fileName(p.Name), windowsPath(p.Path)
		switch {
		case v.isService(p):
		case files[where], slices.ContainsFunc(names, func(n string) bool { return strings.ToLower(n) == base }),
			slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(where, f+`\`) }):
			found = append(found, p)
		case p.Mine && p.Path == "":
			hidden = true // one's own program whose place the system does not tell
		}
	}
	tellable = v.Host.Programs.Whole() && (len(names) > 0 || len(folders) > 0 && !hidden)
	return found, tellable
}

// surely tells whether a name is a product's by the catalogue, and does not only come
// near: “Invented Serial Port Service” is no NHS Port Service.
func (v *View) surely(name, id string) bool {
	ids, match := v.set.FindProduct(name, v.Now)
	return match == notice.FullMatch && slices.Contains(ids, id)
}

// says tells whether a program file's own description is that of a product.
func (v *View) says(f host.File, id string) bool {
	for _, text := range []string{f.Product, f.Description} {
		if v.surely(text, id) {
			return strings.HasSuffix(fileName(f.Path), ".exe")
		}
	}
	return false
}

// Runs reports whether a program of the product runs in any session.
func (v *View) Runs(id string) bool {
	found, _ := v.ProgramsOf(id)
	return len(found) > 0
}

// mine are the programs that run in the session of whoever looks.
func mine(programs []host.Program) []host.Program {
	return slices.DeleteFunc(slices.Clone(programs), func(p host.Program) bool { return !p.Mine })
}

// isService tells a service from a program that somebody works with.
func (v *View) isService(p host.Program) bool {
	return slices.ContainsFunc(v.Host.Services.List, func(s host.Service) bool { return s.Process != 0 && s.Process == p.ID })
}

// ownFolder is the folder of a product, if no other known product shares it and it
// is not one in which everything lies; else "".
func (v *View) ownFolder(s Software) string {
	folder := windowsPath(s.Location)
	if strings.Count(folder, `\`) < 2 { // C:\Program Files
		return ""
	}
	for _, other := range v.Software {
		if other.ID != s.ID && windowsPath(other.Location) == folder {
			return ""
		}
	}
	return folder
}

// Service is the service of that name, whatever its case; nil if there is none.
func (v *View) Service(name string) *host.Service {
	for i := range v.Host.Services.List {
		if s := &v.Host.Services.List[i]; strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return nil
}

// ServiceOf is the service whose name the catalogue knows as that product's; nil if
// there is none.
func (v *View) ServiceOf(id string) *host.Service {
	for i := range v.Host.Services.List {
		s := &v.Host.Services.List[i]
		for _, name := range []string{s.Display, s.Name} {
			if v.surely(name, id) {
				return s
			}
		}
	}
	return nil
}

// windowsPath brings a path into a form in which two can be compared.
func windowsPath(p string) string {
	return strings.TrimRight(strings.ToLower(strings.ReplaceAll(strings.Trim(p, `" `), "/", `\`)), `\`)
}

// fileName is the last part of a path of any system, in small letters.
func fileName(p string) string {
	return strings.ToLower(path.Base(strings.ReplaceAll(p, `\`, "/")))
}
