package format

import (
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/readiness"
)

// OutlookJSON writes an outlook as one object.
func OutlookJSON(w io.Writer, o *readiness.Outlook) error {
	if err := json.MarshalWrite(w, o, jsonOptions, jsontext.WithIndent(" ")); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
