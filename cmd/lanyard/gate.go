package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/server"
)

func gateCommand() *command.Command {
	return &command.Command{
		Name:  "gate",
		Args:  "--listen HOST:PORT --upstream URL --tls-cert FILE --tls-key FILE --notice FILE… | --config FILE",
		Short: "Enforce notices in front of a service that exists: warn, refuse at intervals, refuse for good",
		Long: `
The gate ends TLS in front of a service, decides about each request that begins a
sign-in, and passes everything else on as it came. Blocks hold only if --armed
names the digest of these files, which lanyard notice digest prints; without it
they warn. Files are watched.

  lanyard gate --listen :8443 --upstream https://127.0.0.1:9443 \
    --tls-cert front.pem --tls-key front.key --old-tls-cert old.pem --old-tls-key old.key \
    --notice notices/care-identity-2025-r1.yaml --armed sha256:… --journal journal

SIGUSR1 holds all blocks, SIGUSR2 gives the plan back, SIGHUP starts the gate anew
without losing a request, SIGTERM ends it. docs/gate.md tells the rest.`,
		Run: with(runGate),
	}
}

// gateFlags are the flags of a gate, which say what its configuration file can.
type gateFlags struct {
	config                                   *string
	notices, exemptions, pauses, extractors  list
	open, proxies, speakers, any, adminHosts list
	kinds                                    map[string]*list
	keep, keepBytes, clock, upstreamWait     *string
	c                                        server.GateConfig
	dryRun                                   *bool
}

// gateKinds are the flags that name exports for a gate.
var gateKinds = []string{"devices", "cards", "aliases", "people", "organisations", "contacts", "applications", "device-applications", "signins"}

func (i *invocation) gateFlags() *gateFlags {
	f := &gateFlags{kinds: map[string]*list{}}
	c, text := &f.c, i.Flags.StringVar
	f.config = i.Flags.String("config", "", "take everything from `FILE`, in place of flags")
	text(&c.Listen, "listen", "", "people sign in at `HOST:PORT`")
	text(&c.Upstream, "upstream", "", "the service is at `URL`: scheme, host and port")
	text(&c.UpstreamCA, "upstream-ca", "", "the service's certificate is checked against `FILE`; without it what the machine trusts")
	f.upstreamWait = i.Flags.String("upstream-wait", "", "the service's answer may take `TIME` to begin, such as 60s")
	text(&c.TLS.Cert, "tls-cert", "", "the front's certificate, in `FILE`")
	text(&c.TLS.Key, "tls-key", "", "its key, in `FILE`")
	text(&c.OldTLS.Cert, "old-tls-cert", "", "an RSA certificate of their own for clients with TLS 1.0 and 1.1, in `FILE`; without it they are refused")
	text(&c.OldTLS.Key, "old-tls-key", "", "its key, in `FILE`")
	text(&c.Clients, "client-ca", "", "clients' certificates are checked against `FILE`; without it none is asked for")
	i.Flags.Var(&f.notices, "notice", "`FILE` of a notice, or a folder of them; may be given more than once")
	i.Flags.Var(&f.exemptions, "exemptions", "`FILE` of exemptions")
	i.Flags.Var(&f.pauses, "pauses", "`FILE` of pauses")
	text(&c.Armed, "armed", "", "the `DIGEST` of these files, or a file that holds it; without it blocks warn")
	for _, kind := range gateKinds {
		f.kinds[kind] = &list{}
		i.Flags.Var(f.kinds[kind], kind, "`FILE` that holds "+strings.ReplaceAll(kind, "-", " "))
	}
	i.Flags.Var(&f.any, "estate", "`FILE` or folder of exports, known by what is in them")
	i.Flags.Var(&f.extractors, "extractors", "`FILE` that says which requests are sign-ins, beside those that come with the program")
	i.Flags.Var(&f.open, "open", "`PATH` that is answered without a decision, with all below it; without it "+strings.Join(server.GateOpenPaths(), ", "))
	i.Flags.Var(&f.proxies, "proxy", "`NETWORK=HEADER,…`: a proxy that asks the decision service, and the headers that it sets itself")
	i.Flags.Var(&f.speakers, "proxy-protocol", "`NETWORK` of proxies that begin connections with a line of the PROXY protocol")
	text(&c.Decide, "decide", "", "other proxies ask at `HOST:PORT`, path /gate/check")
	text(&c.Admin, "admin", "", "metrics and the live page are at `HOST:PORT`; without it "+server.GateAdmin)
	i.Flags.Var(&f.adminHosts, "admin-host", "`NAME`, beside localhost and numbers, by which the admin address is reached")
	text(&c.Journal, "journal", "", "keep every decision in `DIR` before it is given")
	f.keep = i.Flags.String("keep", "", "decisions are kept for `TIME`, such as 90d")
	f.keepBytes = i.Flags.String("keep-bytes", "", "the oldest go when all kept decisions together are larger than `SIZE`, such as 20GB")
	i.Flags.BoolVar(&c.Hold, "hold", false, "begin with all blocks held")
	i.Flags.IntVar(&c.Budget.Organisation, "budget", 0, "at most `N` people of one organisation are locked out in an hour")
	i.Flags.IntVar(&c.Budget.All, "budget-all", 0, "at most `N` people in all")
	text(&c.Pager.URL, "pager", "", "post to `URL` when a budget is used up")
	text(&c.Pager.Secret, "pager-secret", "", "sign what is posted with the key in `FILE`")
	f.clock = i.Flags.String("clock", "", "rehearse: the clock begins at `T`, such as 2025-07-08T09:58")
	i.Flags.Float64Var(&c.Clock.Rate, "clock-rate", 0, "rehearse: `N` seconds pass in one")
	f.dryRun = i.Flags.Bool("dry-run", false, "read everything, say what would be in force, and end")
	return f
}

