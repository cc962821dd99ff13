package importing

import "github.com/lanyard-id/lanyard/estate"

// configMgr reads Configuration Manager's v_Add_Remove_Programs: a row for each
// program on each device, with the name of the device where somebody joined it.
// TimeStamp is when the client took the inventory.
func (r *reading) configMgr() error {
	h := r.heading
	find := finder{reading: r, id: h.place("resourceid"), name: h.place("netbiosname0", "name0"), namespace: estate.NamespaceConfigMgr}
	name, version := h.place("displayname0"), h.place("version0")
	var taken *cell
	if at := h.place("timestamp"); at >= 0 {
		taken = &cell{place: at, heading: h.written[at]}
	}
	p := newPrograms(r)
	err := r.each(func(row []string) bool {
		return p.row(&find, row, name, version, nil, r.seen(taken, row))
	})
	p.end()
	return err
}
