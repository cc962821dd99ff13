package main

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// isMend refuses what is none before anything is looked at.
func isMend(id string) error {
	mends := agent.Mends()
	if mends[id] == "" {
		return command.UsageError(fmt.Sprintf("there is no mend %q; these are: %s", id, strings.Join(slices.Sorted(maps.Keys(mends)), ", ")))
	}
	return nil
}

// fix shows what a mend changes, asks, and makes it so.
func fix(i *command.Invocation, report *agent.Report, id string, yes bool) error {
	m, err := report.Mend(id)
	if err != nil {
		return err
	}
	if !m.Needed() {
		_, err := fmt.Fprintf(i.Out, "%s: it stands as it should already; nothing was changed.\n", id)
		return err
	}
	fmt.Fprint(i.Out, m)
	if !yes {
		fmt.Fprint(i.Out, "Change this? It can be put back with --undo. [y/N] ")
		answer, err := bufio.NewReader(i.In).ReadString('\n')
		if word := strings.ToLower(strings.TrimSpace(answer)); word != "y" && word != "yes" {
			fmt.Fprintln(i.Out, "\nNothing was changed.")
			if err != nil {
				return errors.New("nobody answered; with --yes it does not ask")
			}
			return nil
		}
	}
	err = m.Apply(time.Now())
	if errors.Is(err, agent.ErrUntouched) {
		return err
	}
	if err != nil {
		return fmt.Errorf("%w; %s says what was changed and put back", err, m.Log())
	}
	_, err = fmt.Fprintf(i.Out, "Done, and written down in %s. lanyard-agent check --undo puts it back.\n", m.Log())
	return err
}

// undo puts back what a mend changed.
func undo(i *command.Invocation, id string) error {
	any, err := agent.UndoMend(i.Out, id, time.Now())
	if err == nil && !any {
		fmt.Fprintln(i.Out, "There is nothing to put back.")
	}
	return err
}
