package proven

import (
	"io"
	"os"
	"path/filepath"
)

// grown tells whether the file with more bytes would hold more than times what is
// remembered, in quarters.
func (k *keeper) grown(more int, quarters int64) bool {
	records := (k.size + int64(more)) / recordBytes
	return records > compactAtLeast && 4*records > quarters*k.store.remembered()
}

// remembered is how many identities are in memory.
func (s *Store) remembered() int64 {
	n := int64(0)
	for u := range s.known {
		n += s.known[u].Load()
	}
	return n
}

// compact writes all that memory holds into a new file and puts it in place.
// What is proven meanwhile waits for the next flush, and may then stand twice.
func (k *keeper) compact() error {
	if k.file != nil {
		// Windows renames nothing over an open file.
		err := k.file.Close()
		k.file = nil
		if err != nil {
			return err
		}
	}
	k.store.sweep(k.store.hour.Load())
	err := replaceFile(k.dir, recordFile, func(w io.Writer) error {
		if _, err := w.Write(k.form.head[:]); err != nil {
			return err
		}
		var b []byte
		for i := range k.store.shards {
			b = k.store.shards[i].appendTo(b[:0], &k.form)
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return k.open()
}

// appendTo appends a record of everything in the shard.
func (sh *shard) appendTo(b []byte, f *form) []byte {
	sh.RLock()
	defer sh.RUnlock()
	for m, p := range sh.proofs {
		b = f.append(b, m, p)
	}
	return b
}

// open opens the file of records to be written on.
func (k *keeper) open() error {
	f, err := os.OpenFile(filepath.Join(k.dir, recordFile), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	k.file, k.size = f, info.Size()
	return nil
}
