package sample

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// names lists what lies in a folder and below.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			relative, _ := filepath.Rel(dir, path)
			list = append(list, filepath.ToSlash(relative))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestAgain replaces an estate by another: nothing of the first stays, and what
// somebody put beside it does.
func TestAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	o := Options{Devices: 20, Seed: 1, At: testAt, Formats: []Format{All}, Faulty: true}
	first, err := Write(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != len(first)+1 {
		t.Errorf("the folder holds %v, want what was written and %s", got, Marker)
	}
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	// What a run leaves that was killed.
	if err := os.WriteFile(filepath.Join(dir, "cards.csv"+partial), []byte("card"), 0o666); err != nil {
		t.Fatal(err)
	}
	o.Formats, o.Faulty, o.Seed = []Format{ODS}, false, 2
	if _, err := Write(dir, o); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"epraccur.csv", Marker, "notes.txt"}, names(t, dir)); diff != "" {
		t.Errorf("after the second run (-want +got):\n%s", diff)
	}
}

// TestOccupied leaves a folder alone that it did not make.
func TestOccupied(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "devices.csv")
	if err := os.WriteFile(mine, []byte("real"), 0o666); err != nil {
		t.Fatal(err)
	}
	written, err := Write(dir, Options{Devices: 20, At: testAt})
	if !errors.Is(err, ErrOccupied) || !strings.Contains(err.Error(), "devices.csv") || written != nil {
		t.Errorf("wrote %v, error %v; want %v that names devices.csv", written, err, ErrOccupied)
	}
	if got, _ := os.ReadFile(mine); string(got) != "real" || len(names(t, dir)) != 1 {
		t.Errorf("devices.csv now holds %q among %v", got, names(t, dir))
	}
}

// TestNoFolder is told where a folder cannot be.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := Write(dir, Options{Devices: 20, At: testAt})
		failed := (*WriteError)(nil)
		if !errors.As(err, &failed) || failed.File != dir {
			t.Errorf("%s: %v, want a WriteError of it", dir, err)
		}
	}
}

// TestHalf breaks the writing of a file at each of its first writes: nothing is
// left under its name or another, and the file of before is gone too, for it was
// of another estate.
func TestHalf(t *testing.T) {
	broken := errors.New("the disk is full")
	for after := range 5 {
		dir := t.TempDir()
		path := filepath.Join(dir, "devices.csv")
		_, err := replace(path, func(w io.Writer) (int, error) {
			return testEstate(t, Options{Devices: 5_000}).writeDevices(&limited{w, after, broken})
		})
		if !errors.Is(err, broken) || len(names(t, dir)) != 0 {
			t.Errorf("after %d writes: error %v, files %v; want %v and none", after, err, names(t, dir), broken)
		}
	}
}

// TestEveryWriterFails has every file's writer meet a disk that is full from the
// start: it says so and does not go on to the end.
func TestEveryWriterFails(t *testing.T) {
	broken := errors.New("the disk is full")
	e := testEstate(t, Options{Devices: 300})
	for _, f := range e.files(Options{Formats: []Format{All}, Faulty: true}) {
		if _, err := f.write(e, &limited{io.Discard, 0, broken}); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want %v", f.name, err, broken)
		}
	}
}

// limited is a writer that breaks after so many writes.
type limited struct {
	w     io.Writer
	after int
	err   error
}

func (l *limited) Write(b []byte) (int, error) {
	if l.after--; l.after < 0 {
		return 0, l.err
	}
	return l.w.Write(b)
}

// checkRefused holds a run in a folder that takes nothing, or not enough, to what
// is promised: a WriteError with the cause, and only whole files.
func checkRefused(t *testing.T, dir string, cause error) {
	t.Helper()
	written, err := Write(dir, Options{Devices: 2_000, At: testAt})
	failed := (*WriteError)(nil)
	if !errors.As(err, &failed) || !errors.Is(err, cause) {
		t.Fatalf("error %v, want a WriteError with %v", err, cause)
	}
	for _, name := range names(t, dir) {
		if name != Marker && !slices.ContainsFunc(written, func(w Written) bool { return w.File == name }) {
			t.Errorf("%s was left behind; whole are %v", name, written)
		}
	}
}
