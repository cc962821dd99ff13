package sample

import (
	"io"
	"strings"
)

// faultyFolder holds small files where little is right, each line another fault.
const faultyFolder = "faulty/"

// faultyFiles are their lines. TODAY, YESTERDAY and NEVER stand for days that
// depend on the estate's: NEVER is the 31st of February.
var faultyFiles = []struct{ name, lines string }{
	// A loop of three, an organisation within itself, a parent that nobody
	// lists, the same code twice with two parents, no key, a field too many.
	{"organisations.csv", `organisation,name,parent,kind,it_provider,registration_authority,groups
LOOP1,Invented Loop 1,LOOP3,trust,,,
LOOP2,Invented Loop 2,LOOP1,site,,,
LOOP3,Invented Loop 3,LOOP2,ward,,,
SELF1,Invented Self,SELF1,gp,,,
LOST1,Invented Orphan,NOBODY,gp,,,
TWICE,Invented Twice,LOST1,gp,,,
TWICE,Invented Twice Again,SELF1,pharmacy,,,
,Invented Without Code,,gp,,,
MANY1,Invented Overflow,,gp,,,,,more,fields
`},
	// A device in two organisations; duplicates that contradict each other; a
	// day that no year has; no key; too many fields and too few; an organisation
	// that nobody lists; a version without a number; a version among dashes.
	{"devices.csv", `device,organisation,name,os,os_version,last_seen,groups,uses,identity-agent,oberthur-middleware
PC-F00001,TWICE,FAULT-1,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.6.0,5.4.3.2
PC-F00001,LOST1,FAULT-1,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.6.0,5.4.3.2
PC-F00002,TWICE,FAULT-2,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.10.0,+
PC-F00002,TWICE,FAULT-2,Windows 10,10.0.19045.5965,YESTERDAY,,,2.2.2.0,-
PC-F00003,TWICE,FAULT-3,Windows 11,10.0.22631.5472,NEVER,,,2.4.6.0,5.4.3.2
,TWICE,FAULT-4,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.6.0,5.4.3.2
PC-F00005,TWICE,FAULT-5,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.6.0,5.4.3.2,and,more
PC-F00006,TWICE
PC-F00007,NOBODY,FAULT-7,Windows 11,10.0.22631.5472,YESTERDAY,,,2.4.6.0,5.4.3.2
PC-F00008,TWICE,FAULT-8,Windows 11,latest,YESTERDAY,,,newest,5.4.3.2;-
`},
	// An unknown status; days that no year has; a series that number and type
	// contradict, and one that is none; duplicates that contradict; no key.
	{"cards.csv", `card,series,type,atr,holder,organisation,issued,expires,certificate_expires,status,last_used
0600000001,6,Gemplus,,999999999001,TWICE,2016-01-05,TODAY,TODAY,mislaid,YESTERDAY
0600000002,6,Gemplus,,999999999002,TWICE,NEVER,2027-02-30,00/00/0000,active,YESTERDAY
0600000003,8,PIV,,999999999003,TWICE,2016-01-05,TODAY,TODAY,active,YESTERDAY
0600000004,six,Gemplus,,999999999004,TWICE,2016-01-05,TODAY,TODAY,active,YESTERDAY
0800000005,8,Oberthur,,999999999005,TWICE,2021-01-05,TODAY,TODAY,active,YESTERDAY
0800000005,8,Oberthur,,999999999006,LOST1,2021-01-05,TODAY,TODAY,cancelled,YESTERDAY
,8,Oberthur,,999999999007,TWICE,2021-01-05,TODAY,TODAY,active,YESTERDAY
`},
	// One person under two names; an address that is none; no key.
	{"people.csv", `person,name,email,organisation,groups
999999999001,Test Nurse 999001,test.nurse.999001@example.org,TWICE,
999999999001,Test Doctor 999001,test.doctor.999001@example.org,LOST1,prescriber
999999999002,Test Nurse 999002,at the front desk,TWICE,
,Test Nurse 999003,test.nurse.999003@example.org,TWICE,
`},
	// An instant that is none; TLS that is none; a device, a person and a card
	// that nobody lists; a sign-in after the exports were made; no instant.
	{"signins.csv", `at,person,card,device,organisation,client,client_version,tls,application,use,outcome
NEVER 09:00,999999999001,0600000001,PC-F00001,TWICE,identity-agent,2.4.6.0,1.2,gp-record,sign-in,success
YESTERDAYT09:00:00,999999999001,0600000001,PC-F00001,TWICE,identity-agent,2.4.6.0,4.0,gp-record,sign-in,success
YESTERDAYT09:01:00,999999999999,0699999999,PC-F99999,TWICE,identity-agent,2.4.6.0,1.2,gp-record,sign-in,success
TOMORROWT09:00:00,999999999001,0600000001,PC-F00001,TWICE,identity-agent,2.4.6.0,1.2,gp-record,sign-in,success
,999999999001,0600000001,PC-F00001,TWICE,identity-agent,2.4.6.0,1.2,gp-record,sign-in,success
`},
}

// writeFaulty writes one of the faulty files; rows counts the lines below the
// heading, for few of them are rows.
func writeFaulty(lines string) func(*estate, io.Writer) (int, error) {
	return func(e *estate, w io.Writer) (int, error) {
		text := strings.NewReplacer("TODAY", e.today.String(), "YESTERDAY", (e.today - 1).String(), "TOMORROW", (e.today + 1).String(), "NEVER", e.noDate()).Replace(lines)
		_, err := io.WriteString(w, text)
		return strings.Count(text, "\n") - 1, err
	}
}
