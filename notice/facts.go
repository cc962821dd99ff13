package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Facts is what is known of a sign-in, or of a subject of an estate. The zero
// value knows nothing. Reset keeps its memory for the next.
type Facts = predicate.Facts

// Object is a kind of thing that facts are about.
type Object = predicate.Object

// The objects, in the order of fact.Objects.
const (
	Card              = predicate.Card
	Device            = predicate.Device
	Client            = predicate.Client
	Connection        = predicate.Connection
	ApplicationObject = predicate.ApplicationObject
	Person            = predicate.Person
	Organisation      = predicate.Organisation
)

// ObjectNamed returns the object that a notice writes by a name.
func ObjectNamed(name string) (Object, bool) { return predicate.ObjectNamed(name) }

// Application is one application of a device, an element of
// device.applications.
type Application = predicate.Application

// How long lists may be. Facts.Set and Facts.SetApplications take longer ones,
// but conditions are checked to cost no more than with these.
const (
	MaxListed       = predicate.MaxListed       // texts of one attribute
	MaxApplications = predicate.MaxApplications // applications of one device
)

// Value is one value of an attribute; the zero Value is a missing one. A value
// can be made once and set many times. [ParseValue] makes one of text.
type Value = predicate.Value

// Int is a whole number as a Value.
func Int(i int) Value { return predicate.Int(i) }

// Text is a text as a Value.
func Text(s string) Value { return predicate.Text(s) }

// List is a list of texts as a Value; an empty one is known, not missing.
func List(texts []string) Value { return predicate.List(texts) }

// VersionOf is a version as a Value.
func VersionOf(v fact.Version) Value { return predicate.VersionOf(v) }

// TLSOf is a TLS version as a Value.
func TLSOf(v fact.TLS) Value { return predicate.TLSOf(v) }

// Instant is an instant as a Value.
func Instant(at time.Time) Value { return predicate.Instant(at) }
