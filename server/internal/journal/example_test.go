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
	_, err = j.Append(at, journal.Entry{
		Code:   "K7Q2M9XD4T6",
		Record: []byte(`{"decision":"warn"}`),
		Detail: []byte(`,"detail":{"header":"…"}`),
	})
	if err != nil {
		fmt.Println(err) // and do not give the answer
		return
	}
	where, err := j.Append(at.Add(time.Second), journal.Entry{Code: "K7Q2M9XD4T6", Kind: journal.Sequel, Record: []byte(`{"outcome":"accepted"}`)})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := j.Close(); err != nil {
		fmt.Println(err)
		return
	}

	found, err := journal.FindAll(dir, "K7Q2M9XD4T6")
	for _, f := range found {
		fmt.Println(f.Kind, string(f.Record), filepath.Base(f.File), f.Line, err)
	}
	again, err := journal.Read(dir, where)
	fmt.Println(string(again.Record), err)
	_, err = journal.Find(dir, "00000000000")
	fmt.Println(errors.Is(err, journal.ErrNotFound))
	// Output:
	// decision {"decision":"warn","detail":{"header":"…"}} 00000001-2025-07-08.jsonl 1 <nil>
	// sequel {"outcome":"accepted"} 00000001-2025-07-08.jsonl 2 <nil>
	// {"outcome":"accepted"} <nil>
	// true
}
