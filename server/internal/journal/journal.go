package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/disk"
)

const (
	dirMode  = 0o700
	fileMode = 0o600
)

// Options are what may be chosen about a journal. The zero value keeps everything
// for ever and holds no reserve.
type Options struct {
	// SegmentBytes is the size from which a segment is followed by the next.
	// 0 means 64 MiB.
	SegmentBytes int64

	// Keep is how long records are kept: a segment whose newest record is older is
	// deleted, whole. What that means when clocks step is told in the package
	// comment. 0 = for ever.
	Keep time.Duration
	// KeepBytes is how large all segments may be together before the oldest are
	// deleted. 0 = without bound.
	KeepBytes int64
	// Removed is told of each segment that was deleted, or could not be. It is
	// called by Open, Close and the goroutine that brings records to the disk,
	// never by Append, and must not call the journal. nil: nobody is told.
	Removed func(Removal)

	// StallAfter is how long a write may take before those who come after it are
	// refused, with a *WriteError for ErrStalled, and do not wait. Those who came
	// before wait for the disk. 0 = all wait.
	StallAfter time.Duration

	// LowBytes is the free space of the disk below which details are left out.
	// 0 means 256 MiB, less than 0 that only a write that fails tells.
	LowBytes int64
	// ReserveBytes is the size of a file that holds space for when the disk is
	// full; 32 MiB are some 50,000 decisions. 0 = none.
	ReserveBytes int64
}

// A Journal is a folder held for writing. Its methods may be called from
// several goroutines.
type Journal struct {
	dir          string
	segmentBytes int64
	stallAfter   time.Duration
	retention    retention
	lock         *os.File
	recovery     Recovery
	boot         string
	create       func(path string) (file, error)
	room         *room
	buffers      sync.Pool // of *[]byte, lines on their way

	mu      sync.Mutex
	idle    sync.Cond // on mu: nobody writes
	closed  bool
	writing bool      // somebody has the right to write; see commit
	begun   time.Time // when the write began that is going on
	waiting []*group  // in the order in which they will write

	soon      text        // what goes with the next write; see AppendSoon
	soonTimer *time.Timer // armed while not nil

	// What the one with the right to write changes, under mu.
	current  *segment // nil: the next write begins one
	number   int      // of the newest segment, whether current or not
	segments []aged   // all, in the order of writing
	together []byte   // what is written with what waited for it; not under mu

	timer         *time.Timer // armed while not nil
	hastened      bool        // the timer was brought forward
	created       bool        // a segment was begun since the folder's last fsync
	rotated       bool        // a segment was begun since the last look at old ones
	retired       []*segment  // no longer written, to be synced and closed
	refused       *segment    // that the disk did not confirm; not to be written on
	unsynced      int         // records that the disk has not confirmed
	underway      int         // of them: those that an fsync is just bringing there
	unsyncedBytes int64       // of their lines
	announced     int         // how many there may be of them by the last note
	unconfirmed   int         // records whose fsync failed
	syncErr       error       // the first that failed

	written        int // records
	detailsDropped int // of which the detail was left out
	unkept         int // records that could not be written

	failed   error     // of the newest write; nil: it went well
	failedAt time.Time // by the machine's clock

	syncing   sync.Mutex // held over an fsync, without mu, so that appends go on
	confirmed note       // the last whose records the disk confirmed
	ended     bool       // the lock was let go
}

// Open holds the folder for writing, creating it if need be, and looks at how
// the writer before left it. [Journal.Recovery] tells. ErrInUse if another
// writer holds it.
func Open(dir string, options Options) (*Journal, error) {
	return openWith(dir, options, holdLock)
}

// OpenWait is Open for a program that takes over from one that still works: it
// waits until that one has closed the journal. When the context ends first it
// returns ErrInUse with the context's cause.
func OpenWait(ctx context.Context, dir string, options Options) (*Journal, error) {
	return openWith(dir, options, func(path string) (*os.File, []byte, error) { return awaitLock(ctx, path) })
}

func openWith(dir string, options Options, hold func(path string) (*os.File, []byte, error)) (*Journal, error) {
	opening := func(err error) error { return fmt.Errorf("opening the journal %s: %w", dir, err) }
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, opening(cause(err))
	}
	lock, left, err := hold(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, opening(err)
	}
	j := &Journal{
		dir:          dir,
		segmentBytes: options.SegmentBytes,
		stallAfter:   options.StallAfter,
		retention:    retention{keep: options.Keep, bytes: options.KeepBytes, told: options.Removed},
		lock:         lock,
		boot:         bootID(),
		create:       createFile,
		room:         newRoom(dir, options),
		announced:    leastAnnounced,
	}
	j.idle.L = &j.mu
	j.buffers.New = func() any { return new([]byte) }
	if j.segmentBytes <= 0 {
		j.segmentBytes = defaultSegmentBytes
	}
	if err := j.begin(left); err != nil {
		return nil, errors.Join(opening(err), lock.Close())
	}
	return j, nil
}

// begin looks at what the writer before left, and announces this one.
func (j *Journal) begin(left []byte) error {
	if err := j.room.check(); err != nil {
		return err
	}
	if err := j.resume(left); err != nil {
		return err
	}
	n := note{Boot: j.boot, Segment: j.number, Announced: j.announced}
	if len(j.segments) > 0 {
		n.Offset = j.segments[len(j.segments)-1].bytes
	}
	err := leaveNote(j.lock, n)
	for err != nil && isFull(err) && j.room.giveBack(noteBytes) {
		err = leaveNote(j.lock, n)
	}
	if err != nil {
		return err
	}
	j.confirmed = n
	// The lock's file must be in the folder after a power loss, too.
	if err = disk.SyncDir(j.dir); err != nil {
		return err
	}
	j.room.look()
	j.removeOld()
	return nil
}

// resume goes on with the newest segment if it ends with a whole line.
func (j *Journal) resume(left []byte) error {
	var err error
	if j.segments, err = agedSegments(j.dir); err != nil {
		return err
	}
	if err := j.recover(left); err != nil {
		return err
	}
	if len(j.segments) == 0 {
		return nil
	}
	newest, torn, err := openSegment(j.dir, j.segments[len(j.segments)-1].name)
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

// Close waits for appends that were begun, brings everything to the disk and lets
// the folder go. It returns the first error that bringing records to the disk met
// since Open, if any.
func (j *Journal) Close() error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return ErrClosed
	}
	j.closed = true
	for j.writing {
		j.idle.Wait()
	}
	if j.soonTimer != nil {
		j.soonTimer.Stop()
	}
	if j.soon.records > 0 {
		j.writing, j.begun = true, time.Now()
		t := text{at: j.soon.at}
		j.mu.Unlock()
		_, _ = j.write(t) // counted there
		j.mu.Lock()
		for j.writing { // one that looks for what was just written
			j.idle.Wait()
		}
	}
	if j.timer != nil {
		j.timer.Stop()
	}
	j.retire()
	j.mu.Unlock()

	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.bringToDisk()
	j.ended = true
	err := j.Err()
	return errors.Join(err, releaseLock(j.lock, err == nil))
}
