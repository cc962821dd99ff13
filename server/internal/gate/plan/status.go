package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Status is how things stand with the files, for those who watch the gate.
type Status struct {
	Plan    *Plan // in force
	Files   []File
	Waiting *Waiting // nil: nothing waits
	// Broken is what is wrong with the files as they are on disk, since when; while
	// there is any, what is in force is not what they say.
	Broken      notice.Problems
	BrokenSince time.Time
	Hold        *Hold     // nil: nothing is held
	Taken       int       // plans that were in force, this one among them
	Checked     time.Time // when the files were last looked at, by the gate's clock
}

// File is one file, as it is in force or on disk.
type File struct {
	Path    string
	Kind    string // notice, exemptions or pauses
	State   FileState
	Problem string // with its place; "" = there is none
}

// FileState says what is in force of a file.
type FileState string

// The states of a file.
const (
	InForce FileState = "in force"
	Waits   FileState = "waits"  // as it is on disk it waits; as it was, if it was, it is in force
	Faulty  FileState = "broken" // as it was, if it was, it is in force
)

// Waiting is a change that may strengthen, and waits until no window is open.
type Waiting struct {
	Digest string
	Armed  bool // it will be
	Since  time.Time
	Until  time.Time // zero: the end of the windows cannot be told
	Why    []string  // what may strengthen
	Files  []string  // which change, in words
}

// Status returns how things stand.
func (k *Keeper) Status() Status {
	last := k.last.Load()
	p := k.Current()
	s := Status{Plan: p, Broken: last.broken, Taken: last.taken, Checked: last.checked}
	if h, held := k.Held(); held {
		s.Hold = &h
	}
	if len(last.broken) > 0 {
		s.BrokenSince = last.brokenSince
	}
	for _, part := range p.state.parts {
		s.Files = append(s.Files, File{Path: part.path, Kind: kindWords(part.kind), State: InForce})
	}
	set := func(at place, state FileState, problem string) {
		for i := range s.Files {
			if s.Files[i].Path == at.path || strings.HasPrefix(s.Files[i].Path, at.path+separator) {
				s.Files[i].State, s.Files[i].Problem = state, problem
				at.path = ""
			}
		}
		if at.path != "" {
			s.Files = append(s.Files, File{at.path, kindWords(at.kind), state, problem})
		}
	}
	if w := last.waiting; w != nil {
		changed := changes(p.state, w.state.items())
		for _, c := range changed {
			set(c.place, Waits, "")
		}
		s.Waiting = &Waiting{
			Digest: w.state.digest, Armed: arm(w.state.digest, w.approval, nil, false, w.since).armed,
			Since: w.since, Until: p.openUntil(k.clock()), Why: w.why, Files: strings.Split(differs(p.state, w.state), ", "),
		}
	}
	for _, b := range last.brokenPlaces {
		problem := ""
		if i := slices.IndexFunc(last.broken, func(p notice.Problem) bool { return p.File == b.path }); i >= 0 {
			problem = last.broken[i].String()
		}
		set(b, Faulty, problem)
	}
	return s
}

func (w *waiting) of() *state {
	if w == nil {
		return nil
	}
	return w.state
}
