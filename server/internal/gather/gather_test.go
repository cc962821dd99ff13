package gather

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func isJSON(name string) bool { return strings.HasSuffix(name, ".json") }

// taken collects what is handed on.
type taken struct {
	mu      sync.Mutex
	files   []string
	takers  int
	written map[string]time.Time
}

func (t *taken) taker() func(File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.takers++
	return func(f File) {
		t.mu.Lock()
		defer t.mu.Unlock()
		said := fmt.Sprintf("%s %d %.20s", f.Name, len(f.Src), f.Src)
		if f.Err != nil {
			said = f.Name + " error " + f.Err.Error()
		}
		t.files = append(t.files, said)
		if t.written == nil {
			t.written = map[string]time.Time{}
		}
		t.written[f.Name] = f.Modified()
	}
}

func (t *taken) sorted() []string {
	slices.Sort(t.files)
	return t.files
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.json"), "A")
	write(t, filepath.Join(dir, "empty.json"), "")
	write(t, filepath.Join(dir, "full.json"), strings.Repeat("f", 100))
	write(t, filepath.Join(dir, "long.json"), strings.Repeat("l", 101))
	write(t, filepath.Join(dir, "notes.txt"), "no")
	if err := os.Mkdir(filepath.Join(dir, "folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "folder.json", "below.json"), "not entered")
	if err := os.Symlink("a.json", filepath.Join(dir, "link.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("folder.json", filepath.Join(dir, "linked.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("gone", filepath.Join(dir, "nowhere.json")); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "a.json"), at, at); err != nil {
		t.Fatal(err)
	}
	var got taken
	var read atomic.Int64
	err := Folder(dir, Options{Wanted: isJSON, MaxBytes: 100, Read: func(n int) { read.Add(int64(n)) }}, got.taker)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a.json 1 A", "empty.json 0 ", "full.json 100 ffffffffffffffffffff", "link.json 1 A", "linked.json error it is a folder",
		"long.json 101 llllllllllllllllllll", "nowhere.json error it is not there any more",
	}
	if diff := cmp.Diff(want, got.sorted()); diff != "" {
		t.Error(diff)
	}
	if read.Load() != 203 || !got.written["a.json"].Equal(at) || !got.written["nowhere.json"].IsZero() {
		t.Errorf("%d bytes, %v", read.Load(), got.written)
	}
	if err := Folder(filepath.Join(dir, "gone"), Options{Wanted: isJSON}, got.taker); err == nil || !strings.Contains(err.Error(), "cannot be listed") {
		t.Errorf("error %v", err)
	}
}

func TestManyFilesOfEverySize(t *testing.T) {
	dir := t.TempDir()
	const files = 3*batch + 17
	for n := range files {
		size := n
		if n%100 == 0 {
			size = n * 100 // longer than the memory that a goroutine begins with
		}
		write(t, filepath.Join(dir, fmt.Sprintf("%d.json", n)), strings.Repeat("x", size))
	}
	var got taken
	if err := Folder(dir, Options{Wanted: isJSON, MaxBytes: 1 << 20}, got.taker); err != nil {
		t.Fatal(err)
	}
	if len(got.files) != files || got.takers != goroutines() {
		t.Errorf("%d files by %d goroutines", len(got.files), got.takers)
	}
	for _, f := range got.files {
		var n, size int
		if _, err := fmt.Sscanf(f, "%d.json %d", &n, &size); err != nil || size != n && size != n*100 {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestHeads(t *testing.T) {
	dir := t.TempDir()
	for n := range 10 {
		write(t, filepath.Join(dir, fmt.Sprintf("%d.json", n)), strings.Repeat(fmt.Sprint(n), 1000))
	}
	seen := 0
	look := func(stop int) func([]byte) bool {
		seen = 0
		return func(head []byte) bool {
			if len(head) != 64 {
				t.Errorf("%d bytes", len(head))
			}
			seen++
			return seen == stop
		}
	}
	for _, c := range []struct{ most, stop, want int }{{100, 0, 10}, {4, 0, 4}, {100, 3, 3}} {
		if err := Heads(dir, c.most, 64, isJSON, look(c.stop)); err != nil || seen != c.want {
			t.Errorf("%+v: %d seen, %v", c, seen, err)
		}
	}
	var names []string
	if err := Names(dir, func(name string) { names = append(names, name) }); err != nil || len(names) != 10 {
		t.Errorf("%v, %v", names, err)
	}
	if Heads(dir+"x", 1, 64, isJSON, look(0)) == nil || Names(dir+"x", nil) == nil {
		t.Error("a folder that is not there")
	}
}

func TestZip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "share.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	at := time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC)
	for member, text := range map[string]string{
		"share/a.json": "A", "b.json": strings.Repeat("b", 200_000), "empty.json": "", "notes.txt": "no", "../evil.json": "E", "folder.json/": "",
		"bomb.json": strings.Repeat("\x00", 50<<20),
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: member, Method: zip.Deflate, Modified: at})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var got taken
	if err := Zip(name, Options{Wanted: isJSON, MaxBytes: 1 << 20}, got.taker); err != nil {
		t.Fatal(err)
	}
	want := []string{"../evil.json 1 E", "b.json 200000 bbbbbbbbbbbbbbbbbbbb", "bomb.json 1048577 " + strings.Repeat("\x00", 20), "empty.json 0 ", "share/a.json 1 A"}
	if diff := cmp.Diff(want, got.sorted()); diff != "" {
		t.Error(diff)
	}
	if !got.written["b.json"].Equal(at) {
		t.Errorf("%v", got.written)
	}
	seen := 0
	if err := ZipHeads(name, 2, 8, isJSON, func(head []byte) bool { seen++; return len(head) > 8 }); err != nil || seen != 2 {
		t.Errorf("%d heads, %v", seen, err)
	}
	// Damaged: what can be read of it is, and nothing panics.
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for n := range src {
		if n%97 != 0 || n > len(src)/2 {
			continue
		}
		bad := slices.Clone(src)
		bad[n] ^= 0xff
		write(t, name, string(bad))
		var got taken
		if err := Zip(name, Options{Wanted: isJSON, MaxBytes: 1 << 16}, got.taker); err == nil && len(got.files) == 0 {
			t.Errorf("byte %d: nothing was handed on, and no error", n)
		}
	}
	if Zip(name+"x", Options{}, got.taker) == nil {
		t.Error("an archive that is not there")
	}
}
