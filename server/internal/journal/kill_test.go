package journal

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// The test binary runs itself as the writer that is killed.
const childDir, childFirst = "JOURNAL_TEST_DIR", "JOURNAL_TEST_FIRST"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		first, err := strconv.Atoi(os.Getenv(childFirst))
		if err == nil {
			err = appendForEver(dir, first)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writers is how many goroutines of the writer append at once, so that most
// records go together with those of others.
const writers = 8

// appendForEver appends, one by one and in batches, records of very different
// sizes, and prints each code when it is acknowledged. Each writer has codes of
// its own.
func appendForEver(dir string, first int) error {
	j, err := Open(dir, Options{SegmentBytes: 1 << 20})
	if err != nil {
		return err
	}
	failed := make(chan error, writers)
	for w := range writers {
		go func() {
			for n := first + 100_000*w; ; {
				var batch []Entry
				for range 1 + n%5 {
					batch = append(batch, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"x":"%s"}`, bytes.Repeat([]byte{'x'}, n*7919%20_000)), Detail: []byte(`,"y":0`)})
					n++
				}
				var err error
				if len(batch) == 1 {
					_, err = j.Append(start, batch[0])
				} else {
					err = j.AppendBatch(start, batch)
				}
				if err != nil {
					failed <- err
					return
				}
				for _, e := range batch {
					if _, err := fmt.Println(e.Code); err != nil {
						failed <- err
						return
					}
				}
			}
		}()
	}
	return <-failed
}

func TestKilledWhileAppending(t *testing.T) {
	const rounds = 12
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for round := range rounds {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir, childFirst+"="+strconv.Itoa(round*1_000_000))
		var stderr strings.Builder
		child.Stderr = &stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		// It is killed after a number of answers, different each time; what it
		// answered until it was dead counts, too.
		last := ""
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			last = lines.Text()
			acknowledged[last] = true
			if n == 20+37*round {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = child.Wait() // it was killed
		if stderr.Len() > 0 {
			t.Fatalf("the writer failed: %s", stderr.String())
		}
		if found, err := Find(dir, last); err != nil || found.Line == 0 {
			t.Errorf("round %d, last answer: %v", round, err)
		}
	}

	j := open(t, dir)
	if r := j.Recovery(); !r.Unclean {
		t.Error("the next writer is not told that the one before was killed")
	} else if told := r.String(); !strings.Contains(told, "nothing is missing") && bootID() != "" {
		t.Errorf("the machine ran on, and the next writer is told that %s", told)
	}
	closeJournal(t, j)
	codes, damaged := readCodes(t, dir)
	for c := range acknowledged {
		if codes[c] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", c, codes[c])
		}
	}
	if damaged.Count > rounds {
		t.Errorf("more than one torn line for each kill: %+v", damaged)
	}
	t.Logf("%d acknowledged, %d there, torn: %d", len(acknowledged), len(codes), damaged.Count)
}
