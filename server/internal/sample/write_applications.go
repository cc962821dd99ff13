package sample

import (
	"io"
	"strconv"
)

func (e *estate) writeApplications(w io.Writer) (int, error) {
	t := newTable(w, "application", "name", "supplier", "protocols", "contact")
	for _, a := range applications {
		t.texts(a.id, a.name, a.supplier, a.protocols, a.email)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}

func (e *estate) writeDeviceApplications(w io.Writer) (int, error) {
	t := newTable(w, "device", "application", "complete")
	for i := range e.devices {
		id := deviceID(i)
		list, complete := e.installedApplications(i, e.deviceOwner(i))
		for _, a := range list {
			t.texts(id, applications[a].id, strconv.FormatBool(complete))
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}
