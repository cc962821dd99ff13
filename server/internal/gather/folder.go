package gather

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Folder hands on every file of a folder that is wanted. Each goroutine calls
// taker once, and what that returned with each of its files.
func Folder(dir string, o Options, taker func() func(File)) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be listed: %w", dir, err)
	}
	defer d.Close()
	names := make(chan []string, goroutines())
	var readers sync.WaitGroup
	for range goroutines() {
		readers.Go(func() {
			take := taker()
			r := newReader(dir, o)
			for list := range names {
				read := 0
				for _, name := range list {
					f := File{Name: name, Modified: func() time.Time { return modified(filepath.Join(dir, name)) }}
					f.Src, f.Err = r.file(name)
					read += len(f.Src)
					take(f)
				}
				if o.Read != nil {
					o.Read(read)
				}
			}
		})
	}
	err = list(d, o.Wanted, func(list []string) bool { names <- list; return true })
	close(names)
	readers.Wait()
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be listed to its end: %w", dir, err)
	}
	return nil
}

// list lists a folder in batches, until more is false. What the file system says
// is no file is left out; a link may be one.
func list(d *os.File, wanted func(string) bool, more func([]string) bool) error {
	for {
		entries, err := d.ReadDir(batch)
		var names []string
		for _, e := range entries {
			if t := e.Type(); (t.IsRegular() || t&fs.ModeSymlink != 0) && wanted(e.Name()) {
				names = append(names, e.Name())
			}
		}
		if len(names) > 0 && !more(names) {
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
