package device

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// Form is the form of a recording that this program writes, and the only one that
// it reads.
const Form = 1

// maxRecording is how long a recording may be, in bytes: two parts of 16 MiB each,
// which is what they take, and the cards.
const maxRecording = 33 << 20

// recording is a device as JSON. The parts that packages of their own read and hold
// to their rules stay text here.
type recording struct {
	Form    int            `json:"lanyard_recording"`
	At      time.Time      `json:"at"`
	Cards   Cards          `json:"cards"`
	Modules Modules        `json:"modules"`
	Host    jsontext.Value `json:"host"`
	Network jsontext.Value `json:"network"`
}

// WriteRecording writes the device down as JSON. It holds names and numbers: it is
// for those who mend, and not what is sent ([host.Host] can be redacted).
func (d *Device) WriteRecording(w io.Writer) error {
	var h, n bytes.Buffer
	if err := host.WriteRecording(&h, &d.Host); err != nil {
		return err
	}
	if err := network.Write(&n, d.Network); err != nil {
		return err
	}
	r := recording{Form: Form, At: d.At, Cards: d.Cards, Modules: d.Modules, Host: h.Bytes(), Network: n.Bytes()}
	if err := json.MarshalWrite(w, r, jsontext.WithIndent(" ")); err != nil {
		return fmt.Errorf("writing a recording of a device: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// ReadRecording reads what WriteRecording wrote. What it does not know, or what is
// not as Look would have made it, is an error that says where.
func ReadRecording(r io.Reader) (*Device, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxRecording+1))
	if err != nil {
		return nil, fmt.Errorf("reading a recording of a device: %w", err)
	}
	if len(src) > maxRecording {
		return nil, fmt.Errorf("reading a recording of a device: it is larger than %d bytes, which none is", maxRecording)
	}
	var form struct {
		Form int `json:"lanyard_recording"`
	}
	if err := json.Unmarshal(src, &form); err != nil {
		return nil, fmt.Errorf("reading a recording of a device: %w; give what lanyard-agent check --record wrote, whole", err)
	}
	if form.Form != Form {
		return nil, fmt.Errorf("reading a recording of a device: its form is %d, and this program reads form %d; give what lanyard-agent check --record wrote", form.Form, Form)
	}
	var rec recording
	if err := json.Unmarshal(src, &rec, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("reading a recording of a device: %w", err)
	}
	for name, part := range map[string]any{"cards": rec.Cards, "modules": rec.Modules, "at": rec.At} {
		if err := check(reflect.ValueOf(part), name); err != nil {
			return nil, fmt.Errorf("reading a recording of a device: %w", err)
		}
	}
	if rec.At.IsZero() {
		return nil, errors.New("reading a recording of a device: it does not say when the device was looked at, in \"at\"")
	}
	d := &Device{At: rec.At.UTC(), Cards: rec.Cards, Modules: rec.Modules}
	if len(rec.Host) > 0 {
		h, err := host.ReadRecording(bytes.NewReader(rec.Host))
		if err != nil {
			return nil, err
		}
		d.Host = *h
	}
	if len(rec.Network) > 0 {
		if d.Network, err = network.Read(bytes.NewReader(rec.Network)); err != nil {
			return nil, err
		}
	}
	return d, nil
}
