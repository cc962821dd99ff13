package host

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/agent/internal/host/pe/petest"
	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

var update = flag.Bool("update", false, "write the golden recordings anew")

// A played is a Windows that a test plays: what its calls answer and which files it has.
type played struct {
	Kernel struct {
		Major, Minor, Build uint32
		Server              bool
		Architecture        string
	}
	SystemLanguage string `json:"system_language"`
	Language       string
	Computer, DNS  string
	Domain         string
	Join           uint32
	Entra, Tenant  string
	Session        Session
	Env            map[string]string
	Free, Total    uint64
	NoSpace        string `json:"no_space"`
	Programs       []Program
	Services       []Service
	Files          []playedFile
	Refuse         bool // every call is refused
}

type playedFile struct {
	Path, Machine, Version, Product string
	Broken                          bool
}

// machineNumbers are what stands in a file for a processor.
var machineNumbers = map[string]uint16{"amd64": 0x8664, "386": 0x14c, "arm64": 0xaa64}

func (f playedFile) bytes() []byte {
	var v [4]uint16
	fmt.Sscanf(f.Version, "%d.%d.%d.%d", &v[0], &v[1], &v[2], &v[3])
	b := petest.Bytes(machineNumbers[f.Machine], f.Machine != "386",
		petest.Version(v, "FileVersion", f.Version+" (built for a test)", "ProductName", f.Product, "CompanyName", "Nobody Ltd", "FileDescription", "Nothing"))
	if f.Broken {
		b = b[:300]
	}
	return b
}

var errRefused = fmt.Errorf("played: %w", fs.ErrPermission)

func (p *played) refused() error {
	if p.Refuse {
		return errRefused
	}
	return nil
}

func (p *played) version() kernel {
	k := p.Kernel
	return kernel{major: k.Major, minor: k.Minor, build: k.Build, server: k.Server, architecture: k.Architecture}
}
func (p *played) languages() (system, person string)         { return p.SystemLanguage, p.Language }
func (p *played) computer() (netBIOS, dns string, err error) { return p.Computer, p.DNS, p.refused() }
func (p *played) joined() (name string, status uint32, err error) {
	return p.Domain, p.Join, p.refused()
}
func (p *played) entra() (device, tenant string, err error) { return p.Entra, p.Tenant, p.refused() }
func (p *played) firmware() ([]byte, error)                 { return nil, errors.New("played: no SMBIOS") }
func (p *played) programs(context.Context) ([]Program, error) {
	return slices.Clone(p.Programs), p.refused()
}
func (p *played) services(context.Context) ([]Service, error) {
	return slices.Clone(p.Services), p.refused()
}
func (p *played) session(s *Session)        { *s = p.Session }
func (p *played) getenv(name string) string { return p.Env[name] }
func (p *played) space(path string) (free, total uint64, err error) {
	if path == p.NoSpace {
		return 0, 0, errors.New("played: the device is not ready")
	}
	return p.Free, p.Total, p.refused()
}

// playedFiles are the files of a played machine, by their paths in lower case.
type playedFiles map[string]playedFile

type playedInfo struct {
	size int64
	dir  bool
}

func (i playedInfo) Name() string       { return "" }
func (i playedInfo) Size() int64        { return i.size }
func (i playedInfo) Mode() fs.FileMode  { return 0 }
func (i playedInfo) ModTime() time.Time { return time.Date(2025, 6, 2, 10, 0, 0, 0, time.UTC) }
func (i playedInfo) IsDir() bool        { return i.dir }
func (i playedInfo) Sys() any           { return nil }

func (f playedFiles) stat(path string) (fs.FileInfo, error) {
	path = strings.ToLower(path)
	if file, ok := f[path]; ok {
		return playedInfo{size: int64(len(file.bytes()))}, nil
	}
	for name := range f {
		if strings.HasPrefix(name, strings.TrimSuffix(path, `\`)+`\`) {
			return playedInfo{dir: true}, nil
		}
	}
	return nil, fs.ErrNotExist
}

type playedOpen struct{ *bytes.Reader }

func (playedOpen) Close() error { return nil }

func (f playedFiles) open(path string) (openFile, error) {
	if file, ok := f[strings.ToLower(path)]; ok {
		return playedOpen{bytes.NewReader(file.bytes())}, nil
	}
	return nil, fs.ErrNotExist
}

func (f playedFiles) names(folder string) ([]string, error) {
	var names []string
	for name, file := range f {
		if strings.HasPrefix(name, strings.ToLower(folder)) {
			first, _, _ := strings.Cut(file.Path[len(folder):], `\`)
			names = append(names, first)
		}
	}
	if names == nil {
		return nil, fs.ErrNotExist
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// machineOf reads testdata/machines/NAME.reg and NAME.json.
func machineOf(t testing.TB, name string) *onWindows {
	t.Helper()
	reg, err := registry.ParseFile(content(t, "machines", name+".reg"))
	if err != nil {
		t.Fatalf("%s.reg: %v", name, err)
	}
	p := new(played)
	decoder := json.NewDecoder(strings.NewReader(content(t, "machines", name+".json")))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(p); err != nil {
		t.Fatalf("%s.json: %v", name, err)
	}
	files := make(playedFiles)
	for _, f := range p.Files {
		files[strings.ToLower(f.Path)] = f
	}
	return &onWindows{reg: reg, files: files, calls: p}
}

func content(t testing.TB, folder, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// noon is a Tuesday in summer, when the notice of 2025 asks for things.
var noon = time.Date(2025, 7, 1, 12, 0, 0, 0, time.FixedZone("BST", 3600))

func lookAt(m machine) *Host {
	h := Look(context.Background(), Options{By: "lanyard-agent test", Now: func() time.Time { return noon }, PartTime: time.Minute, on: m})
	timeless(h)
	return h
}

// timeless takes out what differs from run to run: how long parts took, and for which
// processor this program was built.
func timeless(h *Host) {
	h.System.Program = "amd64"
	for _, p := range h.parts() {
		p.TookMS = 0
	}
}

var machineNames = []string{"healthy", "old-agent", "two-agents", "hostile", "no-rights"}

// The golden recordings are read by the tests of the checks, too.
func TestPlayedMachines(t *testing.T) {
	for _, name := range machineNames {
		t.Run(name, func(t *testing.T) {
			h := lookAt(machineOf(t, name))
			if err := h.check(); err != nil {
				t.Error(err)
			}
			var got bytes.Buffer
			if err := WriteRecording(&got, h); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "recordings", name+".json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Errorf("the recording differs (-want +got); -update writes it anew:\n%s", diff)
			}
			read, err := ReadRecording(bytes.NewReader(want))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(h, read); diff != "" {
				t.Errorf("read again it differs (-was +is):\n%s", diff)
			}
		})
	}
}

var _ io.ReaderAt = playedOpen{}
