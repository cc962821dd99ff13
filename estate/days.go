package estate

import (
	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// days reads instants, most of them without looking at the zone again.
type days struct{}

func (d *days) second(a *fact.Attribute, text string, zone *civil.Zone) (int64, error) {
	v, err := notice.ParseValue(a, text, zone)
	if err != nil {
		return NoTime, err
	}
	at, ok := v.Instant()
	if !ok {
		return NoTime, nil
	}
	return at.Unix(), nil
}
