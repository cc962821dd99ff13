package journal

import (
	"bytes"
	"encoding/json"
	"os"
)

// A note is what a writer leaves for the next in case that it does not come to
// its end. It stands in the lock file from Open to Close, behind the word "held",
// and is on the disk before what it announces is written.
type note struct {
	Boot string `json:"boot"` // of the machine; "" = not known
	// Synced is the end of what the disk confirmed, and Records how many of this
	// writer's it had confirmed then.
	Segment int   `json:"segment"`
	Offset  int64 `json:"offset"`
	Records int   `json:"records"`
	// Announced is how many records of this writer there may be at most before the
	// next note.
	Announced int `json:"announced"`
}

// heldMark begins the lock file from Open to Close. Who finds it there while
// nobody holds the lock knows that the writer before was cut short.
const heldMark = "held"

// noteBytes is the length of the mark and the note. It is less than a sector of
// any disk, so that one is never half written.
const noteBytes = 256

// text returns the note as it stands in the lock file: the mark, one JSON object
// with the checksum of all before it, spaces, and a line end.
func (n note) text() []byte {
	b := append(make([]byte, 0, noteBytes), heldMark+" "...)
	object, _ := json.Marshal(n) // it has only numbers and a text
	b = append(b, bytes.TrimSuffix(object, []byte("}"))...)
	sum := checksum(b)
	b = append(b, beforeSum...)
	b = append(b, sum[:]...)
	b = append(b, afterSum...)
	b = append(b, bytes.Repeat([]byte(" "), max(0, noteBytes-1-len(b)))...)
	return append(b, '\n')
}

// parseNote reads what stands in a lock file; false if it is no whole note, as
// that of a program that left none.
func parseNote(b []byte) (note, bool) {
	b = bytes.TrimRight(b, " \n")
	end := len(b) - sumLength
	if end < len(heldMark)+1 || string(b[:len(heldMark)+1]) != heldMark+" " {
		return note{}, false
	}
	sum := checksum(b[:end])
	if string(b[end:]) != beforeSum+string(sum[:])+afterSum {
		return note{}, false
	}
	var n note
	if json.Unmarshal(b[len(heldMark)+1:], &n) != nil || n.Segment < 0 || n.Offset < 0 || n.Records < 0 || n.Announced < n.Records {
		return note{}, false
	}
	return n, true
}

// leaveNote writes a note and brings it to the disk.
func leaveNote(lock *os.File, n note) error {
	if _, err := lock.WriteAt(n.text(), 0); err != nil {
		return err
	}
	return lock.Sync()
}

// announcement returns how many records may be written until the next note, after
// so many from one to the next.
func announcement(records int) int { return max(leastAnnounced, 4*records) }
