package server

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/format"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

// answers tells an earlier answer, which may lie among the exports, from them: a
// worklist must not be read as a list of devices.
type answers struct {
	books []string // workbooks that are one
	files []readiness.File
}

// has reports whether a table is of an answer, and keeps which file it is in.
// head is the beginning of a document of JSON.
func (a *answers) has(t *sheet.Table, head []byte) bool {
	file, name := t.Name, ""
	if cut := strings.LastIndexByte(t.Name, '!'); cut >= 0 {
		file, name = t.Name[:cut], t.Name[cut+1:]
	}
	if slices.Contains(a.books, file) {
		return true
	}
	if t.Form == sheet.JSON {
		return format.IsOwnJSON(head) && a.keep(t.Name)
	}
	first := t.Peek(1)
	switch {
	case len(first) == 0:
		return false
	case format.IsOwnBook(name, first[0]):
		a.books = append(a.books, file)
		return a.keep(file)
	}
	return format.IsOwn(first[0]) && a.keep(t.Name)
}

func (a *answers) keep(name string) bool {
	a.files = append(a.files, readiness.File{
		Name: name, Kind: "lanyard", Notes: []string{"an earlier answer, which is no export; it is passed over"},
	})
	return true
}
