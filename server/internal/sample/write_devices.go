package sample

import (
	"io"
)

func (e *estate) writeDevices(w io.Writer) (int, error) {
	heading := []string{"device", "organisation", "name", "os", "os_version", "last_seen", "groups", "uses"}
	for i := range e.products {
		heading = append(heading, e.products[i].id)
	}
	t := newTable(w, heading...)
	for i := range e.devices {
		e.deviceRow(t, i)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}

func (e *estate) deviceRow(t *table, i int) {
	owner := e.deviceOwner(i)
	u := e.use(i, owner)
	o := &e.organisations[owner]
	wrong := e.wrong(devicesSheet, i)
	name := e.deviceName(i, owner)
	if e.stranger(i) {
		name = ""
	}
	system, version := e.system(i, owner, u)
	if wrong == "os_version" {
		version = noVersion
	}
	t.texts(deviceID(i), o.code, name, system, version)
	if at, _ := e.seen(i, u); wrong == "last_seen" {
		t.text(e.noDate())
	} else {
		t.instant(at)
	}
	groups := uses[u].group
	if groups != "" && o.group != "" {
		groups += separator
	}
	t.texts(groups+o.group, tasks(o.kind, u))
	silent := e.silent(i)
	for n := range e.products {
		s := e.installed(n, i, owner, u)
		switch {
		case wrong == "product" && n == 0:
			t.text(noVersion)
		case silent:
			t.text("")
		default:
			t.text(s.cell())
		}
	}
}
