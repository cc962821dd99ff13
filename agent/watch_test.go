package agent

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == ModuleVerb {
		// A child that holds a module, of a test that looks at a device.
		if err := ServeModule(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(cards.Main(m))
}

// lines is a writer that hands over each line.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- strings.TrimSuffix(string(p), "\n")
	return len(p), nil
}

// TestWatch puts a card into a real reader and pulls it out again.
func TestWatch(t *testing.T) {
	s := cards.Start(t, 2)
	reset, err := hex.DecodeString(virtual.ATRCareIdentity)
	if err != nil {
		t.Fatal(err)
	}
	c, err := virtual.New(virtual.ATR(reset), virtual.Blank())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, ended := make(lines, 16), make(chan error, 1)
	go func() {
		ended <- Watch(ctx, out, func() time.Time { return time.Date(2026, 11, 30, 8, 15, 30, 0, time.UTC) })
	}()
	await := func(want string) {
		t.Helper()
		for {
			line := <-out
			t.Log(line)
			if regexp.MustCompile(want).MatchString(line) {
				return
			}
		}
	}
	await(`^08:15:30  .*` + regexp.QuoteMeta(s.Readers()[1].Name))
	s.Insert(0, c)
	await(`card.*3B F9 18.*: JCOP41 V2.2, series 5 or 6$`)
	s.Remove(0)
	await(`card.*out|removed`)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
