package host

import (
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Bounds of a recording. A machine with 2,000 products, services and processes
// makes 1.5 MB of it.
const (
	maxRecording = 16 << 20 // bytes
	maxListed    = 20_000   // entries of one list
)

// WriteRecording writes h as a recording: JSON, indented, the same bytes for the same Host.
func WriteRecording(w io.Writer, h *Host) error {
	if err := json.MarshalWrite(w, h, jsontext.WithIndent("  "), json.Deterministic(true)); err != nil {
		return fmt.Errorf("writing a recording of a machine: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("writing a recording of a machine: %w", err)
	}
	return nil
}

// ReadRecording reads what WriteRecording wrote, and nothing else: a member that is
// not known or stands twice, a state that does not exist, text that is not clean and
// lists or files without end are errors that say where.
func ReadRecording(r io.Reader) (*Host, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRecording+1))
	if err != nil {
		return nil, fmt.Errorf("reading a recording of a machine: %w", err)
	}
	if len(data) > maxRecording {
		return nil, fmt.Errorf("reading a recording of a machine: it is larger than %d bytes, which no recording is", maxRecording)
	}
	var form struct {
		Form int `json:"form"`
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return nil, fmt.Errorf("reading a recording of a machine: %w", err)
	}
	if form.Form != Form {
		return nil, fmt.Errorf("reading a recording of a machine: its form is %d, and this program reads form %d", form.Form, Form)
	}
	h := new(Host)
	if err := json.Unmarshal(data, h, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("reading a recording of a machine: %w; a newer program may have written it", err)
	}
	if err := h.check(); err != nil {
		return nil, fmt.Errorf("reading a recording of a machine: %w", err)
	}
	return h, nil
}

// check holds h to what Look would have made.
func (h *Host) check() error {
	var bad error
	fail := func(path, format string, args ...any) {
		if bad == nil {
			bad = fmt.Errorf("%s: %s", path, fmt.Sprintf(format, args...))
		}
	}
	visit{text: func(l leaf) {
		text := l.value.String()
		if !isClean(text) {
			fail(l.path, "the text is too long or has characters that hide: %q", Clean(text))
		}
		if allowed, ok := closed[l.value.Type()]; ok && text != "" && !allowed[text] {
			fail(l.path, "no such value: %q", Clean(text))
		}
	}, list: func(path string, length int) {
		if length > maxListed {
			fail(path, "%d entries, and no machine has more than %d", length, maxListed)
		}
	}, instant: func(path string, at time.Time) {
		if at != instant(at) {
			fail(path, "the instant is not in UTC, or not one of the years 1 to 9999")
		}
	}}.walk(reflect.ValueOf(h), "", "")
	return bad
}

// instant gives an instant as a recording holds it: in UTC, without the reading of a
// stopwatch that Go keeps with it. What RFC 3339 cannot write is zero; a file may say
// that it is of the year 30000.
func instant(at time.Time) time.Time {
	at = at.UTC().Round(0)
	if at.Year() < 1 || at.Year() > 9999 {
		return time.Time{}
	}
	return at
}

// closed are the types that have a closed set of values, and the sets.
var closed = map[reflect.Type]map[string]bool{
	reflect.TypeFor[State]():    set(Read, Partly, NeedsRights, NotHere, TooSlow, Failed),
	reflect.TypeFor[View]():     set(View64, View32),
	reflect.TypeFor[Scope]():    set(Machine, User, MachinePolicy, UserPolicy),
	reflect.TypeFor[Family]():   set(Windows, Linux, MacOS),
	reflect.TypeFor[Join]():     set(Workgroup, Domain, Entra, EntraHybrid),
	reflect.TypeFor[Running]():  set(Stopped, Starting, Stopping, Started, Resuming, Pausing, Paused),
	reflect.TypeFor[Start]():    set(StartBoot, StartSystem, StartAutomatic, StartDelayed, StartManual, StartDisabled),
	reflect.TypeFor[Presence](): set(Present, Absent, Unreadable, Unsure),
	reflect.TypeFor[Browser]():  set(Chrome, Edge, Chromium),
}

func set[T ~string](values ...T) map[string]bool {
	m := make(map[string]bool, len(values))
	for _, v := range values {
		m[string(v)] = true
	}
	return m
}
