package importing

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/estate"
)

// osqueryEvent is a line of osquery's result log in any of its formats (event,
// snapshot, batch), or a row of its table programs without an envelope. Source:
// osquery, Logging, Results logs.
type osqueryEvent struct {
	Name           string         `json:"name"` // of the query; of a bare row that of the program
	HostIdentifier string         `json:"hostIdentifier"`
	CalendarTime   string         `json:"calendarTime"`
	UnixTime       loose          `json:"unixTime"`
	Decorations    osqueryExtra   `json:"decorations"`
	Columns        *osqueryRow    `json:"columns"`
	Action         string         `json:"action"`
	Snapshot       []osqueryRow   `json:"snapshot"`
	DiffResults    *osqueryChange `json:"diffResults"`

	// Of a bare row.
	Version         loose `json:"version"`
	HostID          loose `json:"host_identifier"`
	Hostname        loose `json:"hostname"`
	Host            loose `json:"host"`
	ComputerName    loose `json:"computer_name"`
	HostDisplayName loose `json:"host_display_name"`
	UUID            loose `json:"uuid"`
	HostUUID        loose `json:"host_uuid"`
}

type osqueryExtra struct {
	Hostname loose `json:"hostname"`
}

type osqueryChange struct {
	Added   []osqueryRow `json:"added"`
	Removed []osqueryRow `json:"removed"`
}

// osqueryRow is a row of the table programs.
type osqueryRow struct {
	Name              loose  `json:"name"`
	Version           loose  `json:"version"`
	InstallLocation   *loose `json:"install_location"`
	InstallSource     *loose `json:"install_source"`
	IdentifyingNumber *loose `json:"identifying_number"`
	UninstallString   *loose `json:"uninstall_string"`
}

// loose is a text that some write as a number.
type loose string

// UnmarshalJSONFrom takes texts and numbers; anything else is the empty text.
func (l *loose) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	switch d.PeekKind() {
	case '"', '0':
		token, err := d.ReadToken()
		*l = loose(token.String())
		return err
	}
	*l = ""
	return d.SkipValue()
}

// bare reports whether the event is a row without an envelope.
func (e *osqueryEvent) bare() bool {
	return e.Columns == nil && e.Snapshot == nil && e.DiffResults == nil && e.Action == "" && e.CalendarTime == ""
}

// aboutPrograms reports whether the event is of a query about programs, by the
// name of the query or by the columns.
func (e *osqueryEvent) aboutPrograms() bool {
	name := strings.ToLower(e.Name)
	for _, word := range []string{"program", "software", "apps", "installed", "packages"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	rows := e.Snapshot
	if e.Columns != nil {
		rows = append(slices.Clip(rows), *e.Columns)
	}
	if e.DiffResults != nil {
		rows = append(append(slices.Clip(rows), e.DiffResults.Added...), e.DiffResults.Removed...)
	}
	return slices.ContainsFunc(rows, func(r osqueryRow) bool {
		return r.InstallLocation != nil || r.InstallSource != nil || r.IdentifyingNumber != nil || r.UninstallString != nil
	})
}

// at returns when the event was logged, in UTC; NoTime where it does not say.
func (e *osqueryEvent) at() (int64, error) {
	if second, err := strconv.ParseInt(string(e.UnixTime), 10, 64); err == nil && second > 0 && second < 1<<33 {
		return second, nil
	}
	text := strings.TrimSpace(e.CalendarTime)
	if text == "" {
		return estate.NoTime, nil
	}
	for _, layout := range []string{"Mon Jan _2 15:04:05 2006 MST", time.ANSIC, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Unix(), nil
		}
	}
	return estate.NoTime, errors.New("not a time such as Tue Sep 30 17:37:30 2025 UTC")
}

// maxEventBytes bounds one line of the log: a snapshot of a host with ten
// thousand programs takes a few megabytes.
const maxEventBytes = 64 << 20

var errLongEvent = fmt.Errorf("longer than %d MiB", maxEventBytes>>20)

// documents takes every event of an array, of lines, or of objects that follow
// each other in any layout.
func (l *osqueryLog) documents(r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		c, err := in.ReadByte()
		if err == io.EOF {
			return errors.New("there is nothing in it")
		}
		if err != nil {
			return err
		}
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		_ = in.UnreadByte() // it was just read
		if c == '[' {
			return l.objects(in, true)
		}
		break
	}
	first := true
	for {
		line, err := readLine(in)
		l.line++
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errLongEvent):
			l.rejectRow("", "", err.Error())
			continue
		case err != nil:
			return err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var e osqueryEvent
		err = json.Unmarshal(line, &e)
		if err != nil && first && errors.Is(err, io.ErrUnexpectedEOF) {
			return l.objects(io.MultiReader(bytes.NewReader(bytes.Clone(line)), in), false)
		}
		first = false
		if err != nil {
			l.rejectRow("", string(line[:min(len(line), shownBytes+4)]), jsonProblem(err))
			continue
		}
		l.event(&e)
	}
}

// objects takes objects that are not one a line. They are counted in place of
// lines.
func (l *osqueryLog) objects(in io.Reader, array bool) error {
	meter := &meter{in: in}
	d := jsontext.NewDecoder(meter)
	if array {
		if _, err := d.ReadToken(); err != nil {
			return errors.New(jsonProblem(err))
		}
	}
	l.line = 0
	l.note("it is not one object a line, so that its objects are counted in place of lines")
	for {
		l.line++
		meter.n = 0
		switch d.PeekKind() {
		case ']':
			return nil
		case 0:
			_, err := d.ReadToken()
			if err == io.EOF {
				return nil
			}
			return errors.New(jsonProblem(err))
		}
		value, err := d.ReadValue()
		if err != nil {
			return errors.New(jsonProblem(err))
		}
		var e osqueryEvent
		if err := json.Unmarshal(value, &e); err != nil {
			l.rejectRow("", string(value[:min(len(value), shownBytes+4)]), jsonProblem(err))
			continue
		}
		l.event(&e)
	}
}

// jsonProblem says for people why something is not the JSON that is asked for.
func jsonProblem(err error) string {
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &semantic):
		return "not a line of osquery's result log, nor a row of its table programs"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "not JSON: it ends too early"
	case errors.Is(err, errLongEvent):
		return err.Error()
	}
	return "not JSON"
}

// readLine returns the next line, valid until the next call; errLongEvent of one
// that is too long, behind which it goes on.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if err == nil || err == io.EOF && len(line) > 0 {
		return line, nil
	}
	if err != bufio.ErrBufferFull {
		return nil, err
	}
	long := bytes.Clone(line)
	for err == bufio.ErrBufferFull {
		line, err = in.ReadSlice('\n')
		if len(long) <= maxEventBytes {
			long = append(long, line...)
		}
	}
	if len(long) > maxEventBytes && (err == nil || err == io.EOF) {
		return nil, errLongEvent
	}
	if err == io.EOF {
		err = nil
	}
	return long, err
}

// meter refuses an object without end.
type meter struct {
	in io.Reader
	n  int
}

func (m *meter) Read(b []byte) (int, error) {
	if m.n > maxEventBytes {
		return 0, errLongEvent
	}
	n, err := m.in.Read(b)
	m.n += n
	return n, err
}
