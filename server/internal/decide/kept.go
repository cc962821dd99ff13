package decide

import (
	"encoding/json"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/notice"
)

// Kept is a record as it stands in the journal.
type Kept struct {
	SignIn json.RawMessage `json:"signIn"` // as it came
	Answer json.RawMessage `json:"answer"` // as it was given
	Digest string          `json:"digest"` // of the files that it was decided by
}

// appendKept writes a Kept; all of its parts are one line of JSON already.
func appendKept(to, signIn, answer []byte, digest string) []byte {
	to = append(to, `{"signIn":`...)
	to = append(to, signIn...)
	to = append(to, `,"answer":`...)
	to = append(to, answer...)
	to = append(to, `,"digest":`...)
	to, _ = jsontext.AppendQuote(to, digest)
	return append(to, '}')
}

// ParseKept reads a record of the journal.
func ParseKept(record []byte) (kept Kept, answer notice.Answer, err error) {
	if err := json.Unmarshal(record, &kept); err != nil {
		return Kept{}, notice.Answer{}, fmt.Errorf("reading the record: %w", err)
	}
	if err := json.Unmarshal(kept.Answer, &answer); err != nil {
		return Kept{}, notice.Answer{}, fmt.Errorf("reading the answer of the record: %w", err)
	}
	return kept, answer, nil
}
