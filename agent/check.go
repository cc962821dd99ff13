package agent

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/asked"
	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/page"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

// CheckOptions are what a check is made of.
type CheckOptions struct {
	// Set is the notices by which the device is judged.
	Set *notice.Set
	// Known are the notices by whose catalogues the checks know software; nil: Set. A
	// notice of one's own may have no catalogue, and then no sign-in software would be
	// found.
	Known *notice.Set
	// At is the instant by which it is judged; zero: when it was looked at.
	At time.Time
	// Recording is a device that was written down before; nil: this device is looked
	// at.
	Recording io.Reader
	// Organisation is the code of the one that the device is of, by which exemptions and
	// pauses find it; "" = not known.
	Organisation string
	// Version is the agent's.
	Version string
	LookOptions
}

// Report is what a check came to.
type Report struct {
	// Bundle is all that was seen and found, with nothing withheld: for the screen of
	// the device, and for nobody else.
	Bundle *wire.Bundle

	device  *device.Device
	options CheckOptions
}

// Check looks at a device and judges it.
func Check(ctx context.Context, o CheckOptions) (*Report, error) {
	d, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	if o.At.IsZero() {
		o.At = checks.Now(d)
	}
	r := &Report{device: d, options: o}
	r.Bundle = r.bundle(d)
	return r, nil
}

// look sees the device of the options.
func (o *CheckOptions) look(ctx context.Context) (*device.Device, error) {
	if o.Recording == nil {
		return o.lookLive(ctx)
	}
	return device.ReadRecording(o.Recording)
}

// Worst is the worst that was found, whether by a check or by a notice: what a notice
// blocks now is a problem, what it warns of a warning.
func (r *Report) Worst() wire.Level {
	worst := wire.Worst(r.Bundle.Findings)
	for _, a := range r.Bundle.Asked {
		if l := a.Level(); l.Worse(worst) {
			worst = l
		}
	}
	return worst
}

// Sent is the bundle as it may leave the device: with nothing in it that reveals
// what was not asked for. Its findings are made anew, of a device without names, so
// that no sentence can hold one.
func (r *Report) Sent(reveal ...wire.Reveals) *wire.Bundle {
	if !slices.ContainsFunc(wire.AllReveals(), func(kind wire.Reveals) bool { return !slices.Contains(reveal, kind) }) {
		whole := *r.Bundle
		fit(&whole)
		return &whole
	}
	b := r.bundle(r.device.Redact())
	// What was asked for is in fields of its own, which reveal that and no more.
	b.PutBack(r.Bundle)
	b.Withhold(reveal...)
	fit(b)
	return b
}

// Text writes what was found as lines for a screen.
func (r *Report) Text(w io.Writer) error { return r.page().Text(w) }

func (r *Report) page() *page.Page {
	p := &page.Page{Bundle: r.Bundle, Zone: r.options.Set.Zone().Location()}
	p.Name = func(product string) string { return r.known().NameOf(product, r.Bundle.TakenAt) }
	for _, c := range checks.All() {
		p.Checks = append(p.Checks, page.Check{ID: c.ID, Title: c.Title, Group: string(c.Group), Why: c.Why})
	}
	return p
}

// Record writes the device down, with all names and numbers.
func (r *Report) Record(w io.Writer) error {
	if err := r.device.WriteRecording(w); err != nil {
		return fmt.Errorf("recording the device: %w", err)
	}
	return nil
}

// known are the notices whose catalogues tell software.
func (r *Report) known() *notice.Set { return cmp.Or(r.options.Known, r.options.Set) }

// bundle makes the bundle of a device.
func (r *Report) bundle(d *device.Device) *wire.Bundle {
	known := r.known()
	v := checks.NewView(d, known)
	b := seen(v)
	b.Agent = r.options.Version
	if at := r.options.At.UTC(); !at.Equal(b.TakenAt) {
		b.JudgedAt = &at
	}
	b.Findings = checks.Run(d, known)
	b.Asked, b.Notices = asked.Judge(v, r.options.Set, r.options.At, asked.Whose{
		Organisation: r.options.Organisation, Device: r.device.Host.Identity.Computer,
	})
	return b
}

// HTML writes what was found as one page, which shows what would be sent too.
func (r *Report) HTML(w io.Writer) error {
	p := r.page()
	sent := r.Sent()
	var text bytes.Buffer
	if err := sent.Write(&text); err != nil {
		return err
	}
	p.Sent, p.Withheld, p.LeftOut = text.String(), sent.Withheld, sent.LeftOut
	return p.HTML(w)
}
