package server

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/journal"
	"github.com/lanyard-id/lanyard/test/standin"
)

// TestGateOnAFullDisk fills the disk of the journal with refusals: details are left
// out, then decisions cannot be kept, and then the phase says whether people are
// let through with a warning or refused. All of it is counted.
func TestGateOnAFullDisk(t *testing.T) {
	for _, fail := range []string{"open", "closed"} {
		mount := t.TempDir()
		err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=512k")
		if errors.Is(err, syscall.EPERM) {
			t.Log("no right to mount a file system: TestFailing of server/internal/gate stands for this one")
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(mount, 0); err != nil {
				t.Error(err)
			}
		})
		text := strings.Replace(gateNotice, "during: mornings}", "during: mornings, fail: "+fail+"}", 1)
		var dir string
		w := startGate(t, func(c *GateConfig) {
			dir = filepath.Join(mount, "journal")
			c.Notices[0], c.Armed, c.Journal = write(t, filepath.Dir(c.Journal), "full.yaml", text), digestOf(t, text), dir
		})
		old := w.agent("2.3.2.0", "PC-INVENTED-1", "910000000001")
		const every = 16
		var codes []string
		unkept := func() float64 { return w.metric("unkept_total") }
		for n := 0; ; n++ {
			_, err := old.SignIn(t.Context())
			var refused *standin.Refused
			isRefused := errors.As(err, &refused) && refused.Status == http.StatusForbidden
			if err != nil && !isRefused {
				t.Fatal(err)
			}
			// The page of metrics is large; one in so many sign-ins is enough.
			if isRefused && n%every != 0 {
				codes = append(codes, refused.Header.Get("X-Gate-Code"))
				continue
			}
			if unkept() > 0 {
				if isRefused != (fail == "closed") {
					t.Errorf("%s: of %d refusals the first that cannot be kept: refused %v", fail, n, isRefused)
				}
				if !isRefused && w.service.Seen("POST /login/authactivate") != 1 {
					t.Errorf("%d reached the service", w.service.Seen("POST /login/authactivate"))
				}
				break
			}
			if !isRefused {
				t.Fatalf("%s: after %d it is let in, and nothing is unkept", fail, n)
			}
			codes = append(codes, refused.Header.Get("X-Gate-Code"))
			if n > 5000 {
				t.Fatal("the disk does not fill")
			}
		}
		if n := w.metric("journal_detail_dropped_total"); n == 0 {
			t.Error("no detail was dropped before")
		}
		// What was told is there; of the last it is not known whether it could be kept.
		codes = codes[:len(codes)-every]
		for i := 0; i < len(codes); i += max(1, len(codes)/10) {
			if _, err := journal.Find(dir, codes[i]); err != nil {
				t.Error(fmt.Errorf("code %d of %d: %w", i, len(codes), err))
			}
		}
		w.until("a decision cannot be kept: ")
		// What came of a sign-in that was let in is shorter than its decision, and may still
		// fit. It is written a moment later, and takes the last of the room.
		for n := 0; w.metric("journal_writable") != 0; n++ {
			if n > 100 {
				t.Fatal("the journal is writable")
			}
			_, _ = old.SignIn(t.Context())
		}
		// Who meets everything is let in all the same, also where it fails closed.
		if _, err := w.agent("2.4.10.0", "PC-INVENTED-2", "910000000002").SignIn(t.Context()); err != nil {
			t.Errorf("%s: %v", fail, err)
		}
		t.Logf("%s: %d were kept", fail, len(codes))
		w.client.CloseIdleConnections() // else the gate waits for what they may still bring
		w.stop()
		if err := <-w.ended; err != nil && !strings.Contains(err.Error(), "no space") {
			t.Error(err)
		}
		w.ended <- nil
	}
}
