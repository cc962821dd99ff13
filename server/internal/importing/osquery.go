package importing

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// Columns of osquery's table programs that no other list has, and those by
// which people name the host when they join it: by an id, or by a name.
var (
	osqueryColumns = []string{"installlocation", "installsource", "uninstallstring", "installdate", "identifyingnumber"}
	osqueryIDs     = []string{"hostidentifier", "hostuuid", "uuid"}
	osqueryNames   = []string{"hostname", "computername", "hostdisplayname", "host"}
	osqueryHosts   = append(append([]string{}, osqueryIDs...), osqueryNames...)
)

// osquery reads what osquery knows of installed programs: rows of its table
// programs as CSV or JSON, each with its host, or its result log.
func (r *reading) osquery() error {
	p := newPrograms(r)
	if r.table.JSON == nil {
		h := r.heading
		find := finder{reading: r, id: h.place(osqueryIDs...), name: h.place(osqueryNames...), namespace: estate.NamespaceOsquery, built: r.builtin()}
		name, version := h.place("name"), h.place("version")
		err := r.each(func(row []string) bool { return p.row(&find, row, name, version, nil) })
		p.end()
		return err
	}
	l := &osqueryLog{programs: p, find: finder{reading: r, id: -1, name: -1, namespace: estate.NamespaceOsquery, built: built{-1, -1}}, lastRow: -1, hosts: map[string]*osqueryHost{}, others: map[string]bool{}}
	err := l.documents(r.table.JSON)
	l.end()
	p.end()
	return err
}

// osqueryLog puts together what a log says of each host. Its lines count by
// their times, in whatever order they stand.
type osqueryLog struct {
	*programs
	find    finder
	hosts   map[string]*osqueryHost
	order   []*osqueryHost
	last    [2]string       // id and name of the last bare row
	lastRow int             // of the estate's devices, -1 = there was none
	removed int             // programs that are no longer there
	foreign int             // lines of other queries
	others  map[string]bool // the names of some of these
}

// osqueryHost is one host of the log.
type osqueryHost struct {
	id, name  string
	line      int
	seen      int64 // when it was last heard of
	snapshot  int64 // what was told before that does not count
	installed []osqueryProgram
	other     int // of these, the programs of no product
}

// osqueryProgram is one program in one version.
type osqueryProgram struct {
	program *program
	version string
	line    int
	at      int64
	removed bool
}

// event takes one line of the log.
func (l *osqueryLog) event(e *osqueryEvent) {
	if e.bare() {
		l.row(e)
		return
	}
	if !e.aboutPrograms() {
		l.foreign++
		if len(l.others) < 3 {
			l.others[shorten(e.name, 40)] = true
		}
		return
	}
	id := strings.TrimSpace(e.hostIdentifier)
	if !l.isID("hostIdentifier", id) {
		return
	}
	if !e.hasSnapshot && !e.hasDiff && (len(e.columns) == 0 || e.action != "added" && e.action != "removed" && e.action != "snapshot") {
		l.rejectRow("action", e.action, "not added, removed or snapshot, with columns")
		return
	}
	at, err := e.at()
	if err != nil {
		l.rejectCell("calendarTime", e.calendarTime, err)
	}
	h := l.host(id)
	if at == estate.NoTime {
		at = h.seen // as if it came right after the line before
	}
	h.line, h.seen = l.line, max(h.seen, at)
	if h.name == "" {
		h.name = strings.TrimSpace(e.hostname)
	}
	if e.action == "snapshot" || e.hasSnapshot {
		h.snapshot = max(h.snapshot, at)
	}
	l.put(h, e.removed, at, true)
	l.put(h, e.snapshot, at, false)
	l.put(h, e.added, at, false)
	l.put(h, e.columns, at, e.action == "removed")
	l.file.Rows++
}

