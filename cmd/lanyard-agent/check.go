package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
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
		Args:  "[--notice FILE…] [--json FILE] [--html FILE] [--identify] [--quiet] [--collect]",
		Short: "Look at this device: what is wrong, what mends it, what will happen on which day",
		Long: `
Needs no installation and no rights; what needs rights says so and is left out. It
contacts the hosts of --hosts and --server and no others, and tells them nothing of
the device. The notices that are part of the program hold where none are named.

The JSON is for others: lanyard check reads a folder of it. Names, serial numbers
and card numbers are in it only with --identify (all), or --identify=device, card
or person, several between commas. No PIN is ever in it.

The exit code is that of the worst finding: 0 all is well, 3 something could not
be looked at, 4 something needs doing, 5 something does not work. With --collect it
is 0 when the bundle was written.`,
		Run: runCheck,
	}
}

// checkFlags are the flags of check.
type checkFlags struct {
	lookFlags
	json, html, record *string
	quiet, collect     *bool
	fix                *string
	undo, yes, open    *bool
}

func runCheck(i *command.Invocation) error {
	f := checkFlags{
		json:    i.Flags.String("json", "", "write the bundle to `FILE`, or a folder, where it is named after the device; - is the output"),
		html:    i.Flags.String("html", "", "write the page to `FILE`"),
		record:  i.Flags.String("record", "", "write all that was seen to `FILE`, with names, for --recording"),
		quiet:   i.Flags.Bool("quiet", false, "say nothing on the screen"),
		collect: i.Flags.Bool("collect", false, "write the bundle, with what tells which device it is, to the folder that is set for it, and say nothing"),
		fix:     i.Flags.String("fix", "", "mend what the check with that `ID` found, after showing what that changes"),
		undo:    i.Flags.Bool("undo", false, "put back what the last --fix changed; with --fix ID, the last of that"),
		open:    i.Flags.Bool("open", false, "open the page in the browser; without --html it lies in the folder for temporary files"),
		yes:     i.Flags.Bool("yes", false, "with --fix: do not ask"),
	}
	f.sign = i.Flags.Bool("sign", false, "make a test signature with each module, after asking for the PIN; a wrong PIN spends a try")
	f.define(i)
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return command.UsageError(fmt.Sprintf("%q is no flag; check looks at this device and takes no arguments", rest[0]))
	}
	if *f.fix != "" {
		if err := isMend(*f.fix); err != nil {
			return err
		}
	}
	if *f.undo {
		return undo(i, *f.fix)
	}
	s, err := readSettings(i, *f.settings)
	if err != nil {
		return err
	}
	if *f.collect {
		if err := f.toCollection(s); err != nil {
			return err
		}
	}
	report, err := f.look(i, s)
	if err != nil {
		return err
	}
	if *f.fix != "" {
		return fix(i, report, *f.fix, *f.yes)
	}
	err = f.write(i, report)
	if *f.collect {
		return err
	}
	// On a full disk, where no file can be written, the person is told all the same.
	if !*f.quiet && *f.json != "-" {
		err = errors.Join(err, report.Text(i.Out))
	}
	if err != nil {
		return err
	}
	if code := exits[report.Worst()]; code != 0 {
		return command.Exit{Code: code}
	}
	return nil
}

// write writes the files that were asked for. Each is there whole or not at all, and
// one that cannot be written keeps none of the others from it.
func (f *checkFlags) write(i *command.Invocation, report *agent.Report) error {
	err := f.writeJSON(i, report)
	if *f.html != "" || *f.open {
		err = errors.Join(err, f.writePage(report))
	}
	if *f.record != "" {
		err = errors.Join(err, toFile(*f.record, report.Record))
	}
	return err
}

func (f *checkFlags) writeJSON(i *command.Invocation, report *agent.Report) error {
	switch *f.json {
	case "":
		return nil
	case "-":
		return report.Sent(f.identify...).Write(i.Out)
	}
	sent := report.Sent(f.identify...)
	return toFile(inFolder(*f.json, sent.Device.ID+".json"), sent.Write)
}

func (f *checkFlags) writePage(report *agent.Report) error {
	if *f.html == "" {
		var err error
		if *f.html, err = pagePath(); err != nil {
			return command.Plainer(err)
		}
	}
	if err := toFile(*f.html, report.HTML); err != nil || !*f.open {
		return err
	}
	return agent.OpenPage(*f.html)
}

// pagePath is where a page lies that is only opened. The folder for temporary files is
// the person's own on Windows; elsewhere others can put something in its place, so
// there the page has a folder to itself.
func pagePath() (string, error) {
	dir := os.TempDir()
	if runtime.GOOS != "windows" {
		var err error
		if dir, err = os.MkdirTemp("", "lanyard-check-"); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, "lanyard-check.html"), nil
}

// inFolder is the file of that name where a folder is given, else what is given. What
// ends like a folder is meant as one, whether it is there or not.
func inFolder(given, name string) string {
	if os.IsPathSeparator(given[len(given)-1]) {
		return given + name
	}
	if info, err := os.Stat(given); err == nil && info.IsDir() {
		return given + string(os.PathSeparator) + name
	}
	return given
}
