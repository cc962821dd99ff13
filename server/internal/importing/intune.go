package importing

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// intuneDeviceColumns are those of Intune's Devices report that its reports
// about one application lack, folded. It is exported with the names of its
// properties or with the words of the screen.
var intuneDeviceColumns = []string{"lastcontact", "lastcheckin", "os", "osversion", "managementagent", "managedby", "ownertype", "ownership",
	"compliancestate", "compliance", "serialnumber", "enrollmentdate", "createddate", "primaryuserupn", "referenceid", "azureaddeviceid"}

// finder finds the device that a row of somebody else's export is about.
type finder struct {
	*reading
	id, name  int // places of its id there and of its name, -1 = none
	namespace string
	built     built
	ids       []estate.Identifier
	lastID    string
	lastName  string
	row       int
}

// find returns the row of the device in the estate, or rejects this row.
func (f *finder) find(row []string) (int, bool) {
	id, name := f.text(row, f.id), f.text(row, f.name)
	if id == "" && name == "" {
		f.rejectRow(f.columnAt(max(f.id, f.name)), "", "the row does not say which device it is about")
		return 0, false
	}
	if id == f.lastID && name == f.lastName {
		return f.row, true
	}
	for _, place := range []int{f.id, f.name} {
		if f.text(row, place) != "" {
			if _, ok := f.key(row, place); !ok {
				return 0, false
			}
		}
	}
	f.row = f.device(id, name)
	if id != "" {
		f.built.take(f.reading, row, f.row)
	}
	f.lastID, f.lastName = id, name
	return f.row, true
}

// device returns the row of a device by what the export calls it.
func (f *finder) device(id, name string) int {
	f.ids = f.ids[:0]
	if id != "" {
		f.ids = append(f.ids, estate.Identifier{Namespace: f.namespace, Value: id})
	}
	if name != "" {
		f.ids = append(f.ids, estate.Identifier{Namespace: estate.NamespaceName, Value: hostName(name)})
	}
	return f.estate.Device(f.ids, f.origin(estate.NoTime))
}

// text returns a cell; "" of a column that is not there, and of the GUID of all
// zeros, which Intune writes for none.
func (f *finder) text(row []string, place int) string {
	if place < 0 {
		return ""
	}
	text := strings.TrimSpace(row[place])
	if len(text) == len(noGUID) && text == noGUID {
		return ""
	}
	return text
}

// hostName returns the first label of a host's full name, which is what its
// NetBIOS name is made of; an address stays whole.
func hostName(name string) string {
	first, _, found := strings.Cut(name, ".")
	if !found || first == "" || onlyDigits(first) {
		return name
	}
	return first
}

const noGUID = "00000000-0000-0000-0000-000000000000"

// intuneDevices reads Intune's Devices report. Its times are in UTC.
func (r *reading) intuneDevices() error {
	h := r.heading
	t := r.estate.Devices
	find := finder{reading: r, id: h.place("deviceid", "intunedeviceid"), name: h.place("devicename"), namespace: estate.NamespaceIntune, built: r.builtin()}
	r.dates.zone = r.utc
	take := func(column string, folded ...string) *cell {
		place := h.place(folded...)
		if place < 0 {
			return nil
		}
		return &cell{place: place, heading: h.written[place], column: t.Column(column)}
	}
	seen := take("last_seen", "lastcontact", "lastcheckin")
	cells := slices.DeleteFunc([]*cell{take("os", "os", "operatingsystem"), take("os_version", "osversion")},
		func(c *cell) bool { return c == nil })
	user := newUsers(r, h.place("primaryuseremailaddress", "useremail", "emailaddress"), h.place("primaryuserupn", "upn", "userprincipalname"))
	return r.each(func(row []string) bool {
		n, ok := find.find(row)
		if !ok {
			return false
		}
		o := r.origin(r.seen(seen, row))
		if seen != nil {
			_ = t.SetSecond(n, seen.column, o.Seen, o)
		}
		for _, c := range cells {
			r.put(t, n, c, row[c.place], o)
		}
		user.add(row, n, o)
		return true
	})
}

// intuneApps reads AppInvRawData: a row for each application on each device.
func (r *reading) intuneApps() error {
	h := r.heading
	find := finder{reading: r, id: h.place("deviceid", "intunedeviceid"), name: h.place("devicename"), namespace: estate.NamespaceIntune, built: r.builtin()}
	name, version := h.place("applicationname"), h.place("applicationversion", "applicationshortversion")
	user := newUsers(r, h.place("emailaddress"), -1)
	p := newPrograms(r)
	err := r.each(func(row []string) bool { return p.row(&find, row, name, version, user) })
	p.end()
	return err
}

// row takes a row that names one program on one device; version is -1 where
// there is no such column.
func (p *programs) row(find *finder, row []string, name, version int, user *users) bool {
	program := strings.TrimSpace(row[name])
	if program == "" {
		p.rejectRow(p.columnAt(name), "", "the row names no program")
		return false
	}
	last := find.row
	n, ok := find.find(row)
	if !ok {
		return false
	}
	o := p.origin(estate.NoTime)
	if user != nil && (n != last || p.file.Rows == 0) {
		user.add(row, n, o)
	}
	text, column := "", ""
	if version >= 0 {
		text, column = row[version], p.columnAt(version)
	}
	p.add(n, p.find(program), column, text, o)
	return true
}
