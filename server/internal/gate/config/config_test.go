package config_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lanyard-id/lanyard/server/internal/gate/config"
)

func TestRead(t *testing.T) {
	file := filepath.Join("testdata", "whole.yaml")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c, problems := config.Read(file, src)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	beside := func(name string) string { return filepath.Join("testdata", name) }
	want := &config.Config{
		Listen: "127.0.0.1:8443", Upstream: "https://127.0.0.1:9443", UpstreamCA: beside("service-ca.pem"), UpstreamWait: 30 * time.Second,
		TLS: config.Pair{Cert: beside("front.pem"), Key: beside("front.key")}, OldTLS: config.Pair{Cert: beside("old.pem"), Key: beside("old.key")},
		Clients: "/etc/lanyard/clients.pem",
		Notices: []string{beside("notices")}, Exemptions: []string{beside("exemptions.yaml")}, Pauses: []string{beside("pauses.yaml")},
		Armed:      beside("armed"),
		Estate:     []config.Export{{Path: beside("devices.csv"), Kind: "devices"}, {Path: beside("aliases.csv"), Kind: "aliases"}, {Path: beside("exports")}},
		Extractors: []string{beside("own.yaml")},
		Open:       []string{"/help", "/desk"},
		Proxies: []config.Proxy{
			{From: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("fd00:1::/32")}, Headers: []string{"X-Gate-Tls", "X-Original-Uri"}},
			{From: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Speaks: true},
		},
		Decide: "127.0.0.1:9842", Admin: "127.0.0.1:9843",
		Journal: beside("journal"), Keep: 30 * 24 * time.Hour, KeepBytes: 20e9, Hold: true,
		Budget: config.Budget{Organisation: 20, All: 200, Organisations: 2, Networks: 4, Unproven: 500},
		Pager:  config.Pager{URL: "https://pager.example.org/hook", Secret: beside("pager.key")},
	}
	if diff := cmp.Diff(want, c, cmpopts.EquateComparable(netip.Prefix{})); diff != "" {
		t.Error(diff)
	}
}

const least = `gate: 1
listen: 127.0.0.1:8443
upstream: {url: "https://127.0.0.1:9443"}
tls: {cert: front.pem, key: front.key}
notices: notice.yaml
`

func TestWhatIsWrongIsSaidAtItsPlace(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"unknown key":    {least + "colour: red\n", "gate.yaml:6:1: "},
		"no notice":      {strings.Replace(least, "notices: notice.yaml\n", "", 1), "notices"},
		"version":        {strings.Replace(least, "gate: 1", "gate: 2", 1), "gate.yaml:1:7: "},
		"no service":     {strings.Replace(least, "upstream: {url: \"https://127.0.0.1:9443\"}\n", "", 1), "there is no service behind the gate; name its URL"},
		"path of URL":    {strings.Replace(least, ":9443", ":9443/path", 1), "gate.yaml:3:1: the URL of the service has more than scheme, host and port"},
		"scheme":         {strings.Replace(least, "https://", "ftp://", 1), "gate.yaml:3:1: the URL of the service is ftp://127.0.0.1:9443"},
		"no certificate": {strings.Replace(least, "tls: {cert: front.pem, key: front.key}\n", "", 1), "the front has no certificate"},
		"same key":       {least + "old-tls: {cert: old.pem, key: front.key}\n", "gate.yaml:6:1: old clients are to be served with the certificate of all others"},
		"rate alone":     {least + "clock: {rate: 60}\n", "start"},
		"network":        {least + "proxies: [{from: [10.1.2.3/8]}]\n", "gate.yaml:6:19: \"10.1.2.3/8\" is an address within a network; the network is 10.0.0.0/8"},
		"clear pager":    {least + "pager: {url: \"http://pager.example.org/\"}\n", "pages would go over the network in clear"},
		"no header":      {least + "proxies: [{from: [10.1.0.0/24], headers: [X-Gate-TSL]}]\n", "gate.yaml:6:1: \"X-Gate-Tsl\" is no header that the gate reads"},
		"nobody asks":    {least + "decide: 0.0.0.0:9842\n", "no proxy is listed"},
		"length":         {least + "journal: {dir: j, keep: 90}\n", "gate.yaml:6:25: "},
		"all open":       {least + "open: [/help, /]\n", "gate.yaml:6:1: every path would be answered without a decision"},
		"opens nothing":  {least + "open: [/help//x]\n", "\"/help//x\" opens nothing"},
		"nowhere":        {strings.Replace(least, "listen: 127.0.0.1:8443\n", "", 1), "the gate listens nowhere"},
	} {
		got, problems := config.Read("gate.yaml", []byte(c.src))
		if got != nil || !strings.Contains(join(problems), c.want) {
			t.Errorf("%s: %v\nwant %q", name, problems, c.want)
		}
	}
}

