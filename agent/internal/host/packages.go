package host

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// Bounds of lists of packages.
const (
	maxPackages   = 20_000
	maxDpkgStatus = 64 << 20 // bytes
	maxRPMList    = 16 << 20 // bytes
)

// dpkgStatus is where dpkg keeps what is installed.
const dpkgStatus = "var/lib/dpkg/status"

func (u *onUnix) products(ctx context.Context, p *Products) {
	found := false
	if u.family == MacOS {
		found = true
		u.applications(ctx, p)
	}
	if f, err := u.root.Open(dpkgStatus); err == nil {
		found = true
		p.List, err = parseDpkg(io.LimitReader(f, maxDpkgStatus), p.List)
		f.Close()
		if err != nil {
			p.fail(Partly, fmt.Sprintf("/%s: %v", dpkgStatus, err))
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		found = true
		p.fail(Failed, err.Error())
	}
	for _, database := range []string{"var/lib/rpm", "usr/lib/sysimage/rpm"} {
		entries, err := fs.ReadDir(u.root, database)
		if err != nil || len(entries) == 0 {
			continue
		}
		found = true
		b, err := u.calls.output(ctx, maxRPMList, "rpm", "-qa", "--queryformat", rpmFormat)
		if err != nil {
			p.fail(Partly, "rpm: "+err.Error())
		}
		if p.List, err = parseRPM(string(b), p.List); err != nil {
			p.fail(Partly, "rpm: "+err.Error())
		}
		break
	}
	if !found {
		p.fail(Failed, "no list of packages that this program knows: neither dpkg nor rpm")
	}
	p.List = ordered(p.List)
}

// parseDpkg reads the status file of dpkg: paragraphs of fields, those that are
// installed. Source: dpkg(1), deb822(5).
func parseDpkg(r io.Reader, list []Product) ([]Product, error) {
	var product Product
	installed := false
	flush := func() {
		if installed && product.Name != "" {
			product.Scope = Machine
			list = append(list, product)
		}
		product, installed = Product{}, false
	}
	lines := newLines(r)
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			flush()
			return list, nil
		}
		if err != nil {
			return list, err
		}
		if line == "" {
			flush()
			if len(list) >= maxPackages {
				return list, fmt.Errorf("more than %d packages", maxPackages)
			}
			continue
		}
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch field {
		case "Package":
			product.Name, product.Key = Clean(value), Clean(value)
		case "Version":
			product.Version = Clean(value)
		case "Maintainer":
			// A person's name and address; what is in front of the address tells the publisher
			// well enough where it is a team, and is a name where it is not.
		case "Status":
			want := strings.Fields(value)
			installed = len(want) == 3 && want[2] == "installed"
		}
	}
}

// lines reads lines of any length, keeping the beginning of long ones.
type lines struct {
	r   io.Reader
	buf []byte
	eof bool
}

func newLines(r io.Reader) *lines { return &lines{r: r} }

// next gives the next line without its end, at most maxSmall bytes of it.
func (l *lines) next() (string, error) {
	var line []byte
	for {
		if at := bytes.IndexByte(l.buf, '\n'); at >= 0 {
			line = append(line, l.buf[:at]...)
			l.buf = l.buf[at+1:]
			return string(bytes.TrimSuffix(line, []byte{'\r'})), nil
		}
		line = append(line, l.buf[:min(len(l.buf), max(0, maxSmall-len(line)))]...)
		l.buf = nil
		if l.eof {
			if len(line) == 0 {
				return "", io.EOF
			}
			return string(line), nil
		}
		chunk := make([]byte, 64<<10)
		n, err := l.r.Read(chunk)
		l.buf = chunk[:n]
		if errors.Is(err, io.EOF) {
			l.eof = true
		} else if err != nil {
			return "", err
		}
	}
}

// rpmFormat separates by tabs, which no name of a package has.
const rpmFormat = `%{NAME}\t%{EVR}\t%{VENDOR}\t%{INSTALLTIME}\n`

// parseRPM reads what rpm prints in rpmFormat.
func parseRPM(text string, list []Product) ([]Product, error) {
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(fields) != 4 || fields[0] == "" {
			return list, fmt.Errorf("a line that is not of a package: %q", Clean(line))
		}
		if len(list) >= maxPackages {
			return list, fmt.Errorf("more than %d packages", maxPackages)
		}
		p := Product{Name: Clean(fields[0]), Key: Clean(fields[0]), Version: Clean(fields[1]), Scope: Machine}
		if fields[2] != "(none)" {
			p.Publisher = Clean(fields[2])
		}
		if seconds, err := strconv.ParseInt(fields[3], 10, 64); err == nil && seconds > 0 && seconds < 1<<33 {
			p.InstalledOn = time.Unix(seconds, 0).UTC().Format("2006-01-02")
		}
		list = append(list, p)
	}
	return list, nil
}

// applications lists those of macOS by their Info.plist, where that is XML.
func (u *onUnix) applications(ctx context.Context, p *Products) {
	entries, err := fs.ReadDir(u.root, "Applications")
	if err != nil {
		p.fail(Failed, err.Error())
		return
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".app")
		if !ok {
			continue
		}
		if ctx.Err() != nil || len(p.List) >= maxPackages {
			p.fail(Partly, "not all applications were read")
			return
		}
		product := Product{Name: Clean(name), Location: Clean("/Applications/" + e.Name()), Scope: Machine}
		b, err := u.content(path.Join("Applications", e.Name(), "Contents/Info.plist"), 1<<20)
		if err != nil {
			p.odd("%v", err)
		}
		about := parsePlist(b)
		product.Version, product.Key = about["CFBundleShortVersionString"], about["CFBundleIdentifier"]
		p.List = append(p.List, product)
	}
}

// parsePlist gives the texts of a property list in XML by their keys, the first of
// each; none of one in another form. Source: Apple, plist(5).
func parsePlist(b []byte) map[string]string {
	about := make(map[string]string)
	if bytes.HasPrefix(b, []byte("bplist")) {
		return about
	}
	decoder := xml.NewDecoder(bytes.NewReader(b))
	decoder.Strict = false
	key := ""
	for {
		token, err := decoder.Token()
		if err != nil {
			return about
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "key", "string":
			var text string
			if decoder.DecodeElement(&text, &start) != nil {
				return about
			}
			if start.Name.Local == "key" {
				key = text
				continue
			}
			if _, ok := about[key]; !ok && key != "" {
				about[key] = Clean(strings.TrimSpace(text))
			}
		}
		key = ""
	}
}
