package mend

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Undone is what came of putting one thing back.
type Undone struct {
	Entry Entry
	// Left says why it was left as it is; "" = it was put back.
	Left string
}

// String says it in a line.
func (u Undone) String() string {
	if u.Left != "" {
		return fmt.Sprintf("%s: left as it is: %s", u.Entry.about(), u.Left)
	}
	return fmt.Sprintf("%s: %s again", u.Entry.about(), u.Entry.words(u.Entry.Was))
}

// Undo puts back what the mend of that id changed the last time, or what the last mend
// of all did where id is "". What somebody else changed since is left. No entry is
// undone twice. Nothing to undo is an empty list. While another process mends or undoes it
// is [ErrUntouched].
func Undo(machine Machine, log *Log, id string, at time.Time) (out []Undone, err error) {
	if run, _ := log.last(id); run == 0 {
		return nil, nil
	}
	err = log.alone(func() (err error) {
		// Another may have undone it since the log was read.
		if run, _ := log.last(id); run > 0 {
			out, err = undo(machine, log, run, at)
		}
		return err
	})
	return out, err
}

// UndoLast is Undo in the one of these logs whose mend is the latest.
func UndoLast(machine Machine, logs []*Log, id string, at time.Time) ([]Undone, error) {
	var latest *Log
	var mendedAt time.Time
	for _, log := range logs {
		if run, began := log.last(id); run > 0 && (latest == nil || began.After(mendedAt)) {
			latest, mendedAt = log, began
		}
	}
	if latest == nil {
		return nil, nil
	}
	return Undo(machine, latest, id, at)
}

func undoRun(machine Machine, log *Log, run int, at time.Time) error {
	_, err := undo(machine, log, run, at)
	return err
}

// undo goes through a run backwards.
func undo(machine Machine, log *Log, run int, at time.Time) (out []Undone, err error) {
	for _, e := range slices.Backward(log.open()) {
		if e.Run != run {
			continue
		}
		u := Undone{Entry: e}
		now, lookErr := machine.Look(e.Change)
		switch {
		case lookErr != nil:
			err = errors.Join(err, fmt.Errorf("looking at %s: %w", e.about(), lookErr))
			continue
		case now.Same(e.Was):
			// The change was never made, or somebody put it back.
		case !now.Same(e.To):
			u.Left = "somebody changed it since; it is " + e.words(now)
		default:
			if _, setErr := machine.Set(e.Change, e.Was); setErr != nil {
				err = errors.Join(err, fmt.Errorf("putting back %s: %w", e.about(), setErr))
				continue
			}
		}
		if e.Value != nil && u.Left == "" {
			for _, key := range slices.Backward(e.Was.Made) {
				if unmadeErr := machine.Unmake(*e.Value, key); unmadeErr != nil {
					err = errors.Join(err, fmt.Errorf("taking away the key %s: %w", key, unmadeErr))
				}
			}
		}
		e.Undone = true
		e.At = at
		if logErr := log.append(e); logErr != nil {
			err = errors.Join(err, logErr)
		}
		out = append(out, u)
	}
	return out, err
}
