package host

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// SearchPath is the environment's PATH, as this program has it.
type SearchPath struct {
	Part
	Folders []Folder `json:"folders,omitempty"`
}

// A Folder is one entry of the search path.
type Folder struct {
	Path  string   `json:"path,omitzero" reveals:"path"`
	State Presence `json:"state,omitzero" reveals:"none"`
}

// maxFolders bounds the folders of a search path. The longest environment that Windows
// makes has room for 16,000 of one letter.
const maxFolders = 300

// pathFolders splits a search path.
func pathFolders(path, separator string) []string {
	var folders []string
	for folder := range strings.SplitSeq(path, separator) {
		folder = strings.Trim(strings.TrimSpace(folder), `"`)
		if folder != "" && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	return folders
}

func (w *onWindows) searchPath(ctx context.Context, s *SearchPath) {
	s.take(ctx, pathFolders(w.calls.getenv("PATH"), ";"), func(folder string) (Presence, string) {
		// A server that is away would hold the rest.
		if !local(folder) {
			return Unsure, ""
		}
		return presence(w.files.stat(folder))
	})
}

func (s *SearchPath) take(ctx context.Context, folders []string, look func(string) (Presence, string)) {
	for i, folder := range folders {
		if i == maxFolders || ctx.Err() != nil {
			s.fail(Partly, fmt.Sprintf("the search path has %d folders; %d were looked at", len(folders), i))
			return
		}
		state, _ := look(folder)
		s.Folders = append(s.Folders, Folder{Path: Clean(folder), State: state})
	}
}
