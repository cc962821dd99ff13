package importing

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/estate"
)

// osqueryEvent is a line of osquery's result log in any of its formats (event,
// snapshot, batch), or a row of its table programs without an envelope. Source:
// osquery, Logging, Results logs.
type osqueryEvent struct {
	name           string // of the query; of a bare row that of the program
	hostIdentifier string
	hostname       string // of the decorations
	calendarTime   string
	unixTime       string
	action         string
	columns        []osqueryRow // one, or none
	snapshot       []osqueryRow
	added, removed []osqueryRow
	hasSnapshot    bool // which may be of nothing
	hasDiff        bool

	// Of a bare row.
	version                  string
	hostID, hostName, serial string
}

// osqueryRow is a row of the table programs.
type osqueryRow struct {
	name, version string
	ofPrograms    bool // it has a column that no other list has
}

var errNotEvent = errors.New("not a line of osquery's result log, nor a row of its table programs")

// read reads an event, using the memory of the one before again.
func (e *osqueryEvent) read(d *jsontext.Decoder) error {
	*e = osqueryEvent{columns: e.columns[:0], snapshot: e.snapshot[:0], added: e.added[:0], removed: e.removed[:0]}
	if d.PeekKind() != '{' {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		e.name = string(value[:min(len(value), shownBytes+4)])
		return errNotEvent
	}
	return members(d, func(member []byte) (err error) {
		switch string(member) {
		case "name":
			e.name, err = looseText(d)
		case "hostIdentifier":
			e.hostIdentifier, err = looseText(d)
		case "calendarTime":
			e.calendarTime, err = looseText(d)
		case "unixTime":
			e.unixTime, err = looseText(d)
		case "action":
			e.action, err = looseText(d)
		case "decorations":
			err = members(d, func(member []byte) (err error) {
				if string(member) == "hostname" {
					e.hostname, err = looseText(d)
					return err
				}
				return d.SkipValue()
			})
		case "columns":
			e.columns, err = readRow(d, e.columns[:0])
		case "snapshot":
			e.hasSnapshot = true
			e.snapshot, err = readRows(d, e.snapshot[:0])
		case "diffResults":
			e.hasDiff = true
			err = members(d, func(member []byte) (err error) {
				switch string(member) {
				case "added":
					e.added, err = readRows(d, e.added[:0])
				case "removed":
					e.removed, err = readRows(d, e.removed[:0])
				default:
					err = d.SkipValue()
				}
				return err
			})
		case "version":
			e.version, err = looseText(d)
		case "host_identifier", "host_uuid", "uuid":
			e.hostID, err = looseText(d)
		case "hardware_serial":
			e.serial, err = looseText(d)
		case "hostname", "computer_name", "host_display_name", "host":
			e.hostName, err = looseText(d)
		default:
			err = d.SkipValue()
		}
		return err
	})
}

// members calls take for every member of an object, to read its value; of
// anything else there are none.
func members(d *jsontext.Decoder, take func(member []byte) error) error {
	if d.PeekKind() != '{' {
		return d.SkipValue()
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := take(name[1 : len(name)-1]); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// readRow reads an object as a row.
func readRow(d *jsontext.Decoder, rows []osqueryRow) ([]osqueryRow, error) {
	if d.PeekKind() != '{' {
		return rows, d.SkipValue()
	}
	var row osqueryRow
	err := members(d, func(member []byte) (err error) {
		switch string(member) {
		case "name":
			row.name, err = looseText(d)
		case "version":
			row.version, err = looseText(d)
		case "install_location", "install_source", "identifying_number", "uninstall_string":
			row.ofPrograms = true
			err = d.SkipValue()
		default:
			err = d.SkipValue()
		}
		return err
	})
	return append(rows, row), err
}

// readRows reads an array of objects as rows.
func readRows(d *jsontext.Decoder, rows []osqueryRow) ([]osqueryRow, error) {
	if d.PeekKind() != '[' {
		return rows, d.SkipValue()
	}
	if _, err := d.ReadToken(); err != nil {
		return rows, err
	}
	for {
		switch d.PeekKind() {
		case ']':
			_, err := d.ReadToken()
			return rows, err
		case 0:
			_, err := d.ReadToken()
			if err == nil {
				err = io.ErrUnexpectedEOF
			}
			return rows, err
		}
		var err error
		if rows, err = readRow(d, rows); err != nil {
			return rows, err
		}
	}
}

// looseText reads a text, or a number, which some write where osquery writes a
// text; anything else is the empty text.
func looseText(d *jsontext.Decoder) (string, error) {
	kind := d.PeekKind()
	if kind != '"' && kind != '0' {
		return "", d.SkipValue()
	}
	value, err := d.ReadValue()
	switch {
	case err != nil:
		return "", err
	case kind == '0':
		return string(value), nil
	case !slices.Contains(value, '\\'):
		return string(value[1 : len(value)-1]), nil
	}
	text, err := jsontext.AppendUnquote(nil, value)
	return string(text), err
}

// bare reports whether the event is a row without an envelope.
func (e *osqueryEvent) bare() bool {
	return len(e.columns) == 0 && !e.hasSnapshot && !e.hasDiff && e.action == "" && e.calendarTime == ""
}

// aboutPrograms reports whether the event is of a query about programs, by the
// name of the query or by the columns.
func (e *osqueryEvent) aboutPrograms() bool {
	name := strings.ToLower(e.name)
	for _, word := range []string{"program", "software", "apps", "installed", "packages"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	isOf := func(r osqueryRow) bool { return r.ofPrograms }
	return slices.ContainsFunc(e.columns, isOf) || slices.ContainsFunc(e.snapshot, isOf) ||
		slices.ContainsFunc(e.added, isOf) || slices.ContainsFunc(e.removed, isOf)
}

// at returns when the event was logged, in UTC; NoTime where it does not say.
func (e *osqueryEvent) at() (int64, error) {
	if second, err := strconv.ParseInt(e.unixTime, 10, 64); err == nil && second > 0 && second < 1<<33 {
		return second, nil
	}
	text := strings.TrimSpace(e.calendarTime)
	if text == "" {
		return estate.NoTime, nil
	}
	for _, layout := range []string{"Mon Jan _2 15:04:05 2006 MST", time.ANSIC, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil && at.Year() >= 1970 && at.Year() <= 2200 {
			return at.Unix(), nil
		}
	}
	return estate.NoTime, errors.New("not a time such as Tue Sep 30 17:37:30 2025 UTC")
}
