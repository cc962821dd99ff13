package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// holdName is the file of a hold in the folder of Files.State.
const holdName = "hold"

// Hold is that somebody holds all blocks: they become warnings, and the plan stays
// as it is.
type Hold struct {
	By    string    `json:"by"`
	Why   string    `json:"why,omitempty"`
	Since time.Time `json:"since"` // by the gate's clock
}

// Held returns the hold, if all blocks are held.
func (k *Keeper) Held() (Hold, bool) {
	if h := k.held.Load(); h != nil {
		return *h, true
	}
	return Hold{}, false
}

// Weakens returns the reason for which every block at an instant is to become a
// warning: that all are held, or that the plan in force is not armed; "" if there
// is none. Who decides by a plan that was current before asks that one, and Held.
func (k *Keeper) Weakens(at time.Time) decision.Reason {
	if k.held.Load() != nil {
		return decision.Held
	}
	return k.Current().Weakens(at)
}

// Hold holds all blocks, until Release. It counts from now on, also where an error
// says that it could not be written, and so would not outlive a restart. A second
// hold takes the place of the first, and begins with it.
func (k *Keeper) Hold(by, why string) error {
	k.holding.Lock()
	defer k.holding.Unlock()
	h := Hold{By: oneLine(by), Why: oneLine(why), Since: k.clock().UTC()}
	if before := k.held.Load(); before != nil {
		h.Since = before.Since
	}
	k.held.Store(&h)
	k.tell(true, "%s", h.words(k))
	err := k.writeHold(&h)
	if err != nil {
		k.tell(true, "the hold counts, but it could not be written and will not outlive a restart: %v", err)
		return fmt.Errorf("the hold counts, but will not outlive a restart: %w", err)
	}
	return nil
}

// Release gives the plan back. It counts from now on, also where an error says
// that the file could not be removed, by which a restart would hold again. Where
// nothing is held nothing happens.
func (k *Keeper) Release(by string) error {
	k.holding.Lock()
	defer k.holding.Unlock()
	h := k.held.Load()
	if h == nil {
		return nil
	}
	k.held.Store(nil)
	k.tell(true, "%s releases the hold of %s, which began %s: the plan blocks again", oneLine(by), h.By, k.clockTime(h.Since))
	if k.files.State == "" {
		return nil
	}
	path := filepath.Join(k.files.State, holdName)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.tell(true, "the hold is released, but its file could not be removed and a restart would hold again: %v; remove it by hand", err)
		return fmt.Errorf("the hold is released, but a restart would hold again: %w; remove %s by hand", err, path)
	}
	return nil
}

func (h Hold) words(k *Keeper) string {
	words := "all blocks are held by " + h.By + " since " + k.clockTime(h.Since)
	if h.Why != "" {
		words += " (" + h.Why + ")"
	}
	return words + ": blocks warn, and the plan stays as it is"
}

func (k *Keeper) writeHold(h *Hold) error {
	src, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return k.files.keep(holdName, append(src, '\n'))
}

// readHold takes up a hold from before a restart. One that cannot be read holds:
// somebody wanted it.
func (k *Keeper) readHold() {
	if k.files.State == "" {
		return
	}
	src, err := readAtMost(filepath.Join(k.files.State, holdName), maxHoldBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	h := Hold{}
	if err == nil {
		h, err = holdOf(src)
	}
	if err != nil {
		h = Hold{By: "somebody", Why: "the file " + holdName + " is there and cannot be read: " + plainly(err), Since: k.clock().UTC()}
	}
	k.held.Store(&h)
}

// holdOf reads the file of a hold.
func holdOf(src []byte) (Hold, error) {
	if len(src) > maxHoldBytes {
		return Hold{}, fmt.Errorf("it is longer than %d KiB", maxHoldBytes>>10)
	}
	var h Hold
	d := json.NewDecoder(bytes.NewReader(src))
	if err := d.Decode(&h); err != nil {
		return Hold{}, errors.New("it is no hold in JSON")
	}
	h.By, h.Why = oneLine(h.By), oneLine(h.Why)
	if h.By == "" || h.Since.IsZero() {
		return Hold{}, errors.New("it does not say by whom and since when")
	}
	return h, nil
}

// oneLine makes a short line of what somebody typed.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "?")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }), " ")
	if len(s) <= maxHoldWords {
		return s
	}
	cut := maxHoldWords
	for cut > 0 && s[cut]&0xC0 == 0x80 { // not within a character
		cut--
	}
	return s[:cut] + "…"
}
