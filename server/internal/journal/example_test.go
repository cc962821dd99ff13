package journal_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/journal"
)

func Example() {
	parent, err := os.MkdirTemp("", "journal")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(parent)
	dir := filepath.Join(parent, "decisions")

	j, err := journal.Open(dir, journal.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	err = j.AppendBatch(at, []journal.Entry{
		{Code: "K7Q2M9XD4T6", Record: []byte(`{"decision":"block"}`)},
		{Code: "9V3N0R8HW2C", Record: []byte(`{"decision":"allow"}`)},
	})
	if err != nil {
		fmt.Println(err) // and give none of the answers
		return
	}
	if err := j.Close(); err != nil {
		fmt.Println(err)
		return
	}

	found, err := journal.Find(dir, "K7Q2M9XD4T6")
	fmt.Println(string(found.Record), filepath.Base(found.File), found.Line, err)
	_, err = journal.Find(dir, "00000000000")
	fmt.Println(errors.Is(err, journal.ErrNotFound))
	// Output:
	// {"decision":"block"} 00000001-2025-07-08.jsonl 1 <nil>
	// true
}
