package journal

import (
	"errors"
	"os"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// A fakeDisk counts the calls of a journal's files, and lets some fail.
type fakeDisk struct {
	onWrite, onSync func() // set before anything is written

	calls, writes, syncs atomic.Int64
	failFrom, failUntil  atomic.Int64 // calls, from 1; the last exclusive
	failWrites           atomic.Int64 // the next so many, whatever calls they are
}

func watch(j *Journal) *fakeDisk {
	d := &fakeDisk{}
	create := j.create
	j.create = func(path string) (file, error) {
		if err := d.call(); err != nil {
			return nil, &os.PathError{Op: "open", Path: path, Err: err}
		}
		f, err := create(path)
		return watched{f, d}, err
	}
	return d
}

// fail lets so many calls fail after the next few.
func (d *fakeDisk) fail(after, calls int64) {
	from := d.calls.Load() + after + 1
	d.failFrom.Store(from)
	d.failUntil.Store(from + calls)
}

func (d *fakeDisk) call() error {
	call := d.calls.Add(1)
	if d.failFrom.Load() <= call && call < d.failUntil.Load() {
		return syscall.ENOSPC
	}
	return nil
}

type watched struct {
	file
	disk *fakeDisk
}

// WriteAt leaves half of a line behind when it fails, as full disks do.
func (w watched) WriteAt(b []byte, offset int64) (int, error) {
	w.disk.writes.Add(1)
	if w.disk.onWrite != nil {
		w.disk.onWrite()
	}
	failure := w.disk.call()
	if w.disk.failWrites.Load() > 0 {
		w.disk.failWrites.Add(-1)
		failure = syscall.ENOSPC
	}
	if failure != nil {
		n, err := w.file.WriteAt(b[:len(b)/2], offset)
		return n, errors.Join(err, failure)
	}
	return w.file.WriteAt(b, offset)
}

func (w watched) Truncate(size int64) error {
	if err := w.disk.call(); err != nil {
		return err
	}
	return w.file.Truncate(size)
}

func (w watched) Sync() error {
	w.disk.syncs.Add(1)
	if w.disk.onSync != nil {
		w.disk.onSync()
	}
	if err := w.disk.call(); err != nil {
		return err
	}
	return w.file.Sync()
}

func (w watched) Close() error {
	return errors.Join(w.disk.call(), w.file.Close())
}

// untimed keeps a journal from bringing anything to the disk by itself until the
// next sync.
func untimed(j *Journal) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.timer, j.hastened = time.NewTimer(time.Hour), true
}

// memory returns a folder in memory where the system has such: for tests of many
// rounds that ask what stands where, and not what a disk does.
func memory(t testing.TB) string {
	t.Helper()
	const shared = "/dev/shm"
	if info, err := os.Stat(shared); err != nil || !info.IsDir() {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(shared, "journal")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
