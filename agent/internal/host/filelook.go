package host

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host/pe"
)

// files is the file system. Paths are full ones of the system it is.
type files interface {
	stat(path string) (fs.FileInfo, error)
	open(path string) (openFile, error)
	// names gives the names in a folder, which ends with a separator, at most maxNames.
	names(folder string) ([]string, error)
}

type openFile interface {
	io.ReaderAt
	io.Closer
}

// maxNames bounds how much of a folder is read.
const maxNames = 10_000

// disk is the file system of this machine.
type disk struct{}

func (disk) stat(path string) (fs.FileInfo, error) { return os.Stat(path) }
func (disk) open(path string) (openFile, error)    { return os.Open(path) }
func (disk) names(folder string) ([]string, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(maxNames)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	slices.Sort(names)
	return names, err
}

// presence says what a stat tells, and why it is not known.
func presence(info fs.FileInfo, err error) (Presence, string) {
	switch {
	case err == nil:
		return Present, ""
	case errors.Is(err, fs.ErrNotExist):
		return Absent, ""
	}
	return Unsure, Clean(err.Error())
}

func isRefusal(err error) bool { return errors.Is(err, fs.ErrPermission) }

// A fileLook looks for candidates.
type fileLook struct {
	files     files
	getenv    func(string) string
	separator string
	path      []string
	part      *Files
}

func (w *onWindows) lookForFiles(ctx context.Context, f *Files, candidates []Candidate, h *Host) {
	l := fileLook{files: w.files, getenv: w.calls.getenv, separator: `\`, path: pathFolders(w.calls.getenv("PATH"), ";"), part: f}
	l.look(ctx, candidates, h)
}

func (l *fileLook) missed(folder string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		l.part.fail(Partly, fmt.Sprintf("%s: %v", folder, err))
	}
}

// maxFiles bounds the list.
const maxFiles = 2000

func (l *fileLook) look(ctx context.Context, candidates []Candidate, h *Host) {
	seen := make(map[string]bool)
	add := func(of, path string, evenAbsent bool) {
		id := strings.ToLower(path) // on Linux two names that differ in case would be odd, too
		if seen[id] || len(l.part.List) >= maxFiles {
			return
		}
		seen[id] = true
		if file := l.file(of, path); file.State != Absent || evenAbsent {
			l.part.List = append(l.part.List, file)
		}
	}
	for _, c := range candidates {
		if ctx.Err() != nil {
			l.part.fail(Partly, "its time was up")
			return
		}
		exact, found := l.places(c)
		for _, path := range exact {
			add(c.Of, path, true)
		}
		for _, path := range append(found, l.beside(c, h)...) {
			add(c.Of, path, false)
		}
	}
}

// file looks at one place.
func (l *fileLook) file(of, path string) File {
	file := File{Of: of, Path: Clean(path)}
	info, err := l.files.stat(path)
	if file.State, file.Why = presence(info, err); file.State != Present {
		return file
	}
	if info.IsDir() {
		file.State, file.Why = Unreadable, "it is a folder"
		return file
	}
	file.Size, file.ModifiedAt, file.OnPath = info.Size(), instant(info.ModTime()), l.onPath(path)
	opened, err := l.files.open(path)
	if err != nil {
		file.State, file.Why = Unreadable, Clean(err.Error())
		return file
	}
	defer opened.Close()
	if l.separator == `\` {
		file.takePE(opened)
	} else {
		file.takeELF(opened)
	}
	return file
}

// takePE fills in what a Windows program says of itself.
func (f *File) takePE(r io.ReaderAt) {
	info, err := pe.Read(r, f.Size)
	switch lower := strings.ToLower(f.Path); {
	case errors.Is(err, pe.ErrNotPE) && !strings.HasSuffix(lower, ".exe") && !strings.HasSuffix(lower, ".dll"):
		return
	case err != nil:
		f.Broken = Clean(err.Error())
	}
	f.Machine, f.Version, f.Signature = info.Machine, info.Version, info.Signature
	f.VersionText = Clean(strings.TrimSpace(info.Strings["FileVersion"]))
	f.Product = Clean(strings.TrimSpace(info.Strings["ProductName"]))
	f.Company = Clean(strings.TrimSpace(info.Strings["CompanyName"]))
	f.Description = Clean(strings.TrimSpace(info.Strings["FileDescription"]))
}

// elfMachines are e_machine. Source: System V ABI, "ELF Header"; its registry of machines.
var elfMachines = map[uint16]string{62: "amd64", 3: "386", 183: "arm64", 40: "arm"}

// takeELF fills in the processor of a Linux program.
func (f *File) takeELF(r io.ReaderAt) {
	head := make([]byte, 20)
	if _, err := r.ReadAt(head, 0); err != nil || string(head[:4]) != "\x7fELF" {
		return
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if head[5] == 2 {
		order = binary.BigEndian
	}
	f.Machine = elfMachines[order.Uint16(head[18:])]
}
