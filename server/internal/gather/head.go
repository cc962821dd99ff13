package gather

import (
	"fmt"
	"os"
)

// Heads hands on the beginnings of the first few files of a folder that are
// wanted, until it is told that that is enough. Files that cannot be read are left
// out: whoever reads them will say so.
func Heads(dir string, most, bytes int, wanted func(name string) bool, enough func(head []byte) bool) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be listed: %w", dir, err)
	}
	defer d.Close()
	r := newReader(dir, Options{MaxBytes: bytes - 1})
	return list(d, wanted, func(names []string) bool {
		for _, name := range names {
			if most--; most < 0 {
				return false
			}
			if head, err := r.file(name); err == nil && enough(head) {
				return false
			}
		}
		return true
	})
}

// Names hands on the names of all files of a folder.
func Names(dir string, each func(name string)) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be listed: %w", dir, err)
	}
	defer d.Close()
	err = list(d, func(string) bool { return true }, func(names []string) bool {
		for _, name := range names {
			each(name)
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("%s: the folder cannot be listed to its end: %w", dir, err)
	}
	return nil
}
