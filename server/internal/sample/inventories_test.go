package sample

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// TestInventoriesAgree joins every inventory to the devices by alias.csv: what it
// lists of the catalogue is what devices.csv says, where that says anything.
func TestInventoriesAgree(t *testing.T) {
	e := testEstate(t, Options{Devices: 3_000})
	subjects := make(map[string]string)
	for _, row := range rows(t, e, "alias.csv") {
		subjects[row["namespace"]+" "+row["value"]] = row["subject"]
	}
	cells := make(map[string]string)
	for _, row := range rows(t, e, "devices.csv") {
		for _, id := range DefaultProducts() {
			cells[row["device"]+" "+id] = row[id]
		}
	}
	products := map[string]string{customAgent: "identity-agent"}
	for id, p := range catalogue {
		for _, r := range p.releases {
			products[r.value.name] = id
		}
	}
	for _, source := range []struct {
		name     string
		programs []listed
	}{
		{"AppInvRawData.csv", fromTable(t, e, "AppInvRawData.csv", "intune", "DeviceId", "ApplicationName", "ApplicationVersion")},
		{"v_Add_Remove_Programs.csv", fromTable(t, e, "v_Add_Remove_Programs.csv", "configmgr", "ResourceID", "DisplayName0", "Version0")},
		{"osquery-programs.json", fromOsquery(t, e)},
		{"osqueryd.results.log", fromOsqueryLog(t, e)},
	} {
		versions, names := make(map[string][]string), make(map[string]bool)
		strangers := 0
		for _, p := range source.programs {
			names[p.name] = true
			subject, ok := subjects[p.device]
			if !ok {
				strangers++
			} else if id, ok := products[p.name]; ok {
				versions[subject+" "+id] = append(versions[subject+" "+id], p.version)
			}
		}
		agree := 0
		for key, cell := range cells {
			if found := strings.Join(versions[key], separator); found != "" && cell != "" && cell != "+" && cell != noVersion {
				agree++
				if found != cell {
					t.Errorf("%s: %s is %q, devices.csv says %q", source.name, key, found, cell)
				}
			}
		}
		if share := strangers * 1000 / len(source.programs); agree < 1_000 || share == 0 || share > 12 || len(names) < 30 {
			t.Errorf("%s: %d products agree, %d in 1,000 rows are of no known device, %d names; want most, some five, 30 or more",
				source.name, agree, share, len(names))
		}
		if !names[customAgent] || !names[oberthurTools] {
			t.Errorf("%s has no near misses", source.name)
		}
	}
}

// listed is one program on one device, by namespace and name.
type listed struct{ device, name, version string }

func fromTable(t *testing.T, e *estate, file, namespace, device, name, version string) []listed {
	var list []listed
	for _, row := range rows(t, e, file) {
		list = append(list, listed{namespace + " " + row[device], row[name], row[version]})
	}
	return list
}

func fromOsquery(t *testing.T, e *estate) []listed {
	t.Helper()
	var found []struct{ Hostname, Name, Version string }
	if err := json.Unmarshal(content(t, e, "osquery-programs.json"), &found); err != nil {
		t.Fatal(err)
	}
	// A name that two devices have would join the programs of both.
	owners := make(map[string]int)
	for i := range e.devices {
		owners[e.deviceName(i, e.deviceOwner(i))]++
	}
	var list []listed
	for _, row := range found {
		if owners[row.Hostname] == 1 {
			list = append(list, listed{"netbios " + row.Hostname, row.Name, row.Version})
		}
	}
	return list
}

func fromOsqueryLog(t *testing.T, e *estate) []listed {
	t.Helper()
	var list []listed
	removed := 0
	for line := range bytes.Lines(content(t, e, "osqueryd.results.log")) {
		var entry struct {
			Name, HostIdentifier, CalendarTime, Action string
			UnixTime                                   int64
			Columns                                    struct{ Name, Version string }
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse("Mon Jan _2 15:04:05 2006 MST", entry.CalendarTime)
		if err != nil || at.Unix() != entry.UnixTime || entry.Name == "" {
			t.Fatalf("a log line of %q at %d: %v", entry.CalendarTime, entry.UnixTime, err)
		}
		program := listed{"osquery " + entry.HostIdentifier, entry.Columns.Name, entry.Columns.Version}
		switch last := len(list) - 1; {
		case entry.Action == "added":
			list = append(list, program)
		case entry.Action == "removed" && last >= 0 && list[last] == program:
			list, removed = list[:last], removed+1
		default:
			t.Fatalf("%s of %v, which was not the last to be added", entry.Action, program)
		}
	}
	if removed == 0 {
		t.Error("the log has no program that was removed")
	}
	return list
}
