package notice

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// ParseValue reads the text of one value of an attribute, as a cell of an
// export has it. An empty text is a missing value. A date without a time is the
// end of its day where the attribute says so, else its beginning.
func ParseValue(a *fact.Attribute, text string, zone *civil.Zone) (Value, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Value{}, nil
	}
	switch a.Type {
	case fact.TypeInt:
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > predicate.MaxInt {
			return Value{}, errors.New("not a whole number from 0 to 1000000")
		}
		return predicate.Int(n), nil
	case fact.TypeVersion:
		v, err := fact.ParseVersion(text)
		if err != nil {
			return Value{}, err
		}
		return predicate.VersionOf(v), nil
	case fact.TypeTLS:
		v, err := fact.ParseTLS(text)
		if err != nil {
			return Value{}, err
		}
		return predicate.TLSOf(v), nil
	case fact.TypeTime:
		if day, err := civil.ParseDate(text); err == nil {
			if a.EndOfDay {
				day = day.AddDays(1)
			}
			at, _ := zone.Start(day)
			return predicate.Instant(at), nil
		}
		at, _, err := civil.ParseInstant(text, zone)
		if err != nil {
			return Value{}, err
		}
		return predicate.Instant(at), nil
	}
	if len(a.Enum) > 0 && !slices.Contains(a.Enum, text) {
		return Value{}, fmt.Errorf("not one of %s", strings.Join(a.Enum, ", "))
	}
	return predicate.Text(text), nil
}
