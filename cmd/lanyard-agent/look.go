package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// lookFlags are the flags of every verb that looks at a device.
type lookFlags struct {
	notices, exemptions, pauses command.List
	at, recording               *string
	hosts, server, settings     *string
	organisation                *string
	modules, virtual            command.List
	identify                    reveal
	sign                        *bool
}

func (f *lookFlags) define(i *command.Invocation) {
	f.at = i.Flags.String("at", "", "judge by what the notices ask at `T`, instead of now")
	f.recording = i.Flags.String("recording", "", "look at the device that `FILE` recorded instead of this one")
	f.hosts = i.Flags.String("hosts", "live", "contact these `HOSTS`: live, deployment, integration (those of NHS England), a host or host:port, several between commas; none")
	f.server = i.Flags.String("server", "", "contact the Lanyard server or gate at `URL` too")
	f.settings = i.Flags.String("settings", "", "what is set for the agent is read from `FILE`, not from this machine")
	i.Flags.Var(&f.virtual, "virtual", "look at a virtual card of these `WORDS` instead of the readers, to try things out; lanyard-agent card virtual -h lists the words; may be given more than once")
	i.Flags.Var(&f.modules, "module", "try the PKCS #11 module in `FILE` too; may be given more than once")
	i.Flags.Var(&f.notices, "notice", "judge by the notice in `FILE`; may be given more than once")
	f.organisation = i.Flags.String("organisation", "", "the device is of the organisation with that `CODE`, whose exemptions and pauses hold")
	i.Flags.Var(&f.exemptions, "exemptions", "`FILE` of exemptions: for everybody, for the organisation, or for the device by its name; may be given more than once")
	i.Flags.Var(&f.pauses, "pauses", "`FILE` of pauses; may be given more than once")
	i.Flags.Var(&f.identify, "identify", "put names and numbers in what leaves the device: all, or of a `KIND`: device, card, person")
}

// look makes the report. What is set holds where no flag says something else.
func (f *lookFlags) look(i *command.Invocation, s agent.Settings) (*agent.Report, error) {
	if err := f.identify.wrong(); err != nil {
		return nil, err
	}
	if *f.recording != "" && (len(f.virtual) > 0 || len(f.modules) > 0 || f.sign != nil && *f.sign) {
		return nil, command.UsageError("--recording is a device that was looked at before, so --virtual, --module and --sign have nothing to look at")
	}
	revisions, err := noticesOrSet(i, f.notices, s)
	if err != nil {
		return nil, err
	}
	set, err := i.Set(revisions, f.exemptions, f.pauses, notice.Options{Age: notice.AnyAge})
	if err != nil {
		return nil, err
	}
	o := agent.CheckOptions{Set: set, Organisation: cmp.Or(*f.organisation, s.Organisation.Value), Version: version}
	if len(f.notices) > 0 || s.Notices.Value != "" {
		if o.Known, err = known(i, revisions); err != nil {
			return nil, err
		}
	}
	o.Now, o.Server = time.Now, cmp.Or(*f.server, s.Server.Value)
	o.Modules, o.Virtual = f.modules, f.virtual
	for _, words := range f.virtual {
		if err := agent.CheckPersonality(words); err != nil {
			return nil, command.UsageError("--virtual: " + err.Error())
		}
	}
	if f.sign != nil && *f.sign {
		o.PIN = func(token string) ([]byte, error) { return askPIN(i, token) }
	}
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

// known are the notices by whose catalogues software is known: those that were named,
// and those of the program that are not among them in another form.
func known(i *command.Invocation, named []*notice.Notice) (*notice.Set, error) {
	shipped, err := i.NoticesOrShipped(nil)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(named)
	for _, n := range shipped {
		if !slices.ContainsFunc(named, func(own *notice.Notice) bool { return own.ID == n.ID }) {
			all = append(all, n)
		}
	}
	set, _ := notice.NewSet(all, notice.Options{Age: notice.AnyAge})
	return set, nil // nil where they cannot be one: then those that were named count
}

// reveal is the flag --identify: alone it is everything. What it does not know is kept
// for [reveal.wrong], because package flag takes it for a wrong truth value.
type reveal []wire.Reveals

// wrong is what was given and is no kind.
func (r reveal) wrong() error {
	for _, k := range r {
		if !slices.Contains(wire.AllReveals(), k) {
			return command.UsageError(fmt.Sprintf("--identify: %q is none of device, card, person", string(k)))
		}
	}
	return nil
}

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
		*r = append(*r, wire.Reveals(strings.TrimSpace(word)))
	}
	return nil
}
