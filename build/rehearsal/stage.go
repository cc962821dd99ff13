package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/test/standin"
)

// options are what the rehearsal is told.
type options struct {
	program, notice, out string
	from                 string // the time of the day at which the clock begins
	rate                 float64
	stay                 bool
	say                  io.Writer
}

// stage is the scene: the service, the gate before it, and what they need.
type stage struct {
	options
	certificates *standin.Certificates
	service      *standin.Service
	digest       string
	upstream     string
	log          *os.File

	gate *standin.Gate
	// The gate's clock showed zero after it was asked, and before it had answered.
	zero            time.Time
	asked, answered time.Time // of the machine
}

const (
	// startWait is how long the gate may take to come up.
	startWait = 30 * time.Second
	// questions is how often the gate is asked for its time; the quickest answer
	// tells it best.
	questions = 5
)

// build makes the scene; end takes it down.
func build(o options) (s *stage, end func(), err error) {
	if err := os.RemoveAll(o.out); err != nil {
		return nil, nil, err
	}
	s = &stage{options: o, service: &standin.Service{}}
	if s.certificates, err = standin.MakeCertificates(filepath.Join(o.out, "certificates")); err != nil {
		return nil, nil, fmt.Errorf("making certificates: %w", err)
	}
	if err := writeEstate(s.path("estate")); err != nil {
		return nil, nil, fmt.Errorf("inventing an estate: %w", err)
	}
	if s.digest, err = s.lanyard("notice", "digest", o.notice); err != nil {
		return nil, nil, err
	}
	s.digest = strings.TrimSpace(s.digest)
	if s.log, err = os.Create(s.path("gate.log")); err != nil {
		return nil, nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, errors.Join(err, s.log.Close())
	}
	server := &http.Server{Handler: s.service, ReadHeaderTimeout: startWait}
	go func() { _ = server.Serve(listener) }() // it ends when it is closed
	s.upstream = "http://" + listener.Addr().String()
	return s, func() { _ = server.Close(); _ = s.log.Close() }, nil
}

func (s *stage) path(name string) string { return filepath.Join(s.out, name) }

// lanyard runs the program and returns what it prints.
func (s *stage) lanyard(args ...string) (string, error) {
	cmd := exec.Command(s.program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", s.program, strings.Join(args, " "), err, said.String())
	}
	return string(out), nil
}

// open starts the gate, with its clock at an instant.
func (s *stage) open(ctx context.Context, start string) error {
	ctx, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	c := s.certificates
	args := []string{
		"--listen", "127.0.0.1:0", "--upstream", s.upstream, "--admin", "127.0.0.1:0",
		"--tls-cert", c.Front, "--tls-key", c.Key, "--old-tls-cert", c.Old, "--old-tls-key", c.OldKey,
		"--notice", s.notice, "--armed", s.digest, "--estate", s.path("estate"), "--journal", s.path("journal"),
		"--budget", fmt.Sprint(crowdLimit), "--budget-all", "100",
		"--clock", start, "--clock-rate", fmt.Sprint(s.rate),
	}
	var err error
	if s.gate, err = standin.StartGate(ctx, s.program, s.log, args...); err != nil {
		return err
	}
	var state *standin.State
	for i := range questions {
		asked := time.Now()
		if state, err = s.gate.State(ctx); err != nil {
			return errors.Join(err, s.gate.Stop())
		}
		if answered := time.Now(); i == 0 || answered.Sub(asked) < s.answered.Sub(s.asked) {
			s.zero, s.asked, s.answered = state.Clock.Now, asked, answered
		}
	}
	if !state.Plan.Armed {
		return errors.Join(fmt.Errorf("the plan is not armed, although it was given the digest %s", s.digest), s.gate.Stop())
	}
	return nil
}

// now is what the gate's clock shows at least, and latest what it shows at the most.
func (s *stage) now() time.Time    { return s.since(s.answered) }
func (s *stage) latest() time.Time { return s.since(s.asked) }

func (s *stage) since(zero time.Time) time.Time {
	return s.zero.Add(time.Duration(float64(time.Since(zero)) * s.rate))
}

// real is how long a span of the gate's clock takes.
func (s *stage) real(d time.Duration) time.Duration { return time.Duration(float64(d) / s.rate) }
