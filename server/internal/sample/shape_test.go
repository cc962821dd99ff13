package sample

import (
	"strings"
	"testing"
	"time"
)

// TestKindsOfOrganisation looks for every kind in the smallest estate, and for
// hosts and providers above nobody.
func TestKindsOfOrganisation(t *testing.T) {
	e := testEstate(t, Options{Devices: 1})
	count, parents, hosts := make(map[string]int), make(map[string]bool), make(map[string]bool)
	list := rows(t, e, "organisations.csv")
	for _, row := range list {
		count[row["kind"]]++
		parents[row["parent"]] = true
		hosts[row["it_provider"]], hosts[row["registration_authority"]] = true, true
	}
	for k := range kindCount {
		if count[kinds[k].word] == 0 {
			t.Errorf("no organisation is of kind %s", kinds[k].word)
		}
	}
	for _, k := range []kind{hostTrust, itProvider} {
		for n := range e.byKind[k].count {
			code := e.codeOf(e.byKind[k].first + n)
			if parents[code] || !hosts[code] {
				t.Errorf("%s: is a parent: %v, serves somebody: %v; want it to serve and to be no parent", code, parents[code], hosts[code])
			}
		}
	}
	if list[len(list)-1]["organisation"] != everywhere {
		t.Errorf("the last organisation is %s, want %s", list[len(list)-1]["organisation"], everywhere)
	}
}

// TestNoLoop climbs from every organisation to the top.
func TestNoLoop(t *testing.T) {
	e := testEstate(t, Options{Devices: 200_000})
	for i := range e.organisations {
		steps := 0
		for at := i; at != none; at = e.organisations[at].parent {
			if steps++; steps > 10 {
				t.Fatalf("%s is its own ancestor, or ten deep", e.codeOf(i))
			}
		}
	}
}

func TestCounts(t *testing.T) {
	for _, test := range []struct{ devices, organisations int }{
		{1, 72}, {200, 72}, {5_500, 100}, {110_000, 2_000}, {1_155_000, 21_000}, {MaxDevices, 21_000},
	} {
		e := testEstate(t, Options{Devices: test.devices})
		devices, people := 0, 0
		for i := range e.organisations {
			devices += e.organisations[i].devices.count
			people += e.organisations[i].people.count
		}
		if len(e.organisations) != test.organisations || devices != test.devices || people != e.people {
			t.Errorf("%d devices: %d organisations with %d devices and %d people, want %d with %d and %d",
				test.devices, len(e.organisations), devices, people, test.organisations, test.devices, e.people)
		}
	}
}

// TestPeople looks for the person with forty roles, locums at FFFFF, prescribers.
func TestPeople(t *testing.T) {
	e := testEstate(t, Options{Devices: 2_000})
	roles, everywhereLocums, prescribers := make(map[string]map[string]bool), 0, 0
	for _, row := range rows(t, e, "people.csv") {
		if roles[row["person"]] == nil {
			roles[row["person"]] = make(map[string]bool)
		}
		if roles[row["person"]][row["organisation"]] {
			t.Errorf("%s is twice at %s", row["person"], row["organisation"])
		}
		roles[row["person"]][row["organisation"]] = true
		if row["organisation"] == everywhere && strings.Contains(row["groups"], "locum") {
			everywhereLocums++
		}
		if strings.Contains(row["groups"], "prescriber") {
			prescribers++
		}
		if !strings.HasPrefix(row["name"], "Test ") || row["email"] != "" && !strings.HasSuffix(row["email"], "@example.org") {
			t.Errorf("%s <%s> does not look invented", row["name"], row["email"])
		}
	}
	if n := len(roles[personID(jack)]); n != jackRoles {
		t.Errorf("the person with %d roles has %d", jackRoles, n)
	}
	if everywhereLocums < 10 || prescribers < 100 {
		t.Errorf("%d locums at %s and %d prescribers, want more", everywhereLocums, everywhere, prescribers)
	}
}

