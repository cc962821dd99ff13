package cards

import (
	"io"
	"path/filepath"
	"sync"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// Card is what can be put into a reader: virtual.Card, or a program that is one.
type Card interface {
	// Insert connects to the reader at an address; closing pulls the card out.
	Insert(address string) (io.Closer, error)
}

// Stack is a pcscd with its readers, of one test.
type Stack struct {
	t         testing.TB
	program   string
	folder    string
	addresses []string
	daemon    *daemon
	in        map[int]io.Closer // the cards in readers
}

// one is held while a stack runs: pcscd has one place for its socket.
var one sync.Mutex

// Start runs a pcscd with at least so many readers, at most 16, until the test
// ends. The driver has two readers each, so an odd number is rounded up; 0 gives a
// pcscd without any. A process has one stack at a time: tests with cards do not run
// in parallel.
func Start(t testing.TB, readers int) *Stack {
	t.Helper()
	program := need.Program(t, "pcscd")
	driver := need.Library(t, "libifdvpcd.so")
	if notInside != nil {
		need.Namespaces(t)
		t.Fatalf("there are no namespaces for pcscd: %v", notInside)
	}
	if readers < 0 || readers > maxReaders {
		t.Fatalf("pcscd has 0 to %d readers, not %d", maxReaders, readers)
	}
	if !one.TryLock() {
		t.Fatal("a process has one card stack at a time: call Start once in a test, and not in parallel tests")
	}
	t.Cleanup(one.Unlock)
	s := &Stack{t: t, program: program, folder: t.TempDir(), in: make(map[int]io.Closer)}
	var err error
	if s.addresses, err = configure(s.folder, driver, readers); err != nil {
		t.Fatal(err)
	}
	s.Resume()
	t.Cleanup(s.end)
	return s
}

// Resume runs pcscd again after Stop.
func (s *Stack) Resume() {
	s.t.Helper()
	if s.daemon != nil {
		s.t.Fatal("pcscd runs already")
	}
	var err error
	if s.daemon, err = run(s.program, filepath.Join(s.folder, "reader.conf.d")); err != nil {
		s.t.Fatal(err)
	}
	s.await(func(all []State) bool { return len(all) == len(s.addresses) })
}

// Stop ends pcscd, as when its service crashes. Cards that were in readers are out.
func (s *Stack) Stop() {
	s.t.Helper()
	if s.daemon == nil {
		s.t.Fatal("pcscd does not run")
	}
	s.daemon.stop()
	s.daemon = nil
	for i, card := range s.in {
		_ = card.Close()
		delete(s.in, i)
	}
}

// Crash ends pcscd and nothing else, at once: a card may call it while it works on a
// command. Stop then takes the cards out.
func (s *Stack) Crash() { s.daemon.stop() }

// Freeze makes pcscd answer nobody until Thaw, as a service does that hangs. It is for
// systems that can stop a process; the test ends elsewhere.
func (s *Stack) Freeze() {
	s.t.Helper()
	if err := freeze(s.daemon.cmd.Process); err != nil {
		s.t.Fatalf("stopping pcscd for a while: %v", err)
	}
}

// Thaw ends Freeze.
func (s *Stack) Thaw() {
	s.t.Helper()
	if err := thaw(s.daemon.cmd.Process); err != nil {
		s.t.Fatalf("letting pcscd go on: %v", err)
	}
}

func (s *Stack) end() {
	if s.daemon == nil {
		return
	}
	if s.t.Failed() {
		s.t.Logf("pcscd said last:\n%s", s.daemon.said.String())
	}
	s.Stop()
}

// Readers are the readers as pcscd lists them.
func (s *Stack) Readers() []Reader {
	s.t.Helper()
	all := make([]Reader, len(s.addresses))
	for i, state := range s.States() {
		all[i] = Reader{state.Name, s.addresses[i]}
	}
	return all
}

// States are the readers as pcscd sees them now.
func (s *Stack) States() []State {
	s.t.Helper()
	var now []State
	s.await(func(all []State) bool { now = all; return true })
	return now
}

// Insert puts a card into a reader, counted from 0, and returns when pcscd has seen
// it and what it saw.
func (s *Stack) Insert(reader int, card Card) State {
	s.t.Helper()
	if reader < 0 || reader >= len(s.addresses) {
		s.t.Fatalf("there is no reader %d: the stack has %d", reader, len(s.addresses))
	}
	if s.in[reader] != nil {
		s.t.Fatalf("there is a card in reader %d: Remove it first", reader)
	}
	link, err := card.Insert(s.addresses[reader])
	if err != nil {
		s.t.Fatal(err)
	}
	s.in[reader] = link
	return s.AwaitCard(reader)
}

// Remove pulls the card out of a reader, and returns when pcscd has seen it.
func (s *Stack) Remove(reader int) {
	s.t.Helper()
	if s.in[reader] == nil {
		s.t.Fatalf("there is no card in reader %d", reader)
	}
	if err := s.in[reader].Close(); err != nil {
		s.t.Fatalf("pulling the card out of reader %d: %v", reader, err)
	}
	delete(s.in, reader)
	s.AwaitNoCard(reader)
}

// AwaitCard returns when pcscd sees a card in a reader, and what it sees.
func (s *Stack) AwaitCard(reader int) State {
	s.t.Helper()
	return s.awaitOne(reader, func(state State) bool { return state.Present })
}

// AwaitNoCard returns when pcscd sees no card in a reader: one that pulls itself
// out, or one that a program put in.
func (s *Stack) AwaitNoCard(reader int) State {
	s.t.Helper()
	seen := s.awaitOne(reader, func(state State) bool { return !state.Present })
	if card := s.in[reader]; card != nil { // it pulled itself out
		_ = card.Close()
		delete(s.in, reader)
	}
	return seen
}

func (s *Stack) awaitOne(reader int, is func(State) bool) State {
	s.t.Helper()
	var found State
	s.await(func(all []State) bool {
		if reader < 0 || reader >= len(all) {
			return false
		}
		found = all[reader]
		return is(found)
	})
	return found
}

func (s *Stack) await(seen func([]State) bool) {
	s.t.Helper()
	if err := watch(seen); err != nil {
		s.t.Fatal(err)
	}
}
