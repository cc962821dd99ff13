package sample

import (
	"bufio"
	"io"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// writeOsquery lists every program on every device as rows of osquery's table
// programs, joined to the host's name: the answer of osqueryi --json.
// Source: osquery, schema, programs.
func (e *estate) writeOsquery(w io.Writer) (int, error) {
	b, rows := bufio.NewWriterSize(w, 1<<16), 0
	var (
		list []program
		line []byte
	)
	b.WriteString("[\n")
	for i := range e.devices {
		owner := e.deviceOwner(i)
		list = e.programs(i, owner, list)
		for n := range list {
			line = line[:0]
			if rows > 0 {
				line = append(line, ",\n"...)
			}
			line = append(line, "  {"...)
			line = member(line, "hostname", e.deviceName(i, owner))
			line = append(line, ',')
			line = append(e.columns(line, i, n, &list[n]), '}')
			if _, err := b.Write(line); err != nil {
				return 0, err
			}
			rows++
		}
	}
	b.WriteString("\n]\n")
	return rows, b.Flush()
}

// writeOsqueryLog is the same as a log of differences: each program of a device
// was added, and some were removed before that.
// Source: osquery, Logging, Differential logs.
func (e *estate) writeOsqueryLog(w io.Writer) (int, error) {
	b, rows := bufio.NewWriterSize(w, 1<<16), 0
	var (
		list []program
		line []byte
	)
	for i := range e.devices {
		owner := e.deviceOwner(i)
		list = e.programs(i, owner, list)
		at, _ := e.seen(i, e.use(i, owner))
		if at.IsZero() {
			at = e.at.AddDate(-1, 0, 0)
		}
		for n := range list {
			draw := e.chance(ofPrograms, i*64+n)
			if draw.oneIn(40) {
				before := list[n]
				before.version = "1.0.0"
				line = e.logLine(line, i, owner, n, &before, at.AddDate(0, -2, 0), "added")
				line = e.logLine(line, i, owner, n, &before, at, "removed")
				rows += 2
			}
			line = e.logLine(line, i, owner, n, &list[n], at, "added")
			rows++
		}
		if _, err := b.Write(line); err != nil {
			return 0, err
		}
		line = line[:0]
	}
	return rows, b.Flush()
}

// logLine adds one line of the log.
func (e *estate) logLine(line []byte, i, owner, n int, p *program, at time.Time, action string) []byte {
	line = append(line, '{')
	line = member(line, "name", "pack_invented_programs")
	line = member(append(line, ','), "hostIdentifier", e.guid(i, osqueryHost))
	line = member(append(line, ','), "calendarTime", at.UTC().Format("Mon Jan _2 15:04:05 2006 UTC"))
	line = append(line, `,"unixTime":`...)
	line = strconv.AppendInt(line, at.Unix(), 10)
	line = append(line, `,"epoch":0,"counter":7,"numerics":false,"decorations":{`...)
	line = member(line, "hostname", e.deviceName(i, owner))
	line = append(line, `},"columns":{`...)
	line = append(e.columns(line, i, n, p), '}', ',')
	return append(member(line, "action", action), "}\n"...)
}

// columns adds those of the table programs.
func (e *estate) columns(line []byte, i, n int, p *program) []byte {
	line = member(line, "name", p.name)
	line = member(append(line, ','), "version", p.version)
	line = member(append(line, ','), "install_location", `C:\Program Files\`+p.publisher+`\`)
	line = member(append(line, ','), "install_source", "")
	line = member(append(line, ','), "language", "1033")
	line = member(append(line, ','), "publisher", p.publisher)
	line = member(append(line, ','), "uninstall_string", "")
	line = append(line, `,"install_date":"`...)
	line = append(e.installedOn(i, n).append(line, installDate), '"')
	return member(append(line, ','), "identifying_number", "")
}

// member adds "name":"text".
func member(line []byte, name, text string) []byte {
	line = append(line, '"')
	line = append(line, name...)
	line = append(line, '"', ':')
	line, err := jsontext.AppendQuote(line, text)
	if err != nil {
		panic(err) // unreachable: every text of the package is UTF-8
	}
	return line
}
