package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// readSettings reads what is set. What is wrong in a file that was named is an error;
// what is wrong on the machine is told, and the rest holds: a slip of whoever set it
// is not to keep the person from the answer.
func readSettings(i *command.Invocation, file string) (agent.Settings, error) {
	s, err := agent.ReadSettings(file)
	if err != nil && file != "" {
		return s, command.Plainer(err)
	}
	if err != nil {
		fmt.Fprintf(i.Err, "lanyard-agent %s: what is set for the agent on this machine is wrong, and passed over: %v\n", i.Name, err)
	}
	return s, nil
}

// noticesOrSet reads the notices that are named, else those that are set, else those
// that are part of the program. Notices that are set and cannot be read, such as
// those on a share that is away, are told of and passed over.
func noticesOrSet(i *command.Invocation, named []string, s agent.Settings) ([]*notice.Notice, error) {
	if len(named) > 0 || s.Notices.Value == "" {
		return i.NoticesOrShipped(named)
	}
	files, err := command.InFolders([]string{s.Notices.Value})
	if err == nil && len(files) == 0 {
		err = errors.New("the folder holds no notice")
	}
	if err == nil {
		var read []*notice.Notice
		if read, err = i.Notices(files); err == nil {
			return read, nil
		}
	}
	why := ""
	if !errors.Is(err, command.ErrShown) {
		why = ": " + err.Error()
	}
	fmt.Fprintf(i.Err, "lanyard-agent %s: the notices that %s sets (%s) cannot be read%s; those that are part of the program hold\n", i.Name, s.Notices.From, s.Notices.Value, why)
	return i.NoticesOrShipped(nil)
}

// toCollection makes the other flags those of a collection: a bundle with what tells which
// device it is, in the folder that is set, without a word.
func (f *checkFlags) toCollection(s agent.Settings) error {
	if *f.json != "" {
		return command.UsageError("--collect writes to the folder that is set; give it or --json")
	}
	if s.Collect.Value == "" {
		return command.Unanswered{Err: errors.New("--collect: no folder is set to which this device's bundle goes: give COLLECT when installing, set it by Group Policy or in a file of settings, or use --json")}
	}
	*f.json, *f.quiet = s.Collect.Value+string(os.PathSeparator), true
	if len(f.identify) == 0 {
		f.identify = reveal{wire.RevealsDevice}
	}
	return nil
}
