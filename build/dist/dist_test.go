package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestVersionOf(t *testing.T) {
	tests := []struct {
		tag, commit string
		changed     bool
		want        string
	}{
		{"v1.4.0", "0123456789ab", false, "1.4.0"},
		{"v1.4.0-rc.1", "0123456789ab", false, "1.4.0-rc.1"},
		{"v1.4.0", "0123456789ab", true, "1.4.0-modified"},
		{"", "0123456789ab", false, "0.0.0-dev.0123456789ab"},
		{"", "0123456789ab", true, "0.0.0-dev.0123456789ab.modified"},
	}
	for _, test := range tests {
		got := versionOf(test.tag, test.commit, test.changed)
		if got != test.want {
			t.Errorf("versionOf(%q, %q, %t) = %q, want %q", test.tag, test.commit, test.changed, got, test.want)
		}
		if _, err := (release{version: got}).numbers(); err != nil {
			t.Errorf("numbers of %q: %v", got, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	got, err := release{version: "1.24.65535-rc.1"}.numbers()
	if want := [4]uint16{1, 24, 65535, 0}; err != nil || got != want {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	for _, version := range []string{"", "1", "1.2", "1.2.3.4", "1.2.65536", "1.2.3+meta", "1.2.3 beta"} {
		if got, err := (release{version: version}).numbers(); err == nil {
			t.Errorf("numbers of %q = %v, want an error", version, got)
		}
	}
}

func TestDescribeAsked(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1748854800")
	got, err := describe("v1.4.0")
	if want := time.Date(2025, 6, 2, 9, 0, 0, 0, time.UTC); err != nil || got.version != "1.4.0" || !got.madeAt.Equal(want) {
		t.Errorf("got %+v, %v; want 1.4.0 at %s", got, err, want)
	}
	for _, seconds := range []string{"yesterday", "0"} {
		t.Setenv("SOURCE_DATE_EPOCH", seconds)
		if got, err := describe("1.4.0"); err == nil {
			t.Errorf("SOURCE_DATE_EPOCH=%s: got %+v, want an error", seconds, got)
		}
	}
}

func TestParsePlatform(t *testing.T) {
	for _, name := range []string{"", "linux", "linux/", "/amd64"} {
		if p, err := parsePlatform(name); err == nil {
			t.Errorf("parsePlatform(%q) = %v, want an error", name, p)
		}
	}
}

func TestProgramsOf(t *testing.T) {
	got, err := programsOf("lanyard-agent, lanyard")
	if err != nil || len(got) != 2 || got[0].source() != "cmd/lanyard-agent" || got[0].file(platform{"windows", "arm64"}) != "lanyard-agent.exe" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := programsOf("lanyard,agent"); err == nil || !strings.Contains(err.Error(), `"agent"`) {
		t.Errorf("got %v, want an error that names what is no program", err)
	}
}

func TestFits(t *testing.T) {
	limited := program{name: "small", maxBytes: 1000}
	if err := limited.fits(1000); err != nil {
		t.Error(err)
	}
	if err := limited.fits(1001); err == nil || !strings.Contains(err.Error(), "small") {
		t.Errorf("got %v, want an error that names the program", err)
	}
	if err := (program{name: "any"}).fits(1 << 30); err != nil {
		t.Error(err)
	}
}

// The order in which files are found and the machine's zone must not change a zip.
func TestZipDependsOnContentAlone(t *testing.T) {
	folder := t.TempDir()
	at := time.Date(2025, 6, 2, 9, 0, 0, 0, time.UTC)
	one := []entry{{name: "b/notice.yaml", data: []byte("language: 1\n")}, {name: "a", data: []byte("program"), executable: true}}
	other := []entry{one[1], one[0]}
	read := func(name string, at time.Time, entries []entry) []byte {
		path := filepath.Join(folder, name)
		if err := writeZip(path, "lanyard-1.0.0/", at, entries); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if diff := cmp.Diff(read("one.zip", at, one), read("other.zip", at, other)); diff != "" {
		t.Errorf("the same files in another order (-one +other):\n%s", diff)
	}

	r, err := zip.OpenReader(filepath.Join(folder, "one.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got []string
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.Join([]string{f.Name, f.Mode().String(), f.Modified.UTC().Format(time.RFC3339), string(data)}, " "))
	}
	want := []string{
		"lanyard-1.0.0/a -rwxr-xr-x 2025-06-02T09:00:00Z program",
		"lanyard-1.0.0/b/notice.yaml -rw-r--r-- 2025-06-02T09:00:00Z language: 1\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSums(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "empty.zip")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	sums := filepath.Join(folder, "SHA256SUMS")
	if err := writeSums(sums, []string{path}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	// The digest of nothing: FIPS 180-4 example, as every sha256sum prints it.
	want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty.zip\n"
	if string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What has no terms may not be passed on, so it must stop a release.
func TestPartWithoutTerms(t *testing.T) {
	if err := appendTerms(nil, "example.org/part v1.0.0", t.TempDir()); err == nil || !strings.Contains(err.Error(), "example.org/part v1.0.0") {
		t.Errorf("got %v, want an error that names the part", err)
	}
}
