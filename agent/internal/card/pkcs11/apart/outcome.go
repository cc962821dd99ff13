package apart

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
)

// Outcome is what became of a module.
type Outcome string

// The outcomes. Those of loading have the names of pkcs11.Problem.
const (
	Loaded            Outcome = "loaded" // and it answered
	NotFound          Outcome = "not-found"
	NotAModule        Outcome = "not-a-module"
	WrongArchitecture Outcome = "wrong-architecture"
	MissingDependency Outcome = "missing-dependency"
	Refused           Outcome = "refused"     // the system or the module itself says no
	Crashed           Outcome = "crashed"     // it ended the process by a fault
	Exited            Outcome = "exited"      // it ended the process on purpose
	Hung              Outcome = "hung"        // no answer within the deadline
	Malformed         Outcome = "malformed"   // its answers break the standard
	NotStarted        Outcome = "not-started" // the child did not start: nothing is known of the module
	Stopped           Outcome = "stopped"     // whoever asked stopped waiting: nothing follows from that
)

// Failure says that there is no child to ask any more, and why.
type Failure struct {
	Outcome Outcome
	// Step is the function of the module that did not come back, or "loading";
	// "" where that is not known.
	Step string
	Say  string // a sentence for whoever mends it
	Err  error  // what the system says; nil where it says nothing
	// Printed is the beginning and the end of what the module printed, fit to be
	// shown; "" after a PIN was given, since a module might print that.
	Printed string
}

// Error says what happened and where.
func (f *Failure) Error() string {
	text := string(f.Outcome)
	if f.Step != "" {
		text += " in " + f.Step
	}
	text += ": " + f.Say
	if f.Err != nil {
		text += fmt.Sprintf(" (%v)", f.Err)
	}
	return text
}

// Unwrap is what the system says.
func (f *Failure) Unwrap() error { return f.Err }

// OutcomeOf is what an error of loading or probing says of the module.
func OutcomeOf(err error) Outcome {
	var failure *Failure
	var load *pkcs11.LoadError
	var malformed *pkcs11.Malformed
	switch {
	case err == nil:
		return Loaded
	case errors.As(err, &failure):
		return failure.Outcome
	case errors.As(err, &load):
		switch load.Problem {
		case pkcs11.NotFound, pkcs11.NotAModule, pkcs11.WrongArchitecture, pkcs11.MissingDependency, pkcs11.Faulted:
			return Outcome(load.Problem)
		}
	case errors.As(err, &malformed):
		return Malformed
	}
	return Refused
}

// Say is a sentence about an error of this package or of pkcs11 for whoever mends it.
func Say(err error) string {
	var failure *Failure
	var load *pkcs11.LoadError
	var malformed *pkcs11.Malformed
	var code *pkcs11.Error
	switch {
	case errors.As(err, &failure):
		return failure.Say
	case errors.As(err, &load):
		return load.Say
	case errors.As(err, &malformed):
		return "The module's answers break the standard; it cannot be relied on. Reinstall or update the software that it belongs to."
	case errors.As(err, &code) && code.Say() != "":
		return code.Say()
	}
	return fmt.Sprintf("The module says: %v.", err)
}
