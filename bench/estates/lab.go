package estates

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server"
)

// Lab has the estates that are measured on disk, and the program. What is asked
// for is made when it is asked for first.
type Lab struct {
	root    string
	folders map[folder]made
	program string

	held        *filled // in memory
	heldDevices int
}

// folder is an estate in some form.
type folder struct {
	devices int
	format  server.SampleFormat
}

// at is when the exports were made, and an hour later they are asked about.
var at = time.Date(2025, time.July, 1, 8, 0, 0, 0, time.UTC)

// products are the columns of devices.csv: those of the notice's catalogue.
var products = []string{
	"identity-agent", "credential-management", "port-service", "smartcard-connect",
	"oberthur-middleware", "gemalto-classic-client", "bt-identity-agent", "runtime",
}

// NewLab returns an empty one, in a folder for temporary files.
func NewLab() (*Lab, error) {
	root, err := os.MkdirTemp("", "lanyard-bench-")
	return &Lab{root: root, folders: map[folder]made{}}, err
}

// Close removes all of it.
func (l *Lab) Close() error { return os.RemoveAll(l.root) }

// made is what lies in a folder.
type made struct {
	dir  string
	rows int // of all exports
}

// sample returns where an estate of so many devices, and as many cards, lies, and
// how many rows its exports have.
func (l *Lab) sample(devices int, format server.SampleFormat) (dir string, rows int, err error) {
	key := folder{devices, format}
	if known, ok := l.folders[key]; ok {
		return known.dir, known.rows, nil
	}
	dir = filepath.Join(l.root, fmt.Sprintf("%s-%d", format, devices))
	files, err := server.Sample(dir, server.SampleOptions{
		Devices: devices, Seed: 1, At: at, Formats: []server.SampleFormat{format}, Products: products,
	})
	if err != nil {
		return "", 0, fmt.Errorf("inventing %d devices: %w", devices, err)
	}
	for _, f := range files {
		rows += f.Rows
	}
	if format == canonical {
		if err := settle(dir); err != nil {
			return "", 0, err
		}
	}
	l.folders[key] = made{dir, rows}
	return dir, rows, nil
}

// canonical is the form of Lanyard's own exports.
const canonical server.SampleFormat = "canonical"

// Tree is the folder of the program that the benchmarks lie in.
func (l *Lab) Tree() (string, error) {
	tree, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/lanyard-id/lanyard").Output()
	if err != nil {
		return "", fmt.Errorf("looking for the tree of the program: %w", err)
	}
	return strings.TrimSpace(string(tree)), nil
}

// Exports returns an estate of so many devices, and as many cards: its exports, and
// how to read them with encoding/csv alone.
func (l *Lab) Exports(devices int) (files []string, read func(), err error) {
	dir, _, err := l.sample(devices, canonical)
	if err != nil {
		return nil, nil, err
	}
	files = exports(dir)
	return files, func() { readCSV(files) }, nil
}

// Program builds the program from the tree that the benchmarks lie in, once.
func (l *Lab) Program() (string, error) { return l.build("lanyard") }

// Agent builds the agent from the same tree, once.
func (l *Lab) Agent() (string, error) { return l.build("lanyard-agent") }

// build builds a program as it is released, once.
func (l *Lab) build(name string) (string, error) {
	path := filepath.Join(l.root, name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	tree, err := l.Tree()
	if err != nil {
		return "", err
	}
	build := exec.Command("go", "build", "-C", tree, "-trimpath", "-ldflags=-s -w", "-o", path, "./cmd/"+name)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, out)
	}
	return path, nil
}
