package importing

import "github.com/lanyard-id/lanyard/estate"

// configMgr reads Configuration Manager's v_Add_Remove_Programs: a row for each
// program on each device, with the name of the device where somebody joined it.
// Its TimeStamp is not read: it is when a row changed last, and older rows of a
// device are no older inventory.
func (r *reading) configMgr() error {
	h := r.heading
	find := finder{reading: r, id: h.place("resourceid"), name: h.place("netbiosname0", "name0"), namespace: estate.NamespaceConfigMgr, built: r.builtin()}
	name, version := h.place("displayname0"), h.place("version0")
	p := newPrograms(r)
	err := r.each(func(row []string) bool { return p.row(&find, row, name, version, nil) })
	p.end()
	return err
}
