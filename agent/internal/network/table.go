package network

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/*.csv
var data embed.FS

// Issuer is one that may sign certificates of hosts though browsers do not know
// it.
type Issuer struct {
	Name string
	// SHA1 is the certificate's fingerprint in upper-case hexadecimal, as old
	// authorities publish it. It tells whether a chain leads to it; a name
	// alone proves nothing.
	SHA1   string
	Source string
}

// Port is a port of loopback that a program of the estate listens on.
type Port struct {
	Number int
	Of     string
	// Path is asked for.
	Path   string
	Source string
}

// maxTable is how long a list may be, in bytes.
const maxTable = 1 << 20

// rows reads a list: CSV with these columns, in this order. place says where a
// row stands.
func rows(name string, r io.Reader, columns ...string) ([][]string, func(i int) string, error) {
	reader := csv.NewReader(io.LimitReader(r, maxTable+1))
	reader.FieldsPerRecord = len(columns)
	reader.TrimLeadingSpace = true
	all, err := reader.ReadAll()
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("%s: %w; each line needs %s", name, err, strings.Join(columns, ","))
	case reader.InputOffset() > maxTable:
		return nil, nil, fmt.Errorf("%s: longer than %d bytes", name, maxTable)
	case len(all) == 0 || !slices.Equal(all[0], columns):
		return nil, nil, fmt.Errorf("%s: the first line must be %s", name, strings.Join(columns, ","))
	}
	return all[1:], func(i int) string { return fmt.Sprintf("%s: row %d", name, i+2) }, nil
}

// ParseHosts reads a list of hosts: CSV with the columns name, port (empty is
// 443), environment, net (hscn, internet or empty), use and source. name is said
// in errors.
func ParseHosts(name string, r io.Reader) ([]Target, error) {
	all, place, err := rows(name, r, "name", "port", "environment", "net", "use", "source")
	if err != nil {
		return nil, err
	}
	if len(all) > maxHosts {
		return nil, fmt.Errorf("%s: %d hosts; at most %d can be looked at", name, len(all), maxHosts)
	}
	hosts := make([]Target, len(all))
	for i, row := range all {
		if row[1] == "" {
			row[1] = "443"
		}
		port, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no port", place(i), row[1])
		}
		hosts[i] = Target{Name: row[0], Port: port, Environment: row[2], Net: row[3], Use: row[4], Source: row[5]}
		if err := hosts[i].valid(); err != nil {
			return nil, fmt.Errorf("%s: %w", place(i), err)
		}
	}
	return hosts, nil
}

// ParseIssuers reads a list of issuers: CSV with the columns name, sha1 and
// source.
func ParseIssuers(name string, r io.Reader) ([]Issuer, error) {
	all, place, err := rows(name, r, "name", "sha1", "source")
	if err != nil {
		return nil, err
	}
	issuers := make([]Issuer, len(all))
	for i, row := range all {
		sha1 := strings.ToUpper(strings.NewReplacer(":", "", " ", "").Replace(row[1]))
		if len(sha1) != 40 || strings.Trim(sha1, "0123456789ABCDEF") != "" {
			return nil, fmt.Errorf("%s: %.60q is no SHA-1 fingerprint: 40 hexadecimal digits", place(i), row[1])
		}
		issuers[i] = Issuer{Name: row[0], SHA1: sha1, Source: row[2]}
	}
	return issuers, nil
}

// ParsePorts reads a list of ports of loopback: CSV with the columns port, of,
// path and source.
func ParsePorts(name string, r io.Reader) ([]Port, error) {
	all, place, err := rows(name, r, "port", "of", "path", "source")
	if err != nil {
		return nil, err
	}
	if len(all) > maxListeners {
		return nil, fmt.Errorf("%s: %d ports; at most %d are asked", name, len(all), maxListeners)
	}
	ports := make([]Port, len(all))
	for i, row := range all {
		number, err := strconv.Atoi(row[0])
		switch {
		case err != nil || number < 1 || number > 65535:
			return nil, fmt.Errorf("%s: %q is no port", place(i), row[0])
		case !strings.HasPrefix(row[2], "/") || strings.ContainsAny(row[2], " \t\r\n"):
			return nil, fmt.Errorf("%s: %.60q is no path; it begins with / and has no spaces", place(i), row[2])
		}
		ports[i] = Port{Number: number, Of: row[1], Path: row[2], Source: row[3]}
	}
	return ports, nil
}

// valid tells whether a host can be looked at.
func (t Target) valid() error {
	switch {
	case t.Name == "":
		return errors.New("a host without a name")
	case len(t.Name) > 253, strings.Trim(strings.ToLower(t.Name), "abcdefghijklmnopqrstuvwxyz0123456789-._:") != "":
		return fmt.Errorf("%.60q is no name of a host, and no address", t.Name)
	case strings.Contains(t.Name, ":") && net.ParseIP(t.Name) == nil:
		return fmt.Errorf("%.60q is no address; give a port beside the name, not in it", t.Name)
	case t.Port < 0 || t.Port > 65535:
		return fmt.Errorf("%d is no port", t.Port)
	}
	return nil
}

// shipped reads one of the lists of this program, which the tests hold to be
// readable.
func shipped[T any](parse func(string, io.Reader) ([]T, error), name string) []T {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic(err) // it is part of the program
	}
	defer f.Close()
	all, err := parse(name, f)
	if err != nil {
		panic(err)
	}
	return all
}

// DefaultHosts are the hosts that a device needs for sign-in, of these
// environments: live, deployment, integration.
func DefaultHosts(environments ...string) []Target {
	return slices.DeleteFunc(shipped(ParseHosts, "hosts.csv"), func(t Target) bool {
		return !slices.Contains(environments, t.Environment)
	})
}

// DefaultIssuers are the authorities of the NHS that browsers do not know.
func DefaultIssuers() []Issuer { return shipped(ParseIssuers, "issuers.csv") }

// DefaultPorts are the ports on which the Port Service and Credential Management
// listen.
func DefaultPorts() []Port { return shipped(ParsePorts, "ports.csv") }
