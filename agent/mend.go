package agent

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/mend"
)

// ErrUntouched is a mend or an undoing that did not begin: nothing was changed, and the
// error says why.
var ErrUntouched = mend.ErrUntouched

// Mend is a mend of this device that was prepared: what it would change can be shown
// before anything is.
type Mend struct {
	prepared *mend.Prepared
	log      *mend.Log
}

// Mends are the ids of all mends, with their titles.
func Mends() map[string]string {
	out := map[string]string{}
	for _, m := range mend.All() {
		out[m.ID] = m.Title
	}
	return out
}

// Mend prepares a mend by its id, for the device that was looked at.
func (r *Report) Mend(id string) (*Mend, error) {
	if r.options.Recording != nil {
		return nil, fmt.Errorf("a recording cannot be mended; run this on the device itself")
	}
	m, found := mend.Find(id)
	if !found {
		var ids []string
		for _, m := range mend.All() {
			ids = append(ids, m.ID)
		}
		return nil, fmt.Errorf("there is no mend %q; these are: %s", id, strings.Join(ids, ", "))
	}
	p, err := mend.Prepare(m, &r.device.Host, mend.This{})
	if err != nil {
		return nil, err
	}
	log, err := openLog(m.Rights)
	if err != nil {
		return nil, err
	}
	return &Mend{p, log}, nil
}

// Needed reports whether it would change anything.
func (m *Mend) Needed() bool { return len(m.prepared.Steps) > 0 }

// String says all that it would change.
func (m *Mend) String() string { return m.prepared.String() }

// Log is the file that holds what was changed.
func (m *Mend) Log() string { return m.log.Path() }

// Apply makes the changes.
func (m *Mend) Apply(now time.Time) error { return m.prepared.Apply(mend.This{}, m.log, now) }

// UndoMend puts back what the last mend changed, or the last one with that id, and
// writes what it did. It reports whether there was anything to undo.
func UndoMend(w io.Writer, id string, now time.Time) (bool, error) {
	var logs []*mend.Log
	for _, rights := range []bool{false, true} {
		log, err := openLog(rights)
		if err != nil {
			return false, err
		}
		logs = append(logs, log)
	}
	undone, err := mend.UndoLast(mend.This{}, logs, id, now)
	for _, u := range undone {
		fmt.Fprintln(w, u)
	}
	return len(undone) > 0, err
}

// openLog opens the log of the mends that need rights, or that of the others.
func openLog(rights bool) (*mend.Log, error) {
	if rights {
		return mend.OpenLog(mendFolder(true), mend.Machinewide)
	}
	return mend.OpenLog(mendFolder(false), mend.Person)
}

// mendFolder is where the log of mends is: of those that need rights one that only
// administrators can write to, since undoing believes it; of the others the person's
// own.
func mendFolder(rights bool) string {
	if rights {
		return machineFolder()
	}
	if config, err := os.UserConfigDir(); err == nil {
		return filepath.Join(config, "Lanyard", "Agent")
	}
	return filepath.Join(os.TempDir(), "lanyard-agent")
}
