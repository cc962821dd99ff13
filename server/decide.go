package server

import (
	"crypto/rand"
	"fmt"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// DecideCount is how a run of Decide went.
type DecideCount = decide.Count

// Decide answers JSON lines by a set of notices. With a journal directory each
// answer is kept there before it is given; digest names the files that the set
// was made from.
func Decide(set *notice.Set, digest, journalDir string, in io.Reader, out io.Writer) (count DecideCount, err error) {
	d := &decide.Decider{Set: set, Digest: digest, Random: rand.Reader}
	if journalDir != "" {
		j, err := journal.Open(journalDir, journal.Options{})
		if err != nil {
			return count, err
		}
		defer func() {
			if closing := j.Close(); err == nil && closing != nil {
				err = closing
			}
		}()
		d.Keep = func(records []decide.Record) error {
			entries := make([]journal.Entry, len(records))
			for i, r := range records {
				entries[i] = journal.Entry{Code: r.Code, Record: r.JSON}
			}
			return j.AppendBatch(time.Now(), entries)
		}
	}
	return d.Run(in, out)
}

// Replay tells the decision with a code again, from the journal that kept it.
// It returns the damaged lines that it passed over on the way.
func Replay(w io.Writer, code, journalDir string) ([]string, error) {
	clean, err := notice.ParseCode(code)
	if err != nil {
		return nil, fmt.Errorf("%.20q is %w", code, err)
	}
	found, err := journal.FindAll(journalDir, clean)
	if err != nil {
		return nil, err
	}
	var damaged []string
	for _, d := range found[0].Damaged.First {
		damaged = append(damaged, d.String())
	}
	return damaged, decide.Retell(w, clean, entriesOf(found))
}

// entriesOf is what stands under a code, as package decide retells it.
func entriesOf(found []journal.Found) []decide.Entry {
	entries := make([]decide.Entry, len(found))
	for i, f := range found {
		entries[i] = decide.Entry{Record: f.Record, At: f.At}
	}
	return entries
}
