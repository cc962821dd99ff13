package wine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// runTime is the time that one run may take.
const runTime = 2 * time.Minute

// Run runs a program in the Windows: the path of an .exe on this machine, or the name
// of one that Wine has ("reg", "msiexec"). It fails the test if the exit code is not
// exit, if it takes longer than two minutes, and if nothing is printed at all.
func (p *Prefix) Run(t testing.TB, exit int, program string, args ...string) (stdout, stderr string) {
	t.Helper()
	stdout, stderr, code, err := p.run(program, args...)
	if err == nil && code != exit {
		err = fmt.Errorf("it exits with %d, not %d", code, exit)
	}
	if err != nil {
		t.Fatalf("wine %s %q: %v\n%s%s", program, args, err, stdout, stderr)
	}
	return stdout, stderr
}

// Try is Run for whoever takes any exit code, and for several at the same time.
func (p *Prefix) Try(program string, args ...string) (stdout, stderr string, exit int, err error) {
	return p.run(program, args...)
}

func (p *Prefix) run(program string, args ...string) (stdout, stderr string, exit int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), runTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.loader, append([]string{program}, args...)...)
	cmd.Env, cmd.Dir = p.Env(), p.Dir
	var complaints capture
	if err := complaints.open(); err != nil {
		return "", "", 0, err
	}
	defer complaints.close()
	cmd.Stderr = complaints.file
	said, err := output(cmd)
	stdout, stderr = text(said), text(complaints.bytes())
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return stdout, stderr, 0, fmt.Errorf("it is not done after %s", runTime)
	case errors.As(err, &ended):
		exit = ended.ExitCode()
	case err != nil:
		return stdout, stderr, 0, err
	}
	if stdout == "" && stderr == "" {
		return "", "", exit, fmt.Errorf("it exits with %d and says nothing, as what cannot be started here does", exit)
	}
	return stdout, stderr, exit, nil
}

// Start starts a program in the Windows that runs until the test ends.
func (p *Prefix) Start(t testing.TB, program string, args ...string) {
	t.Helper()
	cmd := p.command(p.loader, append([]string{program}, args...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
}

// output runs cmd and gives what it printed, on both streams unless cmd has one of them
// already. It goes through a file: a pipe would stay open as long as what the command
// left running in the Windows, which is all of Wine's services after the first.
func output(cmd *exec.Cmd) ([]byte, error) {
	var said capture
	if err := said.open(); err != nil {
		return nil, err
	}
	defer said.close()
	cmd.Stdout = said.file
	if cmd.Stderr == nil {
		cmd.Stderr = said.file
	}
	err := cmd.Run()
	return said.bytes(), err
}

// A capture is a file that output goes to.
type capture struct{ file *os.File }

func (c *capture) open() (err error) {
	c.file, err = os.CreateTemp("", "lanyard-wine-output-")
	return err
}

func (c *capture) close() {
	c.file.Close()
	os.Remove(c.file.Name())
}

func (c *capture) bytes() []byte {
	b, err := os.ReadFile(c.file.Name())
	if err != nil {
		return []byte(err.Error())
	}
	return b
}

// text is what a console program wrote, with the ends of lines of this machine.
func text(b []byte) string { return strings.ReplaceAll(string(b), "\r\n", "\n") }
