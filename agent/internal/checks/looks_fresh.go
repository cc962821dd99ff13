package checks

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/wire"
)

// looksFresh is the look of a check that a product was started since it was
// installed.
func looksFresh(id string) func(v *View) []wire.Finding {
	return func(v *View) []wire.Finding {
		programs, _ := v.ProgramsOf(id)
		here := mine(programs)
		for _, s := range v.Installed(id) {
			day1, dated := v.midnight(s.InstalledOn)
			if !dated {
				continue
			}
			for _, p := range here {
				if !p.StartedAt.IsZero() && p.StartedAt.Before(day1) {
					return []wire.Finding{{Level: wire.Warning, About: id, Say: fmt.Sprintf("%s was installed on %s, and its program has been running since before: what runs is the version that was there then.",
						sentence(v.call(id)), day(day1))}}
				}
			}
			booted := v.Host.Session.BootedAt
			if len(here) == 0 && !v.answers(id) && !booted.IsZero() && booted.Before(day1) {
				return []wire.Finding{{Level: wire.Warning, About: id, Say: fmt.Sprintf("%s was installed on %s, and the computer has not been started since: it begins at the next sign-in to Windows or restart.",
					sentence(v.call(id)), day(day1))}}
			}
			if len(here) > 0 && !here[0].StartedAt.IsZero() && here[0].StartedAt.Before(day1.AddDate(0, 0, 1)) {
				return []wire.Finding{{Level: wire.Note, About: id, Say: fmt.Sprintf("%s was started on the day on which it was installed; whether before or after is not known.", sentence(v.call(id)))}}
			}
			if len(here) > 0 && !here[0].StartedAt.IsZero() {
				return []wire.Finding{{Level: wire.Well, About: id, Say: fmt.Sprintf("%s was started after it was installed.", sentence(v.call(id)))}}
			}
		}
		return nil
	}
}

// midnight is the first instant of a day such as 2025-06-30 by the machine's zone;
// false if the text is none.
func (v *View) midnight(date string) (time.Time, bool) {
	zone := time.FixedZone("", v.Host.Clock.OffsetMinutes*60)
	t, err := time.ParseInLocation(time.DateOnly, date, zone)
	return t, err == nil
}