// isID reports whether a text can be an id, or rejects the line.
func (l *osqueryLog) isID(column, id string) bool {
	problem := idProblem(id)
	if id == "" {
		problem = "the line does not say which host it is about"
	}
	if problem != "" {
		l.rejectRow(column, id, problem)
	}
	return problem == ""
}

func (l *osqueryLog) host(id string) *osqueryHost {
	h := l.hosts[id]
	if h == nil {
		h = &osqueryHost{id: id, seen: estate.NoTime, snapshot: estate.NoTime}
		l.hosts[id] = h
		l.order = append(l.order, h)
	}
	return h
}

// put notes that programs came or went.
func (l *osqueryLog) put(h *osqueryHost, rows []osqueryRow, at int64, removed bool) {
	for i := range rows {
		if name := strings.TrimSpace(rows[i].name); name != "" {
			l.putOne(h, l.programs.find(name), strings.TrimSpace(rows[i].version), at, removed)
		}
	}
}

// putOne notes that one came or went. Of programs that are no product only as
// many are kept as tell that a list is complete.
func (l *osqueryLog) putOne(h *osqueryHost, program *program, version string, at int64, removed bool) {
	isProduct := program.product >= 0 || len(program.like) > 0
	for i := range h.installed {
		known := &h.installed[i]
		if known.program == program && (known.version == version || !isProduct) {
			if at >= known.at {
				known.at, known.removed, known.line = at, removed, l.line
			}
			return
		}
	}
	if !isProduct {
		if h.other == completeDevice {
			return
		}
		h.other++
		version = ""
	}
	h.installed = append(h.installed, osqueryProgram{program, version, l.line, at, removed})
}

// row takes a row of the table programs without an envelope.
func (l *osqueryLog) row(e *osqueryEvent) {
	id, name := strings.TrimSpace(cmp.Or(e.hostID, e.hostIdentifier)), strings.TrimSpace(e.hostName)
	program := strings.TrimSpace(e.name)
	if program == "" {
		l.rejectRow("name", "", "the row names no program")
		return
	}
	if [2]string{id, name} != l.last || l.lastRow < 0 {
		if !l.isID("hostname", cmp.Or(id, name)) || name != "" && !l.isID("hostname", name) {
			return
		}
		l.last = [2]string{id, name}
		l.lastRow = l.find.device(id, name)
		if id != "" {
			l.identities.add(l.source, l.lastRow, "", realSerial(e.serial))
		}
	}
	l.add(l.lastRow, l.programs.find(program), "version", e.version, l.origin(estate.NoTime))
	l.file.Rows++
}

// end puts what is installed on each host into the estate.
func (l *osqueryLog) end() {
	for _, h := range l.order {
		l.line = h.line
		name := h.name
		if name == "" && !isGUID(h.id) {
			name = h.id
		}
		row := l.find.device(h.id, name)
		for i := range h.installed {
			known := &h.installed[i]
			if known.removed || known.at < h.snapshot {
				l.removed++
				continue
			}
			o := l.origin(h.seen)
			l.line = known.line
			l.add(row, known.program, "version", known.version, o)
		}
	}
	if l.removed > 0 {
		l.note("it tells of %s that came and went again, which do not count", counted(l.removed, "program"))
	}
	if l.foreign > 0 {
		names := slices.Sorted(maps.Keys(l.others))
		l.note("it has %s of other queries, such as %s, which do not count", counted(l.foreign, "line"), strings.Join(names, ", "))
	}
}

// isGUID reports whether an id has the shape of a GUID (RFC 9562 §4), as
// osquery gives to hosts that are not identified by their names.
func isGUID(id string) bool {
	if len(id) != len(noGUID) {
		return false
	}
	for i := range len(id) {
		c := id[i] | 0x20
		if noGUID[i] == '-' && id[i] != '-' || noGUID[i] == '0' && (c < 'a' || c > 'f') && (id[i] < '0' || id[i] > '9') {
			return false
		}
	}
	return true
}
