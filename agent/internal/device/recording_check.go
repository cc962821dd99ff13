package device

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// longestList is how many entries a list of a recording may have: as many as a look takes
// readers.
const longestList = 1024

var (
	readerStates = []ReaderState{Empty, Present, Mute, InUse, Unavailable}
	allOutcomes  = []Outcome{Loaded, NotThere, NotAModule, OtherArchitecture, LacksLibrary, Crashed, Hung, Refused, Untried}
	partStates   = []host.State{"", host.Read, host.Partly, host.NeedsRights, host.NotHere, host.TooSlow, host.Failed}
)

// check tells what of the cards and modules of a recording cannot have come from Look:
// its texts go to a terminal and to a page, and its lists onto it.
func check(v reflect.Value, place string) error {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return check(v.Elem(), place)
		}
	case reflect.Slice:
		if v.Len() > longestList {
			return fmt.Errorf("%s: %d entries, and no device has more than %d", place, v.Len(), longestList)
		}
		for i := range v.Len() {
			if err := check(v.Index(i), fmt.Sprintf("%s[%d]", place, i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			if year := at.UTC().Year(); year < 0 || year > 9999 {
				return fmt.Errorf("%s: an instant in the year %d", place, year)
			}
			return nil
		}
		for i := range v.NumField() {
			below := place
			if f := v.Type().Field(i); !f.Anonymous {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				below += "." + name
			}
			if err := check(v.Field(i), below); err != nil {
				return err
			}
		}
	case reflect.String:
		return checkText(v, place)
	}
	return nil
}

func checkText(v reflect.Value, place string) error {
	text := v.String()
	known := true
	switch value := v.Interface().(type) {
	case ReaderState:
		known = slices.Contains(readerStates, value)
	case Outcome:
		known = slices.Contains(allOutcomes, value)
	case host.State:
		known = slices.Contains(partStates, value)
	}
	switch {
	case host.Clean(text) != text:
		return fmt.Errorf("%s: the text is too long or has characters that hide: %.200q", place, host.Clean(text))
	case !known:
		return fmt.Errorf("%s: no such value: %.40q", place, text)
	}
	return nil
}
