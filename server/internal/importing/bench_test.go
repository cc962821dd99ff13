package importing

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/notice"
)

// benchNotice has a catalogue of eight products.
func benchSet(b *testing.B) *notice.Set {
	text := strings.Replace(testNotice, "card-types:", `  p3: {names: [three]}
  p4: {names: [four]}
  p5: {names: [five]}
  p6: {names: [six]}
  p7: {names: [seven]}
  p8: {names: [eight]}
card-types:`, 1)
	n, problems := notice.Parse("bench.yaml", []byte(text))
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	return set
}

// devicesCSV is rows of devices.csv with eight products, as varied as exports
// are: few distinct values in most columns, many in some.
func devicesCSV(rows int) string {
	var b strings.Builder
	b.WriteString("device,organisation,name,os,os_version,last_seen,groups,uses,identity-agent,oberthur-middleware,p3,p4,p5,p6,p7,p8\n")
	at := time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC)
	for n := range rows {
		fmt.Fprintf(&b, "PC-%07d,Z%05d,WARD-%07d,Windows,10.0.19045.%d,%s,%s,sign-in;sign,2.%d.%d.0,%s,%s,-,1.%d,,4.4.4.4,%s\n", n, n%20000, n, n%400,
			at.Add(-time.Duration(n%5_000_000)*time.Second).Format(time.RFC3339), []string{"", "pilot", "vdi;pilot"}[n%3], n%5, n%13, []string{"-", "+", "5.1", ""}[n%4],
			[]string{"1.2.3", "1.2.4;1.2.3"}[n%2], n%30, []string{"", "-", "+"}[n%3])
	}
	return b.String()
}

func cardsCSV(rows int) string {
	var b strings.Builder
	b.WriteString("card,series,type,atr,holder,organisation,issued,expires,certificate_expires,status,last_used\n")
	day := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	for n := range rows {
		d := func(add int) string { return day.AddDate(0, 0, add).Format(time.DateOnly) }
		fmt.Fprintf(&b, "%02d%08d,,%s,,P%06d,Z%05d,%s,%s,%s,%s,%s\n", 4+n%6, n, []string{"Gemplus", "Gemplus", "Gemplus", "Gemplus", "Oberthur", "PIV"}[n%6], n%900_000, n%20000,
			d(-n%1500), d(n%900), d(n%700), []string{"active", "cancelled", "expired"}[n%3], d(-n%300))
	}
	return b.String()
}

// programsOf gives so many programs of so many devices.
func programsOf(devices, programs int, write func(device, program int, name, version string)) {
	for d := range devices {
		for p := range programs {
			name, version := fmt.Sprintf("Invented Program %d", (d*7+p)%300), fmt.Sprintf("%d.%d.0", p, d%9)
			if p == 3 {
				name, version = "NHS Identity Agent (64-bit)", fmt.Sprintf("2.%d.%d.0", d%5, d%11)
			}
			write(d, p, name, version)
		}
	}
}

const guid = "%08x-0000-4000-8000-000000000000"

func intuneCSV(devices, programs int) string {
	var b strings.Builder
	b.WriteString("ApplicationKey,ApplicationName,ApplicationPublisher,ApplicationShortVersion,ApplicationVersion,DeviceId,DeviceName,OSDescription,OSVersion,Platform,UserId,EmailAddress,UserName\n")
	programsOf(devices, programs, func(d, p int, name, version string) {
		fmt.Fprintf(&b, "0000%032x,%s,Invented Publisher,1.0,%s,"+guid+",WARD-%06d,Windows 10,10.0.19045,Windows,"+guid+",nurse%d@example.org,Test Nurse %d\n", p, name, version, d, d, d, d, d)
	})
	return b.String()
}

func configMgrCSV(devices, programs int) string {
	var b strings.Builder
	b.WriteString("ResourceID,Netbios_Name0,DisplayName0,Publisher0,Version0,InstallDate0\n")
	programsOf(devices, programs, func(d, p int, name, version string) {
		fmt.Fprintf(&b, "%d,WARD-%06d,%s,Invented Publisher,%s,20250101\n", 1<<24+d, d, name, version)
	})
	return b.String()
}

func osqueryLogLines(devices, programs int) string {
	var b strings.Builder
	programsOf(devices, programs, func(d, p int, name, version string) {
		fmt.Fprintf(&b, `{"name":"pack_it_programs","hostIdentifier":"`+guid+`","calendarTime":"Tue Jul  1 08:00:00 2025 UTC","unixTime":1751356800,"epoch":0,"counter":7,"numerics":false,"decorations":{"hostname":"WARD-%06d"},"columns":{"name":"%s","version":"%s","install_location":"C:\\Program Files\\","install_source":"","language":"1033","publisher":"Invented Publisher","uninstall_string":"","install_date":"20250101","identifying_number":""},"action":"added"}`+"\n", d, d, name, version)
	})
	return b.String()
}

// BenchmarkForeign reads exports of others beside what it takes to take them
// apart.
func BenchmarkForeign(b *testing.B) {
	const devices, programs = 4000, 40
	set := benchSet(b)
	for name, text := range map[string]string{"intune": intuneCSV(devices, programs), "configmgr": configMgrCSV(devices, programs), "osquery": osqueryLogLines(devices, programs)} {
		b.Run(name+"/bare", func(b *testing.B) {
			for b.Loop() {
				if text[0] == '{' {
					d := jsontext.NewDecoder(strings.NewReader(text))
					for {
						if _, err := d.ReadToken(); err == io.EOF {
							break
						}
					}
					continue
				}
				r := csv.NewReader(bufio.NewReader(strings.NewReader(text)))
				r.ReuseRecord = true
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					}
				}
			}
		})
		b.Run(name+"/import", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				i, err := New(Options{Set: set})
				if err != nil {
					b.Fatal(err)
				}
				if err := i.Add(csvTable(name, text), ""); err != nil || i.rejects.count > 0 {
					b.Fatal(err, i.rejects.list)
				}
			}
		})
	}
}

// BenchmarkImport reads tables beside what encoding/csv alone takes for them.
func BenchmarkImport(b *testing.B) {
	const rows = 500_000
	for name, text := range map[string]string{"devices": devicesCSV(rows), "cards": cardsCSV(rows)} {
		b.Run(name+"/csv", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := csv.NewReader(bufio.NewReader(strings.NewReader(text)))
				r.ReuseRecord = true
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					}
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
		b.Run(name+"/import", func(b *testing.B) {
			b.ReportAllocs()
			set := benchSet(b)
			for b.Loop() {
				i, err := New(Options{Set: set})
				if err != nil {
					b.Fatal(err)
				}
				if err := i.Add(csvTable(name, text), ""); err != nil || i.rejects.count > 0 {
					b.Fatal(err, i.rejects.list)
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
