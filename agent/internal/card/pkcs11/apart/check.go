package apart

import (
	"context"
	"errors"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
)

// Report is what became of a module that was looked at.
type Report struct {
	Module  string  `json:"module"` // its path
	Outcome Outcome `json:"outcome"`
	// Say is a sentence for whoever mends it; "" where the outcome is loaded.
	Say string `json:"say,omitempty"`
	// Detail is the error as programs tell it.
	Detail string `json:"detail,omitempty"`
	// Step is the function in which the module crashed, ended or hung.
	Step string     `json:"step,omitempty"`
	File image.File `json:"file,omitzero"`
	// Missing are libraries that it needs and that are not there.
	Missing []string     `json:"missing,omitempty"`
	Info    *pkcs11.Info `json:"info,omitempty"` // nil where it did not get so far
	Slots   []Slot       `json:"slots,omitempty"`
	Beyond  int          `json:"beyond,omitempty"` // slots that were not looked into
	// Printed is what the module printed, cut and cleaned, where it failed.
	Printed string        `json:"printed,omitempty"`
	Took    time.Duration `json:"took"`
}

// Probe loads a module in a child, looks into its slots, and ends the child. It never
// fails: what went wrong is the report.
func Probe(ctx context.Context, o Options) Report {
	p, r := Examine(ctx, o)
	if p != nil {
		p.Close()
	}
	return r
}

// Examine does what [Probe] does and leaves the child for more, such as a test
// signature. The process is nil where the outcome is not loaded, and must otherwise
// be closed.
func Examine(ctx context.Context, o Options) (*Process, Report) {
	start := time.Now()
	r := Report{Module: o.Module}
	p, err := Open(ctx, o)
	if err == nil {
		info := p.Info()
		r.File, r.Info = p.File(), &info
		r.Slots, r.Beyond, err = p.Probe(ctx)
	}
	r.Took = time.Since(start)
	r.Outcome = OutcomeOf(err)
	if err == nil {
		return p, r
	}
	if p != nil {
		p.Close()
	}
	r.Say, r.Detail = Say(err), err.Error()
	if f, ok := errors.AsType[*Failure](err); ok {
		r.Step, r.Printed = f.Step, f.Printed
	}
	if l, ok := errors.AsType[*pkcs11.LoadError](err); ok {
		r.File, r.Missing = l.File, l.Missing
	}
	if r.File.Format == "" {
		// It did not get so far as to say what it is; the file does.
		r.File, _ = image.Inspect(o.Module)
	}
	return nil, r
}
