package virtual_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
)

// scan runs pcsc_scan until the test ends and returns a function that reads what it
// says until it has said all of the given texts, in their order.
func scan(t *testing.T) func(texts ...string) {
	t.Helper()
	cmd := exec.Command(need.Program(t, "pcsc_scan"), "-q")
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir()) // it would use a newer list that someone keeps there
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		in.Close()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		out.Close()
		<-ended
	})
	lines := bufio.NewScanner(out)
	return func(texts ...string) {
		t.Helper()
		var said strings.Builder
		for _, text := range texts {
			found := false
			for !found && lines.Scan() {
				said.WriteString(lines.Text() + "\n")
				found = strings.Contains(lines.Text(), text)
			}
			if !found {
				t.Fatalf("pcsc_scan ended without saying %q:\n%s", text, said.String())
			}
		}
	}
}

// TestScanNamesTheCard has pcsc_scan watch a card come and go.
func TestScanNamesTheCard(t *testing.T) {
	stack := cards.Start(t, 1)
	says := scan(t)
	says("Reader 0: "+stack.Readers()[0].Name, "Card removed")
	for range 2 {
		stack.Insert(0, newCard(t, virtual.P256()))
		says("Card inserted", "ATR: 3B F9 18 00 00 81 31 FE 45 4A 43 4F 50 34 31 56 32 32 AF", "NHS Care Identity Service (CIS) smartcard")
		stack.Remove(0)
		says("Card removed")
	}
	stack.Insert(0, newCard(t, virtual.P256(), virtual.Mute()))
	says("Card inserted, Unresponsive card")
}

// listed gives ATRs of the list that Debian's package pcsc-tools installs: of each
// maker that NHS cards are of some, of all others a few.
func listed(t *testing.T) map[string][]byte {
	t.Helper()
	text, err := os.ReadFile(need.File(t, "/usr/share/pcsc/smartcard_list.txt"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := []struct {
		name  *regexp.Regexp
		most  int
		every int
	}{
		{regexp.MustCompile(`NHS`), 10, 1},
		{regexp.MustCompile(`JCOP ?41`), 10, 1},
		{regexp.MustCompile(`(?i)oberthur|idemia|cosmo`), 10, 5},
		{regexp.MustCompile(`(?i)gemplus|gemalto|gemsafe`), 6, 20},
		{regexp.MustCompile(`PIV`), 6, 3},
		{regexp.MustCompile(`.`), 10, 300},
	}
	found := make(map[string][]byte)
	taken, seen := make([]int, len(wanted)), make([]int, len(wanted))
	atr := regexp.MustCompile(`(?m)^((?:[0-9A-F]{2} ?)+)$\n((?:\t.*\n)+)`)
	all := atr.FindAllSubmatch(text, -1)
	if len(all) < 3000 {
		t.Fatalf("%d ATRs were found in the list, want thousands: has its form changed?", len(all))
	}
	for _, entry := range all {
		for i, w := range wanted {
			if !w.name.Match(entry[2]) {
				continue
			}
			if seen[i]++; seen[i]%w.every == 0 && taken[i] < w.most {
				b, err := hex.DecodeString(strings.ReplaceAll(string(entry[1]), " ", ""))
				if err == nil && len(b) >= 2 && len(b) <= 33 {
					taken[i]++
					found[strings.TrimSpace(string(bytes.SplitN(entry[2], []byte("\n"), 2)[0]))+" "+hex.EncodeToString(b)] = b
				}
			}
			break
		}
	}
	return found
}

// TestATRSweep puts cards with ATRs of the list into sixteen readers, again and
// again. pcscd must see each as it is. OpenSC must find the PIV application on most:
// some ATRs it knows as cards of another kind, and asks no further.
func TestATRSweep(t *testing.T) {
	atrs := listed(t)
	stack := cards.Start(t, 16)
	readers := stack.Readers()
	names := make([]string, 0, len(atrs))
	for name := range atrs {
		names = append(names, name)
	}
	known, asked := 0, 0
	for len(names) > 0 {
		round := names[:min(len(names), len(readers))]
		names = names[len(round):]
		links := make([]io.Closer, len(round))
		for i, name := range round {
			link, err := newCard(t, virtual.P256(), virtual.ATR(atrs[name])).Insert(readers[i].Address)
			if err != nil {
				t.Fatal(err)
			}
			links[i] = link
		}
		for i, name := range round {
			if seen := stack.AwaitCard(i); !bytes.Equal(seen.ATR, atrs[name]) {
				t.Errorf("%s: pcscd sees % X, want % X", name, seen.ATR, atrs[name])
			}
			asked++
			out, well := output(t, "opensc-tool", "-r", readers[i].Name, "-n")
			if well && strings.Contains(out, "Personal Identity Verification") {
				known++
			} else {
				t.Logf("%s: OpenSC says %s", name, strings.TrimSpace(out))
			}
		}
		for i := range round {
			links[i].Close()
		}
		for i := range round {
			stack.AwaitNoCard(i)
		}
	}
	t.Logf("OpenSC found the PIV application on %d of %d", known, asked)
	if asked < 40 || known*10 < asked*9 {
		t.Errorf("OpenSC found the PIV application on %d of %d cards, want nine in ten of at least 40", known, asked)
	}
}
