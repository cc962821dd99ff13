package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// onUnix is a Linux or macOS, asked through its files and the few calls below. Package
// lists of other programs than dpkg are asked of those programs.
type onUnix struct {
	family Family
	root   fs.FS // of the whole machine
	files  files // the same, by full paths
	getenv func(string) string
	calls  unixCalls
}

// unixCalls are the questions that files do not answer.
type unixCalls interface {
	// person gives the account's name, and whether it is root.
	person() (name string, root bool)
	space(path string) (free, total uint64, err error)
	// output runs a program that is there and gives what it prints; at most limit bytes.
	output(ctx context.Context, limit int, name string, args ...string) ([]byte, error)
	// version gives macOS's product version and build; "" elsewhere.
	version() (version, build string)
}

func (u *onUnix) parts(o *Options) (first []reading, second func(*Host) []reading) {
	first = []reading{
		part(func(h *Host) *System { return &h.System }, "/etc/os-release, /proc, /sys", u.system),
		part(func(h *Host) *Identity { return &h.Identity }, "/etc, /proc, /sys", u.identity),
		part(func(h *Host) *Products { return &h.Products }, "lists of packages", u.products),
		part(func(h *Host) *Programs { return &h.Programs }, "/proc", u.programs),
		part(func(h *Host) *Smartcard { return &h.Smartcard }, "/run/pcscd, /usr/lib/pcsc", u.smartcard),
		part(func(h *Host) *Browsers { return &h.Browsers }, "/etc: policies", u.browsers),
		part(func(h *Host) *Session { return &h.Session }, "environment of this program; /proc", u.session),
		part(func(h *Host) *Disk { return &h.Disk }, "statfs", u.disk),
		part(func(h *Host) *Restart { return &h.Restart }, "/run", u.restart),
		part(func(h *Host) *Clock { return &h.Clock }, "clock; /etc", func(_ context.Context, c *Clock) { u.clock(c, o.Now()) }),
		part(func(h *Host) *SearchPath { return &h.SearchPath }, "environment of this program", func(ctx context.Context, s *SearchPath) {
			s.take(ctx, pathFolders(u.getenv("PATH"), ":"), func(folder string) (Presence, string) { return presence(u.files.stat(folder)) })
		}),
		nothing(func(h *Host) *DotNet { return &h.DotNet }),
		nothing(func(h *Host) *TLS { return &h.TLS }),
		nothing(func(h *Host) *Zones { return &h.Zones }),
		nothing(func(h *Host) *AgentSettings { return &h.Agents }),
	}
	second = func(h *Host) []reading {
		return []reading{
			part(func(h *Host) *Services { return &h.Services }, "/run, /etc/systemd, list of processes", func(_ context.Context, s *Services) { u.services(s, h) }),
			part(func(h *Host) *Files { return &h.Files }, "files", func(ctx context.Context, f *Files) {
				l := fileLook{files: u.files, getenv: u.getenv, separator: "/", path: pathFolders(u.getenv("PATH"), ":"), part: f}
				l.look(ctx, o.Candidates, h)
			}),
		}
	}
	return first, second
}

// maxSmall bounds files that hold a line or a few.
const maxSmall = 64 << 10

// content reads a file of at most limit bytes.
func (u *onUnix) content(name string, limit int64) ([]byte, error) {
	f, err := u.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(b)) > limit {
		return nil, fmt.Errorf("%s is longer than %d bytes", name, limit)
	}
	return b, err
}

