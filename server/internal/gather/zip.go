package gather

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
	"time"
)

// maxMembers is how many files of a ZIP are read. Their list is kept in memory:
// it takes some hundred bytes each.
const maxMembers = 3_000_000

// Zip hands on every file of a ZIP that is wanted, of whatever folder in it, as
// Folder does.
func Zip(name string, o Options, taker func() func(File)) error {
	z, err := openZip(name)
	if err != nil {
		return err
	}
	defer z.Close()
	members := make(chan *zip.File, batch)
	var readers sync.WaitGroup
	for range goroutines() {
		readers.Go(func() {
			take := taker()
			var buffer []byte
			for m := range members {
				f := File{Name: m.Name, Modified: func() time.Time { return m.Modified }}
				buffer, f.Err = member(m, buffer[:0], o.MaxBytes)
				if f.Err == nil {
					f.Src = buffer
				}
				if o.Read != nil {
					o.Read(int(min(m.CompressedSize64, 1<<40)))
				}
				take(f)
			}
		})
	}
	for _, m := range z.File {
		if isFile(m) && o.Wanted(path.Base(m.Name)) {
			members <- m
		}
	}
	close(members)
	readers.Wait()
	return nil
}

// ZipHeads hands on the beginnings of the first few files of a ZIP that are
// wanted, as Heads does.
func ZipHeads(name string, most, bytes int, wanted func(name string) bool, enough func(head []byte) bool) error {
	z, err := openZip(name)
	if err != nil {
		return err
	}
	defer z.Close()
	var buffer []byte
	for _, m := range z.File {
		if !isFile(m) || !wanted(path.Base(m.Name)) {
			continue
		}
		if most--; most < 0 {
			return nil
		}
		if buffer, err = member(m, buffer[:0], bytes-1); err == nil && enough(buffer) {
			return nil
		}
	}
	return nil
}

func openZip(name string) (*zip.ReadCloser, error) {
	z, err := zip.OpenReader(name)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written by these names
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(z.File) > maxMembers {
		z.Close()
		return nil, fmt.Errorf("%s: it has more than %d files; make several of it", name, maxMembers)
	}
	return z, nil
}

func isFile(m *zip.File) bool {
	return m.Mode().IsRegular() && !strings.HasSuffix(m.Name, "/")
}

// member reads a file of a ZIP, at most a byte more than asked for.
func member(m *zip.File, buffer []byte, most int) ([]byte, error) {
	in, err := m.Open()
	if err != nil {
		return buffer, err
	}
	defer in.Close()
	limited := io.LimitReader(in, int64(most)+1)
	for {
		if len(buffer) == cap(buffer) {
			buffer = append(buffer, 0)[:len(buffer)]
		}
		n, err := limited.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if err == io.EOF {
			return buffer, nil
		}
		if err != nil {
			return buffer, err
		}
	}
}
