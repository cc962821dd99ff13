package sample

import "io"

// writeConfigMgr lists every program on every device as a report over
// Configuration Manager's view v_Add_Remove_Programs does.
// Source: Microsoft Learn, Hardware inventory views in Configuration Manager.
func (e *estate) writeConfigMgr(w io.Writer) (int, error) {
	t := newMicrosoftTable(w, "ResourceID", "Netbios_Name0", "DisplayName0", "Publisher0", "Version0", "InstallDate0")
	var list []program
	for i := range e.devices {
		owner := e.deviceOwner(i)
		list = e.programs(i, owner, list)
		id, name := resourceID(i), e.deviceName(i, owner)
		for n := range list {
			p := &list[n]
			t.texts(id, name, p.name, p.publisher, p.version)
			t.day(e.installedOn(i, n), installDate)
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}

// installDate is how the list of programs in Windows' registry holds a day.
const installDate = "20060102"
