package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Service is a service whose level changes over time.
type Service struct {
	ID     string
	Name   string
	Levels []LevelSpan // in the order of the file
}

// LevelSpan is a time in which a service has a level.
type LevelSpan struct {
	From, Until civil.Point // zero: without end on that side
	Level       string

	from, until int64
}

// Level is the hours and targets that a service is run to.
type Level struct {
	ID           string
	Operated     string  // such as 24x365 or Mon-Fri 08:00-18:00
	Supported    string  // the hours in which help is there
	Availability float64 // percent; 0 = not said
	Downtime     time.Duration
}

// LevelAt returns the level of the service at an instant; the last of the file
// that holds, "" if none does.
func (s *Service) LevelAt(at time.Time) string {
	level := ""
	t := at.UnixNano()
	for _, l := range s.Levels {
		if l.from <= t && t < l.until {
			level = l.Level
		}
	}
	return level
}