// line gives the text of a file that holds one; "" and a note where it cannot be read.
func (u *onUnix) line(p *Part, name string) string {
	b, err := u.content(name, maxSmall)
	switch {
	case isRefusal(err):
		p.odd("/%s needs rights", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		p.odd("%v", err)
	}
	return Clean(strings.TrimSpace(string(b)))
}

func (u *onUnix) system(_ context.Context, s *System) {
	s.Family, s.Architecture, s.Program = u.family, runtime.GOARCH, runtime.GOARCH
	s.Language = languageOf(u.getenv)
	if u.family == MacOS {
		version, build := u.calls.version()
		s.Version, s.Release, s.Name, s.Edition = Clean(version), Clean(version), "macOS "+Clean(version), Clean(build)
		if version == "" {
			s.fail(Partly, "its version is not known")
		}
		return
	}
	b, err := u.content("etc/os-release", maxSmall)
	if err != nil {
		s.fail(Partly, err.Error())
	}
	about := parseOSRelease(string(b))
	s.Name, s.Release = about["PRETTY_NAME"], about["VERSION_ID"]
	if s.Name == "" {
		s.Name = about["NAME"]
	}
	s.Edition, s.Version = about["VARIANT"], s.Release
	// Debian tells its point release here alone.
	if about["ID"] == "debian" {
		if version := u.line(&s.Part, "etc/debian_version"); version != "" {
			s.Version = version
		}
	}
	s.Kernel = u.line(&s.Part, "proc/sys/kernel/osrelease")
	s.Manufacturer = u.line(&s.Part, "sys/class/dmi/id/sys_vendor")
	s.Model = u.line(&s.Part, "sys/class/dmi/id/product_name")
}

// parseOSRelease reads NAME=value lines, with or without quotes.
// Source: os-release(5).
func parseOSRelease(text string) map[string]string {
	about := make(map[string]string)
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = strings.NewReplacer(`\"`, `"`, `\$`, `$`, `\\`, `\`, "\\`", "`").Replace(value[1 : len(value)-1])
		}
		about[name] = Clean(value)
	}
	return about
}

// languageOf gives the language of the environment as "en-GB".
func languageOf(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if text, _, _ := strings.Cut(getenv(name), "."); text != "" && text != "C" && text != "POSIX" {
			return Clean(strings.ReplaceAll(text, "_", "-"))
		}
	}
	return ""
}

func (u *onUnix) identity(_ context.Context, id *Identity) {
	id.Computer = u.line(&id.Part, "proc/sys/kernel/hostname")
	if id.Computer == "" {
		id.Computer = Clean(u.getenv("HOSTNAME"))
	}
	id.MachineID = u.line(&id.Part, "etc/machine-id")
	id.Serial = u.line(&id.Part, "sys/class/dmi/id/product_serial")
	id.HardwareID = u.line(&id.Part, "sys/class/dmi/id/product_uuid")
	if id.Computer == "" {
		id.fail(Partly, "the name of the machine is not known")
	}
}

func (u *onUnix) session(_ context.Context, s *Session) {
	name, root := u.calls.person()
	s.User, s.Elevated = Clean(name), &root
	s.Locale = languageOf(u.getenv)
	remote := false
	switch {
	case u.getenv("XRDP_SESSION") != "" || u.getenv("XRDP_SOCKET_PATH") != "":
		remote, s.Via = true, "rdp"
	case u.getenv("SSH_CONNECTION") != "":
		remote, s.Via = true, "ssh"
	}
	s.Remote = &remote
	if b, err := u.content("proc/stat", 4<<20); err == nil {
		for line := range strings.Lines(string(b)) {
			if rest, ok := strings.CutPrefix(line, "btime "); ok {
				if seconds, err := strconv.ParseInt(strings.TrimSpace(rest), 10, 64); err == nil && seconds > 0 && seconds < 1<<33 {
					s.BootedAt = time.Unix(seconds, 0).UTC()
				}
			}
		}
	}
	s.Desktop = machineSigns(u.line(&s.Part, "sys/class/dmi/id/sys_vendor"), u.line(&s.Part, "sys/class/dmi/id/product_name"))
}

func (u *onUnix) disk(_ context.Context, d *Disk) {
	temporary := u.getenv("TMPDIR")
	if temporary == "" {
		temporary = "/tmp"
	}
	d.take(u.calls.space, "/", temporary)
}

func (u *onUnix) restart(_ context.Context, r *Restart) {
	if u.family == MacOS {
		r.State = NotHere
		return
	}
	// Debian and its kin.
	switch _, err := fs.Stat(u.root, "run/reboot-required"); {
	case err == nil:
		r.Pending = append(r.Pending, Sign{Of: "update", Seen: "/run/reboot-required"})
	case !errors.Is(err, fs.ErrNotExist):
		r.fail(Failed, err.Error())
	}
}

func (u *onUnix) clock(c *Clock, now time.Time) {
	c.set(now)
	// The link is /usr/share/zoneinfo/Europe/London, or the same with dots before it.
	if target, err := fs.ReadLink(u.root, "etc/localtime"); err == nil {
		if _, zone, ok := strings.Cut(target, "zoneinfo/"); ok {
			c.Zone = Clean(zone)
		}
	}
	if c.Zone == "" {
		c.Zone = u.line(&c.Part, "etc/timezone")
	}
}

// services tells of pcscd, the one daemon that matters here.
func (u *onUnix) services(s *Services, h *Host) {
	if u.family == MacOS {
		s.State = NotHere // a part of the system that is started when a reader is asked for
		return
	}
	if _, err := fs.Stat(u.root, "usr/sbin/pcscd"); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.fail(Failed, err.Error())
		}
		return
	}
	service := Service{Name: "pcscd", Display: "PC/SC Smart Card Daemon", State: Stopped, Start: StartManual, Path: "/usr/sbin/pcscd"}
	for _, p := range h.Programs.List {
		if p.Name == "pcscd" {
			service.State, service.Process = Started, p.ID
		}
	}
	if !h.Programs.Known() {
		service.State = ""
	}
	for _, unit := range []string{"etc/systemd/system/sockets.target.wants/pcscd.socket", "etc/systemd/system/multi-user.target.wants/pcscd.service"} {
		if _, err := fs.ReadLink(u.root, unit); err == nil {
			service.Start = StartAutomatic
		}
	}
	if target, err := fs.ReadLink(u.root, "etc/systemd/system/pcscd.socket"); err == nil && target == "/dev/null" {
		service.Start = StartDisabled
	}
	s.List = append(s.List, service)
}

// ticksPerSecond is USER_HZ, which Linux has at 100 on every processor that Go knows.
const ticksPerSecond = 100

func (u *onUnix) programs(ctx context.Context, p *Programs) {
	if u.family == MacOS {
		u.programsByPS(ctx, p)
		return
	}
	entries, err := fs.ReadDir(u.root, "proc")
	if err != nil {
		p.fail(Failed, err.Error())
		return
	}
	var s Session
	u.session(ctx, &s)
	for _, e := range entries {
		id, err := strconv.ParseUint(e.Name(), 10, 32)
		if err != nil {
			continue
		}
		if ctx.Err() != nil {
			p.fail(Partly, "its time was up")
			break
		}
		b, err := u.content(path.Join("proc", e.Name(), "stat"), maxSmall)
		if err != nil {
			continue // it has ended
		}
		name, ticks, err := parseStat(string(b))
		if err != nil {
			p.odd("/proc/%d/stat: %v", id, err)
			continue
		}
		program := Program{ID: uint32(id), Name: name}
		if exe, err := fs.ReadLink(u.root, path.Join("proc", e.Name(), "exe")); err == nil {
			program.Path = strings.TrimSuffix(exe, " (deleted)")
			// The kernel keeps 15 bytes of the name.
			if base := path.Base(program.Path); len(name) == 15 && strings.HasPrefix(base, name) {
				program.Name = base
			}
		}
		if !s.BootedAt.IsZero() {
			program.StartedAt = s.BootedAt.Add(time.Duration(ticks) * (time.Second / ticksPerSecond))
		}
		p.List = append(p.List, program)
	}
	p.List = cleanPrograms(p.List, &p.Part)
}

// parseStat reads name and start, in ticks since the machine's, of /proc/N/stat. The
// name stands in parentheses and may hold some itself. Source: proc_pid_stat(5).
func parseStat(text string) (name string, ticks uint64, err error) {
	open, end := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || end < open {
		return "", 0, errors.New("no name in parentheses")
	}
	fields := strings.Fields(text[end+1:])
	const startTime = 22 - 3 // counted from 1; the first after the name is the third
	if len(fields) <= startTime {
		return "", 0, fmt.Errorf("%d fields", len(fields)+2)
	}
	if ticks, err = strconv.ParseUint(fields[startTime], 10, 64); err != nil {
		return "", 0, err
	}
	if ticks > 1<<40 {
		return "", 0, fmt.Errorf("it was started %d ticks after the machine", ticks)
	}
	return text[open+1 : end], ticks, nil
}

// programsByPS lists processes where there is no /proc.
func (u *onUnix) programsByPS(ctx context.Context, p *Programs) {
	b, err := u.calls.output(ctx, 4<<20, "/bin/ps", "-axo", "pid=,comm=")
	for line := range strings.Lines(string(b)) {
		id, command, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, bad := strconv.ParseUint(id, 10, 32)
		if command = strings.TrimSpace(command); bad != nil || command == "" {
			continue
		}
		p.List = append(p.List, Program{ID: uint32(n), Name: path.Base(command), Path: command})
	}
	p.List = cleanPrograms(p.List, &p.Part)
	settle(&p.Part, len(p.List), err)
}

func (u *onUnix) smartcard(_ context.Context, s *Smartcard) {
	if u.family == MacOS {
		return
	}
	_, err := fs.Stat(u.root, "run/pcscd/pcscd.comm")
	there := err == nil
	s.Daemon = &there
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.Daemon = nil
		s.fail(Partly, err.Error())
	}
	bundles, err := fs.Glob(u.root, "usr/lib/pcsc/drivers/*.bundle/Contents/Info.plist")
	if err != nil {
		s.fail(Partly, err.Error())
	}
	for _, bundle := range bundles {
		b, err := u.content(bundle, 1<<20)
		if err != nil {
			s.odd("%v", err)
			continue
		}
		about := parsePlist(b)
		folder := path.Base(path.Dir(path.Dir(bundle)))
		s.Drivers = append(s.Drivers, Driver{
			Description: strings.TrimSuffix(folder, ".bundle"), Version: about["CFBundleShortVersionString"],
			Provider: about["ifdManufacturerString"], INF: "/" + bundle,
		})
	}
}
