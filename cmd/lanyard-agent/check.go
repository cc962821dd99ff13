package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// Exit codes of check beside those of every verb: by the worst that was found.
const (
	exitUnknown = 3 // something could not be looked at
	exitWarning = 4 // something needs doing
	exitProblem = 5 // something does not work, or is refused now
)

var exits = map[wire.Level]int{wire.Unknown: exitUnknown, wire.Warning: exitWarning, wire.Problem: exitProblem}

func checkCommand() *command.Command {
	return &command.Command{
		Name:  "check",
		Args:  "[--notice FILE…] [--json FILE] [--html FILE] [--identify] [--quiet]",
		Short: "Look at this device: what is wrong, what mends it, what will happen on which day",
		Long: `
Needs no installation and no rights; what needs rights says so and is left out.
The notices that are part of the program hold where none are named.

The JSON is for others: lanyard check reads a folder of it. Names, serial numbers
and card numbers are in it only with --identify (all), or --identify=device, card
or person, several between commas. No PIN is ever in it.

The exit code is that of the worst finding: 0 all is well, 3 something could not
be looked at, 4 something needs doing, 5 something does not work.`,
		Run: runCheck,
	}
}

// checkFlags are the flags of check.
type checkFlags struct {
	notices, exemptions, pauses command.List
	at, json, html              *string
	record, recording           *string
	hosts, server               *string
	identify                    reveal
	quiet                       *bool
}

func runCheck(i *command.Invocation) error {
	f := checkFlags{
		at:        i.Flags.String("at", "", "judge by what the notices ask at `T`, instead of now"),
		json:      i.Flags.String("json", "", "write the bundle to `FILE`, or a folder, where it is named after the device; - is the output"),
		html:      i.Flags.String("html", "", "write the page to `FILE`"),
		record:    i.Flags.String("record", "", "write all that was seen to `FILE`, with names, for --recording"),
		recording: i.Flags.String("recording", "", "look at the device that `FILE` recorded instead of this one"),
		hosts:     i.Flags.String("hosts", "live", "contact these hosts: live, deployment, integration (those of NHS England), HOST[:PORT], several between commas; none"),
		server:    i.Flags.String("server", "", "contact the Lanyard server or gate at `URL` too"),
		quiet:     i.Flags.Bool("quiet", false, "say nothing on the screen"),
	}
	i.Flags.Var(&f.notices, "notice", "judge by the notice in `FILE`; may be given more than once")
	i.Flags.Var(&f.exemptions, "exemptions", "`FILE` of exemptions; may be given more than once")
	i.Flags.Var(&f.pauses, "pauses", "`FILE` of pauses; may be given more than once")
	i.Flags.Var(&f.identify, "identify", "put names and numbers in the JSON: all, or of a `KIND`: device, card, person")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return command.UsageError(fmt.Sprintf("%q is no flag; check looks at this device and takes no arguments", rest[0]))
	}
	report, err := f.look(i)
	if err != nil {
		return err
	}
	if err := f.write(i, report); err != nil {
		return err
	}
	if !*f.quiet && *f.json != "-" {
		if err := report.Text(i.Out); err != nil {
			return err
		}
	}
	if code := exits[report.Worst()]; code != 0 {
		return command.Exit{Code: code}
	}
	return nil
}

// look makes the report.
func (f *checkFlags) look(i *command.Invocation) (*agent.Report, error) {
	revisions, err := i.NoticesOrShipped(f.notices)
	if err != nil {
		return nil, err
	}
	set, err := i.Set(revisions, f.exemptions, f.pauses, notice.Options{Age: notice.AnyAge})
	if err != nil {
		return nil, err
	}
	o := agent.CheckOptions{Set: set, Version: version}
	o.Now, o.Server = time.Now, *f.server
	if o.Hosts, err = agent.ParseHosts(*f.hosts); err != nil {
		return nil, command.UsageError("--hosts: " + err.Error())
	}
	if o.At, err = command.Instant("at", *f.at, set.Zone()); err != nil {
		return nil, err
	}
	if *f.recording != "" {
		file, err := os.Open(*f.recording)
		if err != nil {
			return nil, command.Plainer(err)
		}
		defer file.Close()
		o.Recording = file
	}
	report, err := agent.Check(context.Background(), o)
	if err != nil && *f.recording != "" {
		return nil, fmt.Errorf("%s: %w", *f.recording, err)
	}
	return report, err
}

// write writes the files that were asked for. Each is there whole or not at all.
func (f *checkFlags) write(i *command.Invocation, report *agent.Report) error {
	if *f.json == "-" {
		if err := report.Sent(f.identify...).Write(i.Out); err != nil {
			return err
		}
	} else if *f.json != "" {
		sent := report.Sent(f.identify...)
		if err := toFile(inFolder(*f.json, sent.Device.ID+".json"), sent.Write); err != nil {
			return err
		}
	}
	if *f.html != "" {
		if err := toFile(*f.html, report.HTML); err != nil {
			return err
		}
	}
	if *f.record != "" {
		return toFile(*f.record, report.Record)
	}
	return nil
}

// inFolder is the file of that name where a folder is given, else what is given.
func inFolder(given, name string) string {
	if info, err := os.Stat(given); err == nil && info.IsDir() {
		return given + string(os.PathSeparator) + name
	}
	return given
}

// toFile writes a file beside its place and moves it there, so that a full disk or a
// killed program leaves no half of it, and who collects files never reads one.
func toFile(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	half := fmt.Sprintf("%s.%d.part", name, os.Getpid())
	err := os.WriteFile(half, b.Bytes(), 0o600)
	if err == nil {
		err = os.Rename(half, name)
	}
	if err != nil {
		os.Remove(half)
		return command.Plainer(err)
	}
	return nil
}

// reveal is the flag --identify: alone it is everything.
type reveal []wire.Reveals

func (r *reveal) IsBoolFlag() bool { return true }

func (r *reveal) String() string {
	var words []string
	for _, k := range *r {
		words = append(words, string(k))
	}
	return strings.Join(words, ",")
}

func (r *reveal) Set(s string) error {
	if s == "true" {
		*r = wire.AllReveals()
		return nil
	}
	for _, word := range strings.Split(s, ",") {
		kind := wire.Reveals(strings.TrimSpace(word))
		if !slices.Contains(wire.AllReveals(), kind) {
			return fmt.Errorf("%q is none of device, card, person", word)
		}
		*r = append(*r, kind)
	}
	return nil
}
