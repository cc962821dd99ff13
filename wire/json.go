package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxBundle is how long a bundle may be, in bytes. A list of a thousand programs
// with all findings is a fifth of it.
const MaxBundle = 1 << 20

// ErrTooLong is a bundle beyond [MaxBundle].
var ErrTooLong = errors.New("longer than a bundle may be; it is no bundle, or something wrote into it")

// Write writes the bundle as indented JSON that people can look through before it
// is sent.
func (b *Bundle) Write(w io.Writer) error {
	b.Version = BundleVersion
	if b.Findings == nil {
		b.Findings = []Finding{}
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(b); err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	if buf.Len() > MaxBundle {
		return fmt.Errorf("writing a bundle: its %d bytes are more than the %d that a reader takes", buf.Len(), MaxBundle)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// ReadBundle reads one bundle to the end of r. It refuses what is longer than
// [MaxBundle], what is no bundle, a version that is newer than [BundleVersion], and
// anything behind it. Keys that it does not know are passed over.
func ReadBundle(r io.Reader) (*Bundle, error) {
	src, err := io.ReadAll(io.LimitReader(r, MaxBundle+1))
	if err != nil {
		return nil, err
	}
	if len(src) > MaxBundle {
		return nil, ErrTooLong
	}
	var b Bundle
	if err := json.Unmarshal(src, &b); err != nil {
		return nil, fmt.Errorf("not a bundle: %w", err)
	}
	switch {
	case b.Version == 0:
		return nil, errors.New(`not a bundle: it lacks "lanyard_bundle"; give the file that lanyard-agent check --json wrote`)
	case b.Version < 0 || b.Version > BundleVersion:
		return nil, fmt.Errorf("a bundle of version %d; this program reads up to %d, so use a newer one", b.Version, BundleVersion)
	case b.Device.ID == "":
		return nil, errors.New("a bundle without the id of its device, so nothing can be done with it")
	case b.TakenAt.IsZero():
		return nil, errors.New("a bundle that does not say when it was taken")
	}
	return &b, nil
}