func runGate(i *invocation) error {
	f := i.gateFlags()
	args, err := i.Parse()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		return command.UsageError(fmt.Sprintf("%q is no flag; notices are named with --notice", args[0]))
	}
	c, err := i.gateConfig(f)
	if err != nil {
		return err
	}
	ctx, commands, stop := signals()
	defer stop()
	return server.Gate(ctx, c, server.GateRun{Log: i.Err, Version: version, Commands: commands, DryRun: *f.dryRun, Out: i.Out})
}

// gateConfig is the configuration of a file, or of flags.
func (i *invocation) gateConfig(f *gateFlags) (*server.GateConfig, error) {
	if *f.config != "" {
		if n := i.Flags.NFlag(); n > 1 && !(n == 2 && *f.dryRun) {
			return nil, command.UsageError("--config says everything; leave the other flags out")
		}
		src, err := command.File(*f.config)
		if err != nil {
			return nil, err
		}
		c, problems := server.ReadGateConfig(*f.config, src)
		for _, p := range problems {
			fmt.Fprintln(i.Err, p)
		}
		if c == nil {
			return nil, command.ErrShown
		}
		return c, nil
	}
	c, err := f.flagsConfig()
	if err != nil {
		return nil, err
	}
	failed := false
	for _, w := range c.Check() {
		flag := gateFlagOf[w.Key]
		if flag == "" {
			flag = "--" + w.Key
		}
		if w.Warning {
			fmt.Fprintf(i.Err, "lanyard gate: warning: %s: %s\n", flag, w)
			continue
		}
		failed = true
		fmt.Fprintf(i.Err, "lanyard gate: %s: %s\n", flag, w)
	}
	if failed {
		fmt.Fprintf(i.Err, "usage: lanyard gate %s\n", i.Command.Args)
		return nil, command.Unanswered{Err: command.ErrShown}
	}
	return c, nil
}

// gateFlagOf are the flags that say what keys of the file do, where their names
// differ.
var gateFlagOf = map[string]string{
	"notices": "--notice", "tls": "--tls-cert", "old-tls": "--old-tls-cert", "clients": "--client-ca",
	"proxies": "--proxy", "admin-hosts": "--admin-host",
}

// flagsConfig is the configuration that the flags say.
func (f *gateFlags) flagsConfig() (*server.GateConfig, error) {
	c := f.c
	c.Notices, c.Exemptions, c.Pauses, c.Extractors, c.Open, c.AdminHosts = f.notices, f.exemptions, f.pauses, f.extractors, f.open, f.adminHosts
	c.Clock.Start = *f.clock
	for _, kind := range gateKinds {
		for _, path := range *f.kinds[kind] {
			c.Estate = append(c.Estate, server.GateExport{Path: path, Kind: kind})
		}
	}
	for _, path := range f.any {
		c.Estate = append(c.Estate, server.GateExport{Path: path})
	}
	for name, set := range map[string]struct {
		text string
		to   *time.Duration
	}{"keep": {*f.keep, &c.Keep}, "upstream-wait": {*f.upstreamWait, &c.UpstreamWait}} {
		if set.text == "" {
			continue
		}
		d, err := server.ParseGateLength(set.text)
		if err != nil {
			return nil, command.UsageError(fmt.Sprintf("--%s: %v", name, err))
		}
		*set.to = d
	}
	if *f.keepBytes != "" {
		var err error
		if c.KeepBytes, err = server.ParseGateSize(*f.keepBytes); err != nil {
			return nil, command.UsageError(fmt.Sprintf("--keep-bytes: %v", err))
		}
	}
	for _, text := range f.proxies {
		network, headers, _ := strings.Cut(text, "=")
		p, err := server.ParseGateProxy(network, strings.Split(headers, ","))
		if err != nil {
			return nil, command.UsageError(fmt.Sprintf("--proxy %s: %v; write it like 127.0.0.1=X-Gate-TLS,X-Forwarded-For", text, err))
		}
		c.Proxies = append(c.Proxies, p)
	}
	for _, network := range f.speakers {
		p, err := server.ParseGateProxy(network, nil)
		if err != nil {
			return nil, command.UsageError(fmt.Sprintf("--proxy-protocol: %v", err))
		}
		p.Speaks = true
		c.Proxies = append(c.Proxies, p)
	}
	return &c, nil
}
