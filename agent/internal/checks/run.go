package checks

import (
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// Run lets every check that applies to the device's system look at it, and returns
// what they found, in the order of the checks. The set's catalogue, at the device's
// time, tells which software is which.
func Run(d *device.Device, set *notice.Set) []wire.Finding {
	v := NewView(d, set)
	var found []wire.Finding
	for _, c := range All() {
		if len(c.On) > 0 && !slices.Contains(c.On, d.Host.System.Family) {
			continue
		}
		found = append(found, c.look(v)...)
	}
	return found
}

// look runs the check and completes its findings.
func (c *Check) look(v *View) (found []wire.Finding) {
	defer func() {
		// One check that meets what nobody thought of must not cost the page the others.
		if p := recover(); p != nil {
			found = []wire.Finding{{Check: c.ID, Level: wire.Unknown,
				Say: fmt.Sprintf("This check failed, which is a fault of the agent: %.200v.", p),
				Do:  "Report it with the output of the agent.", Who: ServiceDesk}}
		}
	}()
	found = most(c.Look(v))
	for i := range found {
		f := &found[i]
		f.Check = c.ID
		f.Say, f.About = bounded(f.Say, longestSentence), bounded(f.About, longestQuote)
		for j := range f.Values {
			f.Values[j].Value = bounded(f.Values[j].Value, longestValue)
		}
		if f.Level != wire.Warning && f.Level != wire.Problem {
			continue
		}
		if f.Do == "" {
			f.Do, f.Who, f.Fix = c.Remedy.on(v.Host.System.Family), c.Remedy.Who, c.Remedy.Fix
		}
		if v.Host.System.Family != host.Windows {
			f.Fix = "" // only Windows can be mended by the agent
		}
		if f.Tell == "" && f.Level == wire.Problem {
			f.Tell = c.Remedy.Tell
		}
	}
	return found
}

// mostFindings is how many findings of one check are told, so that a page can be read and
// a bundle is not longer than a bundle may be.
const mostFindings = 100

// most leaves out what is beyond that, and says how much it was and how bad.
func most(found []wire.Finding) []wire.Finding {
	if len(found) <= mostFindings {
		return found
	}
	rest := found[mostFindings:]
	return append(found[:mostFindings:mostFindings], wire.Finding{Level: wire.Worst(rest),
		Say: fmt.Sprintf("There are %d more of this check; the worst of them is as bad as this one.", len(rest))})
}

// How long the texts of a finding may be, in characters, whatever a machine calls its
// things: a page and a mail must stay readable. Checks shorten what they quote; this
// is for what one of them forgets.
const (
	longestSentence = 800
	longestValue    = 200
)

// bounded makes a text safe to show, and cuts it.
func bounded(text string, longest int) string {
	text = host.Clean(text)
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// Find returns the check with that id; nil if there is none.
func Find(id string) *Check {
	for _, c := range All() {
		if c.ID == id {
			return c
		}
	}
	return nil
}
