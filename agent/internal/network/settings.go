package network

import (
	"encoding/binary"
	"errors"
	"net"
	"net/url"
	"strings"
)

// Where Windows keeps proxies.
//
// Source: WinINET and WinHTTP, learn.microsoft.com; the form of WinHttpSettings
// is what netsh winhttp writes.
const (
	internetSettings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`
	connections      = internetSettings + `\Connections`
	policySettings   = `Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
)

// settings reads all proxy settings of this machine.
func (l *look) settings() Proxies {
	var p Proxies
	p.Environment = l.environment()
	if l.Registry == nil {
		return p
	}
	note := func(err error) {
		if err != nil && p.Fault == nil {
			p.Fault = &Fault{Kind: NotPossible, Text: clean("the proxy settings could not be read: "+err.Error(), maxTextBytes)}
		}
	}
	perUser, err := l.Registry.Value(LocalMachine, policySettings, "ProxySettingsPerUser")
	note(err)
	if n, ok := perUser.(uint64); ok && n == 0 {
		p.Machine, err = l.internet(LocalMachine)
	} else {
		p.User, err = l.internet(CurrentUser)
	}
	note(err)
	raw, err := l.Registry.Value(LocalMachine, connections, "WinHttpSettings")
	note(err)
	if b, ok := raw.([]byte); ok {
		s := decodeWinHTTP(b)
		p.WinHTTP = &s
	}
	return p
}

// environment reads the variables that programs from Unix go by.
func (l *look) environment() *ProxySettings {
	get := func(name string) string {
		if v := l.Getenv(strings.ToUpper(name)); v != "" {
			return v
		}
		return l.Getenv(strings.ToLower(name))
	}
	https, http, no := get("HTTPS_PROXY"), get("HTTP_PROXY"), get("NO_PROXY")
	if https == "" && http == "" && no == "" {
		return nil
	}
	s := &ProxySettings{On: https != "" || http != "", Bypass: bypass(no, ",")}
	s.HTTPS = s.proxy(https)
	s.HTTP = s.proxy(http)
	return s
}

// internet reads what WinINET goes by.
func (l *look) internet(hive Hive) (*ProxySettings, error) {
	var s ProxySettings
	var errs []error
	text := func(name string) string {
		v, err := l.Registry.Value(hive, internetSettings, name)
		errs = append(errs, err)
		t, _ := v.(string)
		return t
	}
	on, err := l.Registry.Value(hive, internetSettings, "ProxyEnable")
	errs = append(errs, err)
	n, _ := on.(uint64)
	s.On = n != 0
	s.servers(text("ProxyServer"))
	s.Bypass = bypass(text("ProxyOverride"), ";")
	s.PAC = s.address(text("AutoConfigURL"))
	raw, err := l.Registry.Value(hive, connections, "DefaultConnectionSettings")
	errs = append(errs, err)
	if b, ok := raw.([]byte); ok {
		s.Detect = decodeDetect(b)
	}
	return &s, errors.Join(errs...)
}

// servers reads a list of proxies as WinINET has it: one for all, or one for each
// protocol, such as http=proxy:80;https=proxy:8080.
func (s *ProxySettings) servers(list string) {
	for _, part := range strings.FieldsFunc(cut(list), func(r rune) bool { return r == ';' || r == ' ' }) {
		kind, address, named := strings.Cut(part, "=")
		switch {
		case !named:
			s.HTTP, s.HTTPS = s.proxy(part), s.proxy(part)
		case strings.EqualFold(kind, "http"):
			s.HTTP = s.proxy(address)
		case strings.EqualFold(kind, "https"):
			s.HTTPS = s.proxy(address)
		}
	}
}

// proxy is host and port of a proxy that is written down, without credentials.
// What is no such address is left out and noted.
func (s *ProxySettings) proxy(written string) string {
	written = strings.TrimSpace(cut(written))
	if written == "" {
		return ""
	}
	if !strings.Contains(written, "://") {
		written = "http://" + written
	}
	u, err := url.Parse(written)
	if err != nil || u.Hostname() == "" {
		s.Fault = &Fault{Kind: Malformed, Text: "a proxy is set whose address cannot be read"}
		return ""
	}
	if u.User != nil {
		s.Credentials = true
	}
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "http":
		port = "80"
	case u.Scheme == "https":
		port = "443"
	default:
		port = "1080"
	}
	host := clean(net.JoinHostPort(u.Hostname(), port), maxTextBytes)
	if u.Scheme != "http" {
		return clean(u.Scheme+"://"+host, maxTextBytes)
	}
	return host
}

// address is that of a script, without credentials and what follows a ?.
func (s *ProxySettings) address(written string) string {
	written = strings.TrimSpace(cut(written))
	if written == "" {
		return ""
	}
	u, err := url.Parse(written)
	if err != nil {
		s.Fault = &Fault{Kind: Malformed, Text: "a script for proxies is set whose address cannot be read"}
		return ""
	}
	if u.User != nil {
		s.Credentials = true
	}
	return clean((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String(), maxTextBytes)
}

// bypass takes a list of exceptions apart.
func bypass(list, separator string) []string {
	var all []string
	for part := range strings.SplitSeq(cut(list), separator) {
		if part = clean(part, maxTextBytes); part != "" && len(all) < maxBypass {
			all = append(all, part)
		}
	}
	return all
}

// maxSettingBytes is how much of one setting is looked at.
const maxSettingBytes = 32 << 10

func cut(s string) string { return s[:min(len(s), maxSettingBytes)] }

// decodeWinHTTP reads the settings of WinHTTP: three numbers, of which the last
// is flags, then the proxies and the exceptions, each with its length before it.
func decodeWinHTTP(b []byte) ProxySettings {
	const usesProxy = 2 // beside 1, straight
	var s ProxySettings
	if len(b) < 12 {
		s.Fault = &Fault{Kind: Malformed, Text: "the settings of WinHTTP are cut short"}
		return s
	}
	flags := binary.LittleEndian.Uint32(b[8:])
	rest := b[12:]
	next := func() string {
		if len(rest) < 4 {
			return ""
		}
		length := uint64(binary.LittleEndian.Uint32(rest))
		rest = rest[4:]
		if length > uint64(len(rest)) {
			s.Fault = &Fault{Kind: Malformed, Text: "the settings of WinHTTP are cut short"}
			length = uint64(len(rest))
		}
		text := string(rest[:length])
		rest = rest[length:]
		return text
	}
	servers, exceptions := next(), next()
	s.On = flags&usesProxy != 0
	s.servers(servers)
	s.Bypass = bypass(exceptions, ";")
	return s
}

// decodeDetect reads of a connection's settings whether a script is looked for on
// the network.
func decodeDetect(b []byte) bool {
	const detects = 8 // beside 1 straight, 2 proxy, 4 script
	return len(b) >= 12 && binary.LittleEndian.Uint32(b[8:])&detects != 0
}
