//go:build unix

package handover_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/handover"
)

// The test binary is the program that hands over, when it is told so.
const envRole = "HANDOVER_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(envRole) {
	case "":
		os.Exit(m.Run())
	default:
		if err := serve(os.Getenv(envRole)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// serve answers with its process id. On SIGHUP it hands over and ends.
func serve(role string) error {
	s, err := handover.Inherit()
	if err != nil {
		return err
	}
	if handover.IsSuccessor() && role == "barren" {
		return errors.New("this successor is none")
	}
	l, err := s.Listen("front", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.Done()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, os.Getpid())
	})}
	var drain handover.Drain
	drain.Attach(server)
	hup := make(chan os.Signal, 8)
	signal.Notify(hup, syscall.SIGHUP)
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	handover.Ready()
	fmt.Println(l.Addr(), os.Getpid())
	for range hup {
		if err := s.Succeed(context.Background()); err != nil {
			fmt.Println("stays:", err)
			continue
		}
		break
	}
	// First nothing more comes in, then what came is answered.
	if err := l.Close(); err != nil {
		return err
	}
	if err := <-served; !errors.Is(err, net.ErrClosed) {
		return err
	}
	drain.End(context.Background())
	return server.Shutdown(context.Background())
}

// start starts the program and returns what it says.
func start(t *testing.T, role string) (said *bufio.Scanner, address string, pid int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envRole+"="+role)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	said = bufio.NewScanner(out)
	address, pid = line(t, said)
	return said, address, pid
}

func line(t *testing.T, said *bufio.Scanner) (string, int) {
	t.Helper()
	if !said.Scan() {
		t.Fatal("the program said nothing")
	}
	address, id, ok := strings.Cut(said.Text(), " ")
	pid, err := strconv.Atoi(id)
	if !ok || err != nil {
		t.Fatalf("the program said %q", said.Text())
	}
	return address, pid
}

func get(address string) (int, error) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + address)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(b))
}

func TestNoConnectionIsRefused(t *testing.T) {
	said, address, first := start(t, "serves")
	stop, failed := make(chan bool), make(chan error, 1)
	seen := map[int]bool{}
	done := make(chan bool)
	go func() {
		defer close(done)
		for {
			pid, err := get(address)
			if err != nil {
				failed <- err
				return
			}
			seen[pid] = true
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	pid := first
	for range 3 {
		if err := syscall.Kill(pid, syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		next := 0
		if _, next = line(t, said); next == pid {
			t.Fatalf("process %d took its own place", pid)
		}
		pid = next
	}
	defer func() { _ = syscall.Kill(pid, syscall.SIGKILL) }()
	// The last of them answers.
	for {
		got, err := get(address)
		if err != nil {
			t.Fatal(err)
		}
		if got == pid {
			break
		}
	}
	close(stop)
	<-done
	select {
	case err := <-failed:
		t.Fatalf("a request was lost: %v", err)
	default:
	}
	if len(seen) < 2 {
		t.Errorf("only %v answered", seen)
	}
}

func TestASuccessorThatEndsIsNone(t *testing.T) {
	said, address, pid := start(t, "barren")
	if err := syscall.Kill(pid, syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	if !said.Scan() || !strings.HasPrefix(said.Text(), "stays: the new process ended before it was ready: exit status 1") {
		t.Errorf("the program said %q", said.Text())
	}
	if got, err := get(address); got != pid || err != nil {
		t.Errorf("process %d answers (%v); want %d", got, err, pid)
	}
}

func TestInherit(t *testing.T) {
	for count, want := range map[string]string{"-1": "must be a number", "many": "must be a number", "99": "must be a number"} {
		t.Setenv("LISTEN_FDS", count)
		if _, err := handover.Inherit(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("LISTEN_FDS=%s: %v; want %q", count, err, want)
		}
	}
	// What is meant for another process is left alone.
	t.Setenv("LISTEN_FDS", "1")
	t.Setenv("LISTEN_PID", "1")
	s, err := handover.Inherit()
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.Listen("front", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := s.Listen("other", l.Addr().String()); err == nil || !strings.Contains(err.Error(), "listening at "+l.Addr().String()) {
		t.Errorf("a second listener at %s: %v", l.Addr(), err)
	}
}

func TestNotify(t *testing.T) {
	name := filepath.Join(t.TempDir(), "notify")
	c, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	t.Setenv("NOTIFY_SOCKET", name)
	if err := handover.Notify(); err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 256)
	n, err := c.Read(b)
	if want := fmt.Sprintf("READY=1\nMAINPID=%d\n", os.Getpid()); err != nil || string(b[:n]) != want {
		t.Errorf("%q, %v; want %q", b[:n], err, want)
	}
}
