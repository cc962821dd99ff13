package plan

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

const separator = string(os.PathSeparator)

// Keeper keeps the plan in force and watches the files that it is made of. It may
// be used by many goroutines.
type Keeper struct {
	files   Files
	clock   func() time.Time
	log     func(Message)
	current atomic.Pointer[Plan]
	held    atomic.Pointer[Hold]
	last    atomic.Pointer[standing] // as the last check left it

	holding sync.Mutex // one hold or release at a time
	telling sync.Mutex // one message at a time

	checking sync.Mutex // one check at a time; it guards what follows
	watch    watch
	builder  builder
	seen     sum  // the print of the last look
	settled  bool // two looks in a row were the same
	judged   sum  // the print of the last snapshot that was decided about
	standing
}

// standing is how things stand with the files.
type standing struct {
	approval     approval // under which the plan in force was taken
	waiting      *waiting // nil: nothing waits
	broken       notice.Problems
	brokenPlaces []place
	brokenSince  time.Time
	taken        int // plans, the first among them
	checked      time.Time
}

// Open reads the files and makes the first plan of them, which is in force at
// once. Instants are those of the clock; what happens is told to log, one message
// at a time, which must call neither Check nor Hold nor Release.
//
// What is wrong with the files is a [Broken] with all of it. But where the gate was
// told to read the same files when it ran last, and these were good, it begins with
// what they were then, and says so: it stands before a service that people need.
func Open(f Files, clock func() time.Time, log func(Message)) (*Keeper, error) {
	if len(f.Notices) == 0 {
		return nil, errors.New("no notice is named; name the files or folders of those to decide by")
	}
	if log == nil {
		log = func(Message) {}
	}
	k := &Keeper{files: f, clock: clock, log: log, watch: watch{files: f}, builder: builder{map[string]*part{}}}
	s := k.watch.look()
	// A digest that was typed wrong is a mistake of whoever starts the gate; a file
	// of one that is missing or wrong leaves the plan unarmed, and that is said.
	if isDigest(f.Armed) && s.approval.problem != "" {
		return nil, errors.New(s.approval.problem)
	}
	now := clock()
	first, failed := k.builder.build(s.items)
	if failed != nil {
		var err error
		if first, err = k.lastGood(); err != nil {
			return nil, &Broken{failed.problems}
		}
		k.broken, k.brokenPlaces, k.brokenSince = failed.problems, failed.broken, now
	}
	first.sign()
	k.take(first, s.approval, arm(first.digest, s.approval, nil, false, now), now, "")
	if failed != nil {
		k.current.Store(k.current.Load().stale(failed.newer))
		k.tellProblems(failed.problems)
	}
	k.seen, k.judged, k.settled = s.print, s.print, true
	k.publish(now)
	k.readHold()
	return k, nil
}

// Current returns the plan in force. It costs an atomic load.
func (k *Keeper) Current() *Plan { return k.current.Load() }

// Run watches the files until the context ends.
func (k *Keeper) Run(ctx context.Context) {
	timer := time.NewTimer(pollEvery)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			k.Check()
			timer.Reset(k.pause())
		}
	}
}

// Check looks at the files, as Run does twice a second, and at whether what waits
// may be taken. A change is taken when two checks in a row saw the same of it. It
// is there for those who have a keeper without time.
func (k *Keeper) Check() {
	k.checking.Lock()
	defer k.checking.Unlock()
	now := k.clock()
	s := k.watch.look()
	switch {
	case s.print != k.seen:
		k.seen, k.settled = s.print, false
	case !k.settled:
		k.settled = true
		if s.print != k.judged {
			k.judged = s.print
			k.judge(s, now)
		}
	}
	k.resume(now)
	k.builder.keep(k.current.Load().state, k.waiting.of())
	k.publish(now)
}

// publish shows how things stand.
func (k *Keeper) publish(now time.Time) {
	k.checked = now
	shown := k.standing
	k.last.Store(&shown)
}

// pause is how long to wait for the next check.
func (k *Keeper) pause() time.Duration {
	k.checking.Lock()
	settled := k.settled
	k.checking.Unlock()
	wait := pollEvery
	if !settled {
		wait = settleAfter
	}
	if at := k.NextCheck(); !at.IsZero() {
		wait = min(wait, max(at.Sub(k.clock()), time.Millisecond))
	}
	return wait
}

// NextCheck returns when, by the gate's clock, what waits may be taken: when no
// window is open any more. It is zero where nothing waits, and where the end of the
// windows cannot be told.
func (k *Keeper) NextCheck() time.Time {
	if k.last.Load().waiting == nil {
		return time.Time{}
	}
	return k.Current().openUntil(k.clock())
}
