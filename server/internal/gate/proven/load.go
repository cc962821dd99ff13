package proven

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Loaded says what a folder held when it was opened.
type Loaded struct {
	Records int64 // that count
	Old     int64 // that are older than Remembered
	Future  int64 // that lie in the future by the gate's clock, and count as now
	Damaged int64 // bytes that belong to no whole record
	// Problems say in words what was wrong, and what became of it. A gate tells
	// them at its start.
	Problems []string

	headless bool // its head is not right
	sound    bool // the file of records can be written on as it is
}

// Open reads what a folder remembers and keeps there what is proven from now on;
// it makes the folder if there is none. An empty dir keeps all in memory only. at
// is the gate's clock now. It fails where the folder cannot be read or written
// at all. Whatever is damaged in it is passed over, and told in Status.
func Open(dir string, at time.Time) (*Store, error) {
	s := &Store{room: [4]int64{decision.ByPerson: maxPeople, decision.ByDevice: maxDevices, decision.ByAddress: maxAddresses}}
	s.loaded.Store(&Loaded{})
	for i := range s.shards {
		s.shards[i].proofs = make(map[Mark]proof)
	}
	s.hour.Store(hourOf(at))
	s.swept.Store(hourOf(at))
	if dir == "" {
		s.marker.init(newKey())
		return s, nil
	}
	if err := s.open(dir); err != nil {
		return nil, fmt.Errorf("opening the folder of who is proven: %w", err)
	}
	s.used.Store(true)
	go s.keeper.run()
	return s, nil
}

func (s *Store) open(dir string) error {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	k := &keeper{store: s, dir: dir, growth: 8, stop: make(chan struct{}), done: make(chan struct{})}
	l, err := lock(dir)
	var key []byte
	var problem string
	switch {
	case errors.Is(err, errInUse):
		key, err = readKey(filepath.Join(dir, keyFile))
	case err == nil:
		k.lock = l
		key, problem, err = ensureKey(dir)
	}
	if err != nil {
		return errors.Join(err, k.unlock())
	}
	s.marker.init(key)
	k.form = formOf(fingerprint(key))
	s.keeper = k
	loaded, err := s.load(filepath.Join(dir, recordFile), k.form)
	if err != nil {
		return errors.Join(err, k.unlock())
	}
	if problem != "" {
		loaded.Problems = append([]string{problem}, loaded.Problems...)
	}
	switch {
	case k.lock == nil:
		err := k.inUse()
		k.err.Store(&err)
		loaded.Problems = append(loaded.Problems, err.Error())
	case loaded.sound:
		if err := k.open(); err != nil {
			return errors.Join(err, k.unlock())
		}
	}
	s.loaded.Store(&loaded)
	return nil // where no file is open the first flush writes a new one
}

func (k *keeper) inUse() error {
	return fmt.Errorf("%s: %w; what is proven here is kept in memory until that one ends. If it is no restart, give each gate a folder of its own", k.dir, errInUse)
}

func (k *keeper) unlock() error {
	if k.lock == nil {
		return nil
	}
	err := k.lock.Close()
	k.lock = nil
	return err
}

// load reads the records of a file. Of two of one identity the later in the file
// holds; what memory knew before, only if it is newer.
func (s *Store) load(path string, f form) (l Loaded, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := s.read(file, f, &l); err != nil {
		return l, err
	}
	switch {
	case l.Damaged == 0 && !l.headless:
	case l.Damaged == 0:
		l.Problems = append(l.Problems, fmt.Sprintf("%s: it is empty; nobody is proven until they sign in again", path))
	case l.Records+l.Old == 0:
		aside := path + ".damaged"
		l.Problems = append(l.Problems, fmt.Sprintf("%s: nothing in it can be used: it is damaged, or was made with a key that is lost. It is put aside as %s, and nobody is proven until they sign in again", path, aside))
		if s.keeper.lock != nil {
			if err := os.Rename(path, aside); err != nil {
				return l, err
			}
		}
	default:
		l.Problems = append(l.Problems, fmt.Sprintf("%s: %d bytes are damaged and passed over, %d records are whole and count; who is missing is proven again by the next sign-in", path, l.Damaged, l.Records))
	}
	if l.Future > 0 {
		l.Problems = append(l.Problems, fmt.Sprintf("%s: %d records lie in the future by this gate's clock and count as now: is the clock right, and is this no rehearsal with the folder of a real gate?", path, l.Future))
	}
	return l, nil
}

// read takes records from r into memory and counts them in l. An error is the
// reader's: no bytes are an error.
func (s *Store) read(r io.Reader, f form, l *Loaded) error {
	hour := s.hour.Load()
	take := func(m Mark, p proof) {
		switch {
		case !p.seen.counts(hour):
			l.Old++
			return
		case p.seen.hour() > hour:
			l.Future++
			p.seen = seenAt(p.seen.unit(), hour)
		}
		l.Records++
		s.recover(m, p)
	}
	buffer := make([]byte, readBytes)
	held := 0
	for first := true; ; first = false {
		n, err := io.ReadFull(r, buffer[held:])
		held += n
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return err
		}
		dealt := 0
		if first {
			// A head that is not right is damage like any other.
			if held >= headBytes && [headBytes]byte(buffer) == f.head {
				dealt = headBytes
			} else {
				l.headless = true
			}
		}
		more, damaged := f.scan(buffer[dealt:held], last, take)
		l.Damaged += int64(damaged)
		if last {
			l.sound = l.Damaged == 0 && l.Future == 0 && !l.headless
			return nil
		}
		held = copy(buffer, buffer[dealt+more:held])
	}
}

// recover takes a proof that was kept. Where the store is in use already, memory
// may know a newer one.
func (s *Store) recover(m Mark, p proof) {
	sh := s.shardOf(m)
	sh.Lock()
	defer sh.Unlock()
	old, had := sh.proofs[m]
	switch {
	case had && s.used.Load() && old.seen.hour() > p.seen.hour():
	case had || s.takeRoom(p.seen.unit()):
		sh.proofs[m] = p
	default:
		s.full.Add(1)
	}
}
