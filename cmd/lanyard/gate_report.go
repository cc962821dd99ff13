package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

func gateReportCommand() *command.Command {
	return &command.Command{
		Name:  "gate report",
		Args:  "--journal DIR --notice FILE… [--window LIST/ID] [--out FILE]",
		Short: "Tell what a window did: who was blocked, who came back and how, who never did",
		Long: `
Without --window it is about the last window that has begun. It may be asked for
while the gate runs. A gate also makes it by itself, when a window ends and an
hour later, in the folder reports of its journal.

  lanyard gate report --journal journal --notice notices/ --estate exports/ --out report.html`,
		Run: with(runGateReport),
	}
}

func runGateReport(i *invocation) error {
	var notices, exports list
	kinds := map[string]*list{}
	o := server.GateReportOptions{Now: time.Now()}
	i.Flags.StringVar(&o.Journal, "journal", "", "`DIR` of the gate's decisions")
	i.Flags.Var(&notices, "notice", "`FILE` of a notice, or a folder of them; without it those that are part of the program")
	for _, kind := range gateKinds {
		kinds[kind] = &list{}
		i.Flags.Var(kinds[kind], kind, "`FILE` that holds "+strings.ReplaceAll(kind, "-", " "))
	}
	i.Flags.Var(&exports, "estate", "`FILE` or folder of exports, known by what is in them")
	i.Flags.StringVar(&o.Window, "window", "", "the window `LIST/ID`, such as agent-intervals/first-hour; the last that has begun of it")
	i.Flags.StringVar(&o.Requirement, "requirement", "", "of the requirement `ID`")
	from := i.Flags.String("from", "", "in place of a window: from `T`")
	until := i.Flags.String("until", "", "in place of a window: until `T`")
	now := i.Flags.String("at", "", "as it stood at `T`; without it now. For a rehearsal: the end of its clock")
	i.Flags.IntVar(&o.Weeks, "weeks", 0, "compare with `N` weeks before; without it 4")
	form := i.Flags.String("format", "", "`FORM`: "+strings.Join(server.GateReportForms, ", ")+"; without it by the name of --out, else text")
	out := i.Flags.String("out", "", "write it to `FILE`")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 || o.Journal == "" {
		return command.UsageError("--journal is needed, and nothing but flags")
	}
	if *form == "" {
		*form = strings.TrimPrefix(filepath.Ext(*out), ".")
		if *form == "" || *form == "txt" {
			*form = "text"
		}
	}
	if !slices.Contains(server.GateReportForms, *form) {
		return command.UsageError(fmt.Sprintf("--format %s is not one of %s", *form, strings.Join(server.GateReportForms, ", ")))
	}
	files, err := command.InFolders(notices)
	if err != nil {
		return err
	}
	revisions, err := i.NoticesOrShipped(files)
	if err != nil {
		return err
	}
	if o.Set, err = i.Set(revisions, nil, nil, notice.Options{}); err != nil {
		return err
	}
	for to, text := range map[*time.Time]struct{ flag, value string }{&o.From: {"from", *from}, &o.Until: {"until", *until}, &o.Now: {"at", *now}} {
		if text.value == "" {
			continue
		}
		if *to, err = command.Instant(text.flag, text.value, o.Set.Zone()); err != nil {
			return err
		}
	}
	for _, kind := range gateKinds {
		for _, path := range *kinds[kind] {
			o.Files = append(o.Files, server.Input{Path: path, Kind: server.GateInputKind(kind)})
		}
	}
	for _, path := range exports {
		o.Files = append(o.Files, server.Input{Path: path})
	}
	if *out == "" {
		return server.GateReport(i.Out, *form, o)
	}
	// Whole or not at all: what stands there is somebody's last report.
	var b bytes.Buffer
	if err := server.GateReport(&b, *form, o); err != nil {
		return err
	}
	return os.WriteFile(*out, b.Bytes(), 0o600)
}
