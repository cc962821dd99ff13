package network

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// registered is a registry: hive, key, name.
type registered map[Hive]map[string]map[string]any

func (r registered) Value(hive Hive, key, name string) (any, error) {
	v := r[hive][key][name]
	if err, ok := v.(error); ok {
		return nil, err
	}
	return v, nil
}

// without is a resolver that does not know one name.
type without struct {
	Resolver
	name string
}

func (w without) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if host == w.name {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return w.Resolver.LookupNetIP(ctx, network, host)
}

// winHTTP is WinHttpSettings as netsh writes it.
func winHTTP(flags uint32, texts ...string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x28)
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint32(b, flags)
	for _, t := range texts {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(t)))
		b = append(b, t...)
	}
	return b
}

func TestSettings(t *testing.T) {
	cut := &Fault{Kind: Malformed, Text: "the settings of WinHTTP are cut short"}
	for _, c := range []struct {
		name     string
		env      map[string]string
		registry Registry
		want     Proxies
	}{
		{name: "none"},
		{
			name: "environment", env: map[string]string{"https_proxy": "proxy.example.test:8080", "HTTP_PROXY": "http://u:p@plain.example.test", "NO_PROXY": "a.example.test, .b.example.test,,10.0.0.0/8"},
			want: Proxies{Environment: &ProxySettings{On: true, HTTPS: "proxy.example.test:8080", HTTP: "plain.example.test:80", Bypass: []string{"a.example.test", ".b.example.test", "10.0.0.0/8"}, Credentials: true}},
		},
		{
			name: "user", registry: registered{CurrentUser: {
				internetSettings: {"ProxyEnable": uint64(1), "ProxyServer": "http=plain.example.test:80;HTTPS=tls.example.test:81;ftp=f:1", "ProxyOverride": "*.nhs.uk;<local>", "AutoConfigURL": "http://u:p@wpad.example.test/proxy.pac?user=someone"},
				connections:      {"DefaultConnectionSettings": winHTTP(1 | 2 | 8)},
			}},
			want: Proxies{User: &ProxySettings{On: true, HTTP: "plain.example.test:80", HTTPS: "tls.example.test:81", Bypass: []string{"*.nhs.uk", "<local>"}, PAC: "http://wpad.example.test/proxy.pac", Detect: true, Credentials: true}},
		},
		{
			name: "written and switched off", registry: registered{CurrentUser: {internetSettings: {"ProxyEnable": uint64(0), "ProxyServer": "all.example.test"}}},
			want: Proxies{User: &ProxySettings{HTTP: "all.example.test:80", HTTPS: "all.example.test:80"}},
		},
		{
			name: "the machine's for all", registry: registered{
				LocalMachine: {policySettings: {"ProxySettingsPerUser": uint64(0)}, internetSettings: {"ProxyEnable": uint64(1), "ProxyServer": "machine.example.test:1"}, connections: {"WinHttpSettings": winHTTP(3, "winhttp.example.test:2", "<local>;*.example.test")}},
				CurrentUser:  {internetSettings: {"ProxyEnable": uint64(1), "ProxyServer": "user.example.test:3"}},
			},
			want: Proxies{
				Machine: &ProxySettings{On: true, HTTP: "machine.example.test:1", HTTPS: "machine.example.test:1"},
				WinHTTP: &ProxySettings{On: true, HTTP: "winhttp.example.test:2", HTTPS: "winhttp.example.test:2", Bypass: []string{"<local>", "*.example.test"}},
			},
		},
		{
			name: "WinHTTP straight", registry: registered{LocalMachine: {connections: {"WinHttpSettings": winHTTP(1, "", "")}}},
			want: Proxies{User: &ProxySettings{}, WinHTTP: &ProxySettings{}},
		},
		{
			name: "WinHTTP cut short", registry: registered{LocalMachine: {connections: {"WinHttpSettings": winHTTP(3, "abc.example.test:1")[:20]}}},
			want: Proxies{User: &ProxySettings{}, WinHTTP: &ProxySettings{On: true, HTTP: "abc.:80", HTTPS: "abc.:80", Fault: cut}},
		},
		{
			name: "WinHTTP of nothing", registry: registered{LocalMachine: {connections: {"WinHttpSettings": []byte{1}}}},
			want: Proxies{User: &ProxySettings{}, WinHTTP: &ProxySettings{Fault: cut}},
		},
		{
			name: "other kinds than they should be", registry: registered{CurrentUser: {internetSettings: {"ProxyEnable": "1", "ProxyServer": uint64(7), "AutoConfigURL": []byte("x")}, connections: {"DefaultConnectionSettings": "y"}}, LocalMachine: {connections: {"WinHttpSettings": "z"}}},
			want: Proxies{User: &ProxySettings{}},
		},
		{
			name: "no rights", registry: registered{LocalMachine: {connections: {"WinHttpSettings": errors.New("access is denied")}}},
			want: Proxies{User: &ProxySettings{}, Fault: &Fault{Kind: NotPossible, Text: "the proxy settings could not be read: access is denied"}},
		},
		{
			name: "hostile words", env: map[string]string{"HTTPS_PROXY": "http://[::1\x1b]:x", "NO_PROXY": "a\u202eb,\x00"},
			want: Proxies{Environment: &ProxySettings{On: true, Bypass: []string{"a b"}, Fault: &Fault{Kind: Malformed, Text: "a proxy is set whose address cannot be read"}}},
		},
	} {
		l := &look{Options: Options{Getenv: func(name string) string { return c.env[name] }, Registry: c.registry}}
		if diff := cmp.Diff(c.want, l.settings()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestWhichHostsAreBypassed(t *testing.T) {
	windows := func(list string) *ProxySettings {
		return &ProxySettings{On: true, HTTPS: "p:1", Bypass: bypass(list, ";")}
	}
	env := func(list string) *ProxySettings {
		return &ProxySettings{On: true, HTTPS: "p:1", Bypass: bypass(list, ",")}
	}
	for _, c := range []struct {
		settings Proxies
		host     string
		want     bool
	}{
		{Proxies{User: windows("*.nhs.uk")}, "gas.national.ncrs.nhs.uk", true},
		{Proxies{User: windows("*.NHS.uk")}, "GAS.national.ncrs.nhs.uk", true},
		{Proxies{User: windows("*.nhs.uk")}, "nhs.uk", false},
		{Proxies{User: windows("nhs.uk")}, "gas.nhs.uk", false},
		{Proxies{User: windows("gas*uk; x")}, "gas.nhs.uk", true},
		{Proxies{User: windows("https://gas.nhs.uk")}, "gas.nhs.uk", true},
		{Proxies{User: windows("http://gas.nhs.uk")}, "gas.nhs.uk", false},
		{Proxies{User: windows("<local>")}, "intranet", true},
		{Proxies{User: windows("<local>")}, "gas.nhs.uk", false},
		{Proxies{User: windows("<local>")}, "fd00::1", false},
		{Proxies{User: windows("a *.nhs.uk b")}, "gas.nhs.uk", true},
		{Proxies{WinHTTP: windows("*")}, "gas.nhs.uk", true},
		{Proxies{Environment: env("nhs.uk")}, "gas.nhs.uk", true},
		{Proxies{Environment: env("*")}, "gas.nhs.uk", true},
		{Proxies{Environment: env("10.0.0.0/8")}, "10.1.2.3", true},
		{Proxies{Environment: env("x.uk")}, "gas.nhs.uk", false},
		{Proxies{Environment: env("2001:db8::1")}, "2001:db8::1", true},
	} {
		all, bypassed := routes(c.settings, Target{Name: c.host}, "https")
		if (len(bypassed) == 1) != c.want || len(all) == 2 == c.want {
			t.Errorf("%+v, %s: routes %v, bypassed %v", c.settings, c.host, all, bypassed)
		}
	}
	same := &ProxySettings{On: true, HTTPS: "p:1", HTTP: "q:2"}
	all, _ := routes(Proxies{Environment: same, User: same, WinHTTP: &ProxySettings{On: true, HTTPS: "r:3"}}, Target{Name: "a"}, "https")
	if want := []route{{}, {"p:1", "environment"}, {"r:3", "winhttp"}}; !slices.Equal(all, want) {
		t.Errorf("routes %v, want %v", all, want)
	}
	if all, _ := routes(Proxies{User: same}, Target{Name: "a"}, "http"); all[1].proxy != "q:2" {
		t.Errorf("routes of http %v", all)
	}
}

func FuzzDecodeWinHTTP(f *testing.F) {
	f.Add(winHTTP(3, "http=a:1;https=b:2", "<local>;*.c"))
	f.Add(winHTTP(3, "u:p@x", "")[:17])
	f.Fuzz(func(t *testing.T, in []byte) {
		s := decodeWinHTTP(in)
		decodeDetect(in)
		holds(t, Network{Proxies: Proxies{WinHTTP: &s}})
	})
}

func FuzzSettings(f *testing.F) {
	f.Add("http=a:1;https=b:2", "http://u:p@wpad/x?y", "*.nhs.uk;<local>", "gas.nhs.uk")
	f.Add("http://[::1%25eth0]:1", "\x00", "***a*b", strings.Repeat("a", 50))
	f.Fuzz(func(t *testing.T, servers, pac, list, host string) {
		s := ProxySettings{On: true, Bypass: bypass(list, ";")}
		s.servers(servers)
		s.PAC = s.address(pac)
		routes(Proxies{User: &s}, Target{Name: host}, "https")
		holds(t, Network{Proxies: Proxies{User: &s}})
	})
}
