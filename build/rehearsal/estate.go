package main

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
)

// The organisations. Their codes and numbers are nobody's: telephone numbers are of
// the range that Ofcom keeps free for drama (01632 960000 to 960999).
const (
	hospital = "RXA"
	practice = "RXB"
	pharmacy = "RXC"
)

// crowdSize is how many of the hospital are let on, and crowdLimit how many of one
// organisation may be locked out in an hour.
const (
	crowdSize  = 12
	crowdLimit = 5
)

// place is a computer, and whose.
type place struct {
	device, organisation string
	from                 string // its address
	updated              bool   // its agent is a supported one
}

// network is where the computers of an organisation are.
var network = map[string]string{hospital: "127.1.0.", practice: "127.2.0.", pharmacy: "127.3.0."}

func at(organisation string, number int, updated bool) place {
	return place{
		device:       fmt.Sprintf("PC-%s-%02d", organisation, number),
		organisation: organisation, from: fmt.Sprint(network[organisation], number), updated: updated,
	}
}

// address is that of a computer, where this machine can have it.
func (p place) address() netip.Addr { return netip.MustParseAddr(p.from) }

// places are all computers of the estate.
func places() []place {
	all := []place{at(practice, 1, false), at(practice, 2, true)}
	for i := range crowdSize {
		all = append(all, at(hospital, i+1, false))
	}
	for i := range 4 {
		all = append(all, at(pharmacy, i+1, i == 3)) // the last is the one that is free
	}
	return all
}

// person is a number for somebody at a computer.
func person(organisation string, number int) string {
	return fmt.Sprintf("9%02d000000%03d", strings.Index("ABC", organisation[2:])+1, number)
}

// writeEstate invents the exports that the gate joins sign-ins with.
func writeEstate(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	devices := "device,name,organisation,last_seen,identity-agent,oberthur-middleware\n"
	people := "person,name,organisation\n"
	for _, p := range places() {
		version := oldVersion
		if p.updated {
			version = newVersion
		}
		devices += fmt.Sprintf("%s,%s,%s,2025-07-07,%s,+\n", p.device, p.device, p.organisation, version)
	}
	for organisation, n := range map[string]int{hospital: crowdSize, practice: 2, pharmacy: 3} {
		for i := range n {
			people += fmt.Sprintf("%s,Invented Person %s %d,%s\n", person(organisation, i+1), organisation, i+1, organisation)
		}
	}
	for name, content := range map[string]string{
		"devices.csv": devices, "people.csv": people,
		"organisations.csv": "organisation,name,kind\n" +
			"RXA,Invented General Hospital,trust\nRXB,Invented Surgery,gp\nRXC,Invented Pharmacy,pharmacy\n",
		"contacts.csv": "organisation,team,name,phone,hours\n" +
			"RXA,it-team,Invented Hospital IT,01632 960001,Mon-Fri 07:00-19:00\n" +
			"RXB,it-team,Invented Surgery IT,01632 960002,Mon-Fri 08:00-18:00\n" +
			"RXC,it-team,Invented Pharmacy IT,01632 960003,Mon-Sat 08:00-20:00\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	return nil
}