// TestDevices looks for what makes an estate hard: shared computers, images with
// many sign-ins, dormant devices, names given twice, and every kind of cell.
func TestDevices(t *testing.T) {
	e := testEstate(t, Options{Devices: 20_000})
	groups, names, cells, dormant := make(map[string]int), make(map[string]int), make(map[string]int), 0
	for _, row := range rows(t, e, "devices.csv") {
		for group := range strings.SplitSeq(row["groups"], separator) {
			groups[group]++
		}
		names[row["name"]]++
		if len(row["name"]) > 15 {
			t.Errorf("%s is longer than NetBIOS allows", row["name"])
		}
		if at, err := time.Parse(time.RFC3339, row["last_seen"]); err == nil && testAt.Sub(at) > dormantDays*24*time.Hour {
			dormant++
		}
		switch cell := row["identity-agent"]; {
		case cell == "" || cell == "-" || cell == "+":
			cells[cell]++
		case strings.Contains(cell, separator):
			cells[separator]++
		default:
			cells["version"]++
		}
	}
	for _, group := range []string{"shared", "laptop", "kiosk", "vdi-image", "server", "pilot"} {
		if groups[group] == 0 {
			t.Errorf("no device is in group %s", group)
		}
	}
	for _, cell := range []string{"", "-", "+", separator, "version"} {
		if cells[cell] == 0 {
			t.Errorf("no cell of Identity Agent is of the kind %q", cell)
		}
	}
	if dormant < 1000 || dormant > 2000 {
		t.Errorf("%d of 20,000 devices are dormant, want some 1,300", dormant)
	}
	delete(names, "")
	twice := 0
	for _, n := range names {
		if n > 1 {
			twice++
		}
	}
	if twice == 0 {
		t.Error("no name was given to two devices")
	}
	people := make(map[string]map[string]bool)
	for _, row := range rows(t, e, "signins.csv") {
		if people[row["device"]] == nil {
			people[row["device"]] = make(map[string]bool)
		}
		people[row["device"]][row["person"]] = true
	}
	most := 0
	for device := range people {
		most = max(most, len(people[device]))
	}
	if most < 20 {
		t.Errorf("no more than %d people sign in at one device, want an image with 20 or more", most)
	}
}

// TestCards looks for every series and status, for the day on which most
// certificates end, and for cards of nobody.
func TestCards(t *testing.T) {
	e := testEstate(t, Options{Devices: 20_000})
	series, status, ends, nobody := make(map[string]int), make(map[string]int), make(map[string]int), 0
	for _, row := range rows(t, e, "cards.csv") {
		number := row["card"]
		if row["series"] != "" {
			series[row["series"]]++
			if number[:2] != numbered("", 0, 2)[:2-len(row["series"])]+row["series"] {
				t.Errorf("card %s is of series %s", number, row["series"])
			}
		}
		status[row["status"]]++
		if row["status"] == "active" {
			ends[row["certificate_expires"]]++
			if row["holder"] == "" {
				nobody++
			}
		}
	}
	if len(series) != 6 || len(status) != 6 || nobody == 0 {
		t.Errorf("series %v, statuses %v, %d active cards of nobody; want six, six and some", series, status, nobody)
	}
	peak := (e.today + peakAhead).String()
	if share := ends[peak] * 100 / status["active"]; share < peakShare-3 || share > peakShare+3 {
		t.Errorf("%d %% of active cards end on %s, want some %d", share, peak, peakShare)
	}
	long := 0
	for _, row := range rows(t, e, "cards-lost-zeros.csv") {
		if row["card"][0] == '0' || row["series"] != "" {
			t.Errorf("card %s of series %q, want no zero in front and no series", row["card"], row["series"])
		}
		if len(row["card"]) == 10 {
			long++
		}
	}
	if long == 0 {
		t.Error("no number kept its length: what was lost cannot be seen")
	}
}

// TestNewestAgent holds Identity Agent 2.4.10.0 back until it was announced.
func TestNewestAgent(t *testing.T) {
	for _, test := range []struct {
		at   time.Time
		want bool
	}{
		{time.Date(2025, time.September, 21, 12, 0, 0, 0, time.UTC), false},
		{time.Date(2025, time.September, 22, 12, 0, 0, 0, time.UTC), true},
	} {
		got := strings.Contains(string(content(t, testEstate(t, Options{Devices: 500, At: test.at}), "devices.csv")), newestAgent)
		if got != test.want {
			t.Errorf("at %s: an agent %s: %v, want %v", test.at, newestAgent, got, test.want)
		}
	}
}
