package server

import (
	"io"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// GateHandshakes tells which handshakes a gate refused from an instant on and before
// another, by its journal; zero instants are no bounds. It returns the damaged lines that
// it passed over.
func GateHandshakes(w io.Writer, journalDir string, from, until time.Time) ([]string, error) {
	var h decide.Handshakes
	passed, err := journal.Scan(journalDir, from, until, func(f journal.Found) error {
		h.Take(f.Code, decide.Entry{Record: f.Record, At: f.At})
		return nil
	})
	if err != nil {
		return nil, err
	}
	var damaged []string
	for _, d := range passed.First {
		damaged = append(damaged, d.String())
	}
	return damaged, h.Tell(w)
}
