package predicate

import (
	"reflect"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// TestResetLeavesNothing fills facts with all that can be known, and finds
// nothing of it afterwards, in any field.
func TestResetLeavesNothing(t *testing.T) {
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	var f Facts
	for _, a := range fact.Attributes() {
		if a.Several {
			f.SetSeveral(a, []Value{Int(6), Int(8)})
		} else {
			f.Set(a, Text("x"))
		}
		f.Note(a, "why")
		f.AttributeSeenAt(a, at.Add(-time.Hour))
	}
	f.SetSoftware("x", fact.Absent())
	f.ClaimSoftware("x", fact.Absent())
	f.SetComplete()
	f.SetApplicationsComplete()
	f.SetWithin([]string{"x"})
	f.Hold(at)
	f.At(at, nobodys{}, at)
	f.Reset()
	v := reflect.ValueOf(f)
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		switch name {
		case "frame", "seen": // memory, and what only counts of the slots in dated
		case "several":
			for slot := range field.Len() {
				if field.Index(slot).Len() > 0 {
					t.Errorf("several values of slot %d are left", slot)
				}
			}
		case "notes", "series", "software", "claimed", "within":
			if field.Len() > 0 {
				t.Errorf("%s has %d elements", name, field.Len())
			}
		default:
			if !field.IsZero() {
				t.Errorf("%s is left", name)
			}
		}
	}
}

// nobodys is a catalogue that knows nothing.
type nobodys struct{ Catalogue }

func (nobodys) SeriesOf(string) []Value { return nil }
