package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	dirMode  = 0o700
	fileMode = 0o600
)

// Options are what may be chosen about a journal. The zero value is what a
// service wants.
type Options struct {
	// SegmentBytes is the size from which a segment is followed by the next.
	// 0 means 64 MiB.
	SegmentBytes int64
}

// Recovery is what [Open] found of the writer before.
type Recovery struct {
	// Unclean says that it did not come to its end: it was killed, or the
	// machine lost its power. Only in the latter case records may be missing
	// without a trace, those of its last second.
	Unclean bool
	// Torn is the unfinished last line, whose record was never answered for;
	// nil if there is none. It stays where it is, and every search counts it.
	Torn *Damage
}

// A Journal is a folder held for writing. Its methods may be called from
// several goroutines.
type Journal struct {
	dir          string
	segmentBytes int64
	lock         *os.File
	recovery     Recovery
	create       func(path string) (file, error)

	mu      sync.Mutex
	current *segment // nil: the next append begins one
	number  int      // of the newest segment, whether current or not
	buffer  []byte   // of the last append, for the next one
	closed  bool

	timer       *time.Timer // armed while not nil
	created     bool        // a segment was begun since the folder's last fsync
	retired     []*segment  // no longer written, to be synced and closed
	unsynced    int         // records that no fsync has seen
	unconfirmed int         // records whose fsync failed
	syncErr     error       // the first that failed

	syncing sync.Mutex // held over an fsync, without mu, so that appends go on
}

// Open holds the folder for writing, creating it if need be, and looks at how
// the writer before left it. [Journal.Recovery] tells. ErrInUse if another
// writer holds it.
func Open(dir string, options Options) (*Journal, error) {
	opening := func(err error) error { return fmt.Errorf("opening the journal %s: %w", dir, err) }
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, opening(cause(err))
	}
	lock, unclean, err := holdLock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, opening(err)
	}
	j := &Journal{
		dir:          dir,
		segmentBytes: options.SegmentBytes,
		lock:         lock,
		recovery:     Recovery{Unclean: unclean},
		create:       createFile,
	}
	if j.segmentBytes <= 0 {
		j.segmentBytes = defaultSegmentBytes
	}
	// The lock's mark must be in the folder after a power loss, too.
	if err = syncDir(dir); err == nil {
		err = j.resume()
	}
	if err != nil {
		return nil, errors.Join(opening(err), lock.Close())
	}
	return j, nil
}

// resume goes on with the newest segment if it ends with a whole line.
func (j *Journal) resume() error {
	names, err := segmentNames(j.dir)
	if err != nil || len(names) == 0 {
		return err
	}
	if j.recovery.Unclean {
		if err := syncSegments(j.dir, names); err != nil {
			return err
		}
	}
	newest, torn, err := openSegment(j.dir, names[len(names)-1])
	if err != nil {
		return err
	}
	j.number = newest.number
	j.recovery.Torn = torn
	if torn == nil {
		j.current = newest
	}
	return nil
}

func createFile(path string) (file, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
}

// Recovery returns what Open found of the writer before.
func (j *Journal) Recovery() Recovery { return j.recovery }

// Close brings everything to the disk and lets the folder go. It returns the
// first error that bringing records to the disk met since Open, if any.
func (j *Journal) Close() error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return ErrClosed
	}
	j.closed = true
	if j.timer != nil {
		j.timer.Stop()
	}
	j.retire()
	j.mu.Unlock()

	j.sync()
	err := j.Err()
	return errors.Join(err, releaseLock(j.lock, err == nil))
}