func TestWarningsDoNotStop(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"admin":     {least + "admin: 0.0.0.0:9843\n", "gate.yaml:6:1: warning: the admin address is not of this machine alone"},
		"header":    {least + "proxies: [{from: [10.1.0.0/24], headers: [X-Real-IP, X-Gate-TLS, X-Original-URI]}]\n", "gate.yaml:6:1: warning: \"X-Real-Ip\" is no header that the gate reads"},
		"rehearsal": {least + "clock: {start: 2025-07-08T09:58}\npager: {url: \"https://pager.example.org/\"}\n", "warning: a rehearsal would page somebody"},
	} {
		got, problems := config.Read("gate.yaml", []byte(c.src))
		if got == nil || !strings.Contains(join(problems), c.want) {
			t.Errorf("%s: %v\nwant %q", name, problems, c.want)
		}
	}
	if c, problems := config.Read("gate.yaml", []byte(least)); c == nil || len(problems) > 0 {
		t.Error(problems)
	}
}

func TestSizes(t *testing.T) {
	for text, want := range map[string]int64{"1GB": 1e9, "20GB": 20e9, "1000MB": 1e9, "999999MB": 999_999e6, "999TB": 999e12} {
		if got, err := config.ParseSize(text); err != nil || got != want {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0GB", "1", "999MB", "20 GB", "20gb", "20GiB", "-1GB", "1000TB", "9999999999999GB", "1.5GB"} {
		if got, err := config.ParseSize(text); err == nil || !strings.Contains(err.Error(), "such as 20GB") {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
}

func join[P interface{ String() string }](list []P) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(least))
	if src, err := os.ReadFile(filepath.Join("testdata", "whole.yaml")); err == nil {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, problems := config.Read("gate.yaml", src)
		if (c == nil) != problems.HasErrors() {
			t.Errorf("a configuration %v with %v", c != nil, problems)
		}
	})
}

// TestFlagsAreCheckedToo: flags do not go through the table of the file's keys.
func TestFlagsAreCheckedToo(t *testing.T) {
	good := config.Config{
		Listen: "127.0.0.1:8443", Upstream: "http://127.0.0.1:9443", TLS: config.Pair{Cert: "c", Key: "k"}, Notices: []string{"n.yaml"},
		Open: []string{"/help", "/desk/", "/a/b"},
	}
	if wrong := good.Check(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	for want, change := range map[string]func(c *config.Config){
		`"help" opens nothing`:                   func(c *config.Config) { c.Open = []string{"help"} },
		`"/help?x" opens nothing`:                func(c *config.Config) { c.Open = []string{"/help?x"} },
		`"/a/../b" opens nothing`:                func(c *config.Config) { c.Open = []string{"/a/../b"} },
		"every path would be answered":           func(c *config.Config) { c.Open = []string{"//"} },
		`"nope" is no address to listen at`:      func(c *config.Config) { c.Listen = "nope" },
		`"9843" is no address to listen at`:      func(c *config.Config) { c.Admin = "9843" },
		`"localhost" is no address to listen at`: func(c *config.Config) { c.Decide = "localhost" },
	} {
		c := good
		change(&c)
		if got := join(c.Check()); !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
}
