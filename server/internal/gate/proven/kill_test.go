package proven

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// The test binary runs itself as the gate that is killed.
const childDir, childFirst = "PROVEN_TEST_DIR", "PROVEN_TEST_FIRST"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		first, err := strconv.Atoi(os.Getenv(childFirst))
		if err == nil {
			err = proveForEver(dir, first)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// proveForEver proves people, and prints how many are on the disk.
func proveForEver(dir string, n int) error {
	s, err := Open(dir, start)
	if err != nil {
		return err
	}
	for step := 1; ; step++ {
		provePeople(s, n, n+step*13%500, start)
		n += step * 13 % 500
		if step%7 == 0 {
			s.keeper.writing.Lock()
			err := s.keeper.compact()
			s.keeper.writing.Unlock()
			if err != nil {
				return err
			}
		}
		if err := s.Flush(); err != nil {
			return err
		}
		if _, err := fmt.Println(n); err != nil {
			return err
		}
	}
}

// Killed at any moment, it knows all that was flushed.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	kept := 0
	for round := range 5 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir, childFirst+"="+strconv.Itoa(kept))
		var stderr strings.Builder
		child.Stderr = &stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			if kept, err = strconv.Atoi(lines.Text()); err != nil {
				t.Fatal(err)
			}
			if n == 3+5*round {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := child.Wait(); err == nil || kept == 0 {
			t.Fatalf("the child ended by itself: %v %s", err, stderr.String())
		}
		if stderr.Len() > 0 {
			t.Fatal(stderr.String())
		}
		s, err := Open(dir, start)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(known(s, kept, start)); got != kept {
			t.Errorf("round %d: %d are known, want all %d that were flushed: %q", round, got, kept, s.Status().Loaded.Problems)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d people over 5 kills", kept)
}
