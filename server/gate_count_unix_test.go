//go:build unix

package server

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/standin"
)

// proveAll lets people sign in, each at a device of their own, and waits until that
// outlives a kill.
func (p *process) proveAll(people int) {
	p.Helper()
	for n := range people {
		if _, err := p.agent("2.4.10.0", fmt.Sprint("PC-", n), fmt.Sprint("person-", n)).SignIn(p.Context()); err != nil {
			p.Fatal(err)
		}
	}
	// A person and a device each, the address, and the head; of 24 bytes all.
	want := int64((2*people + 2) * 24)
	ctx, cancel := context.WithTimeout(p.Context(), time.Minute)
	defer cancel()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		if info, err := os.Stat(filepath.Join(p.journal, "rehearsal", "records")); err == nil && info.Size() >= want {
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			p.Fatal("who is proven is not written")
		}
	}
}

// wants lets the old agent of a person sign in.
func (p *process) wants(person int, refused bool) {
	p.Helper()
	_, err := p.agent("2.3.2.0", fmt.Sprint("PC-", person), fmt.Sprint("person-", person)).SignIn(p.Context())
	var words *standin.Refused
	if is := errors.As(err, &words); is != refused || !is && err != nil {
		p.Errorf("person %d: %v; refused: %v", person, err, refused)
	}
}

// TestRestartsLockOutNoMore restarts a gate in every way between refusals: of an
// organisation as many are locked out as by one that ran on, and what opened stays
// open.
func TestRestartsLockOutNoMore(t *testing.T) {
	service := &standin.Service{}
	behind := httptest.NewServer(service)
	defer behind.Close()
	c := gateFiles(t, behind.URL)
	c.Budget.Organisation = 5
	p := startProcess(t, c, service)
	p.proveAll(9)
	again := func() { p.kill(); p.start() }

	p.wants(0, true)
	p.wants(1, true)
	again()
	p.until("the lock-out budget counts on")
	p.wants(2, true)
	p.wants(0, true) // counts once
	again()
	again()
	p.wants(3, true)
	p.restart()
	p.wants(4, true) // as many as may be
	p.restart()
	again()
	p.wants(5, false)
	p.wants(0, false)
	again()
	p.wants(6, false)
	p.restart()
	p.wants(7, false)
}
