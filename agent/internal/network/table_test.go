package network

import (
	"strings"
	"testing"
)

func TestShippedListsCanBeRead(t *testing.T) {
	live := DefaultHosts("live")
	if len(live) != 4 || live[0].Name != "gas.national.ncrs.nhs.uk" || live[0].Port != 443 {
		t.Errorf("live hosts %+v", live)
	}
	if all := DefaultHosts("live", "integration", "deployment"); len(all) != 6 {
		t.Errorf("%d hosts", len(all))
	}
	for _, h := range DefaultHosts("live", "integration", "deployment") {
		if h.Source == "" || h.Use == "" {
			t.Errorf("%s has no source or no use", h.Name)
		}
	}
	if i := DefaultIssuers(); len(i) != 1 || i[0].SHA1 != "7E05FA629B5E66DBB80E97417D2473CBCF5A3106" {
		t.Errorf("issuers %+v", i)
	}
	ports := DefaultPorts()
	if len(ports) != 7 {
		t.Errorf("ports %+v", ports)
	}
	for _, s := range signs() {
		if s.contains != strings.ToLower(s.contains) || s.where == "body" && s.contains == "" {
			t.Errorf("sign %+v can never be found, or always", s)
		}
	}
	if len(inspectors()) < 20 {
		t.Errorf("%d inspectors", len(inspectors()))
	}
	for _, i := range inspectors() {
		if i.contains == "" || i.product == "" {
			t.Errorf("inspector %+v", i)
		}
	}
}

func TestListsOfOthers(t *testing.T) {
	const head = "name,port,environment,net,use,source\n"
	hosts, err := ParseHosts("mine.csv", strings.NewReader(head+"gas.example.test,,live,,,me\n192.0.2.1,8443,,,,\n"))
	if err != nil || len(hosts) != 2 || hosts[0].Port != 443 || hosts[1].Port != 8443 {
		t.Errorf("%+v %v", hosts, err)
	}
	for in, want := range map[string]string{
		"":                                      "first line must be",
		"host,port\n":                           "wrong number of fields",
		head + "a,b,,,,\n":                      "mine.csv: row 2",
		head + "a b,1,,,,\n":                    "no name of a host",
		head + "a:1,1,,,,\n":                    "no address",
		head + "a,70000,,,,\n":                  "no port",
		head + "a\n":                            "wrong number of fields",
		head + "\"a\n":                          "mine.csv",
		head + strings.Repeat("a,1,,,,\n", 201): "at most 200",
		head + strings.Repeat("a,1,,,,\n", 1<<18):               "mine.csv",
		head + "a,1,,,," + strings.Repeat("x", maxTable) + "\n": "longer than",
	} {
		if _, err := ParseHosts("mine.csv", strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", in, err, want)
		}
	}
	if _, err := ParseIssuers("i.csv", strings.NewReader("name,sha1,source\nA,7E:05 FA,x\n")); err == nil {
		t.Error("a short fingerprint was taken")
	}
	for _, row := range []string{"0,a,/,b", "a,a,/,b", "80,a,x,b", "80,a,/ x,b", "80,a,\"/\r\nHost: x\",b"} {
		if _, err := ParsePorts("p.csv", strings.NewReader("port,of,path,source\n"+row+"\n")); err == nil {
			t.Errorf("%q was taken", row)
		}
	}
}

func FuzzParseHosts(f *testing.F) {
	f.Add("name,port,environment,net,use,source\ngas.example.test,443,live,hscn,x,y\n")
	f.Fuzz(func(t *testing.T, in string) {
		hosts, err := ParseHosts("mine.csv", strings.NewReader(in))
		if err != nil {
			return
		}
		for _, h := range hosts {
			if h.valid() != nil || len(hosts) > maxHosts {
				t.Errorf("%+v", h)
			}
		}
		ParseIssuers("mine.csv", strings.NewReader(in))
		ParsePorts("mine.csv", strings.NewReader(in))
	})
}

func FuzzFits(f *testing.F) {
	f.Add("*.nhs.uk", "gas.nhs.uk")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		got := fits(pattern, text)
		if !strings.Contains(pattern, "*") && got != (pattern == text) {
			t.Errorf("%q %q: %v", pattern, text, got)
		}
		if !fits("*", text) || !fits(text+"*", text) && !strings.Contains(text, "*") {
			t.Errorf("* does not fit %q", text)
		}
	})
}
