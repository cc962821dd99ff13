package settings

import (
	"errors"
	"fmt"
)

// place is a key of the registry: get reads a text value of it, "" where there is
// none.
type place struct {
	path string
	from Origin
	get  func(value string) (string, error)
}

// fromPlaces reads each setting from the first place that has it. A value that is
// wrong sets nothing, and does not let the next place speak: what Group Policy means
// to rule is not undone by a slip of the pen.
func fromPlaces(places []place, system string) (Settings, error) {
	var s Settings
	var wrong []error
	for _, k := range keys {
		for _, p := range places {
			value, err := p.get(k.value)
			if value == "" && err == nil {
				continue
			}
			if err == nil {
				err = k.check(value, system)
			}
			if err != nil {
				wrong = append(wrong, fmt.Errorf(`HKEY_LOCAL_MACHINE\%s: %s: %w`, p.path, k.value, err))
			} else {
				*k.of(&s) = Setting{value, p.from}
			}
			break
		}
	}
	return s, errors.Join(wrong...)
}
