package network

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Write records n as JSON, which Read takes back.
func Write(w io.Writer, n Network) error {
	n.Form = Form
	if err := json.MarshalWrite(w, n, jsontext.Multiline(true)); err != nil {
		return fmt.Errorf("recording the network: %w", err)
	}
	return nil
}

// Read takes what Write recorded, on this machine or another. A recording is
// taken whole or not at all: what is unknown, too long or out of its range is an
// error. It reads 16 MiB at most, to the end of r.
func Read(r io.Reader) (Network, error) {
	limited := &io.LimitedReader{R: r, N: maxRecordingBytes + 1}
	var n Network
	err := json.UnmarshalRead(limited, &n, json.RejectUnknownMembers(true))
	switch {
	case limited.N <= 0:
		return Network{}, fmt.Errorf("reading a recorded network: it is larger than %d bytes", maxRecordingBytes)
	case err != nil:
		return Network{}, fmt.Errorf("reading a recorded network: %w", err)
	}
	if err := n.check(); err != nil {
		return Network{}, fmt.Errorf("reading a recorded network: %w", err)
	}
	return n, nil
}
