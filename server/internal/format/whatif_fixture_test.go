package format

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// emptyOutlook is one about nothing.
func emptyOutlook() *readiness.Outlook {
	return &readiness.Outlook{
		From: "2025-07-01T00:00:00+01:00", Until: "2025-08-01T00:00:00+01:00", Known: "2025-07-01T09:00:00+01:00",
		Zone: "Europe/London", Zones: "2026f", Each: readiness.EachChange,
		Steps: []readiness.OutlookStep{{At: "2025-07-01T00:00:00+01:00", Until: "2025-08-01T00:00:00+01:00"}},
	}
}

// twoPlans is an outlook by two revisions, of which the later moves a window and
// gives a fortnight more.
func twoPlans() *readiness.Outlook {
	agent := &readiness.OutlookTask{Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.", People: 11, SignIns: 31, Devices: 0, Clients: 40}
	window := func(people, stranded, refused int) readiness.OutlookStop {
		return readiness.OutlookStop{
			Blocking: []string{"identity-agent"}, Working: 140 - people,
			Stopped: readiness.Stopped{People: people, Interrupted: people - stranded, Stranded: stranded}, Clients: 40, Organisations: 3,
			SignIns: &readiness.SignInCount{Allowed: 270, Warned: 9, Blocked: refused}, First: agent,
		}
	}
	end := readiness.OutlookStop{
		Blocking: []string{"identity-agent", "tls"}, Working: 119,
		Stopped: readiness.Stopped{People: 21, Interrupted: 12, Stranded: 9, Devices: 1}, Clients: 41, Organisations: 4,
		SignIns: &readiness.SignInCount{Allowed: 8700, Warned: 120, Blocked: 840}, First: agent,
	}
	free := readiness.OutlookStop{Blocking: []string{}, Working: 140, SignIns: &readiness.SignInCount{Allowed: 2000, Warned: 120}}
	freed := free
	freed.Worst = "2025-08-30T00:00:00+01:00"
	step := func(at, until string, base, other readiness.OutlookStop) readiness.OutlookStep {
		return readiness.OutlookStep{At: at, Until: until, Base: base, Other: &other}
	}
	steps := []readiness.OutlookStep{
		step("2025-07-01T00:00:00+01:00", "2025-07-08T10:00:00+01:00", free, free),
		step("2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00", window(12, 3, 35), free),
		step("2025-07-08T11:00:00+01:00", "2025-07-15T10:00:00+01:00", free, free),
		step("2025-07-15T10:00:00+01:00", "2025-07-15T11:00:00+01:00", free, window(12, 3, 35)),
		step("2025-07-15T11:00:00+01:00", "2025-08-11T14:00:00+01:00", free, free),
		step("2025-08-11T14:00:00+01:00", "2025-08-11T16:00:00+01:00", window(14, 4, 66), window(14, 4, 66)),
		step("2025-08-11T16:00:00+01:00", "2025-08-14T14:00:00+01:00", free, free),
		step("2025-08-14T14:00:00+01:00", "2025-08-14T16:00:00+01:00", window(13, 4, 61), window(13, 4, 61)),
		step("2025-08-14T16:00:00+01:00", "2025-09-01T00:00:00+01:00", free, freed),
		step("2025-09-01T00:00:00+01:00", "2025-09-15T00:00:00+01:00", end, free),
		step("2025-09-15T00:00:00+01:00", "2025-10-01T00:00:00+01:00", end, end),
	}
	peak := func(s readiness.OutlookStep, of readiness.OutlookStop) *readiness.OutlookPeak {
		return &readiness.OutlookPeak{At: s.At, Until: s.Until, OutlookStop: of}
	}
	return &readiness.Outlook{
		From: "2025-07-01T00:00:00+01:00", Until: "2025-10-01T00:00:00+01:00", Known: "2025-07-01T09:00:00+01:00",
		Zone: "Europe/London", Zones: "2026f", Each: readiness.EachChange, Told: "sign-ins",
		Weeks: &readiness.OutlookWeeks{From: "2025-06-03T08:12:00+01:00", Until: "2025-07-01T08:12:00+01:00", Weeks: 4, SignIns: 2640},
		Base: readiness.OutlookSide{
			Notices: []notice.Edition{{Notice: "care-identity-2025", Revision: 1}, {Notice: "smartcard-series-4", Revision: 4}},
			Peak:    peak(steps[9], end), SignIns: &readiness.SignInCount{Allowed: 34000, Warned: 900, Blocked: 1842},
		},
		Other: &readiness.OutlookSide{
			Notices: []notice.Edition{{Notice: "care-identity-2025", Revision: 2}, {Notice: "smartcard-series-4", Revision: 4}},
			Peak:    peak(steps[10], end), SignIns: &readiness.SignInCount{Allowed: 34800, Warned: 900, Blocked: 1002},
		},
		Steps: steps,
		Notes: []string{"A sign-in at another date is judged by what is known today."},
	}
}

// crowded is an outlook of as many steps as there can be, in which who works with
// what is not known, and texts from outside are hostile.
func crowded() *readiness.Outlook {
	start := time.Date(2025, 8, 1, 0, 0, 0, 0, time.FixedZone("BST", 3600))
	o := &readiness.Outlook{Known: "2025-07-01T09:00:00+01:00", Zone: "Europe/London", Zones: "2026f", Each: readiness.EachDay}
	o.Base.Notices = []notice.Edition{{Notice: "a-notice-with-a-rather-long-name-of-its-own-that-goes-on", Revision: 12}}
	for i := range readiness.MaxSteps {
		at := start.AddDate(0, 0, i)
		s := readiness.OutlookStop{Blocking: []string{}}
		if i%7 < 5 {
			s.Worst = at.Add(14 * time.Hour).Format(time.RFC3339)
			s.Blocking = []string{"first-requirement-of-a-long-name", "second-requirement", "third"}
			s.Devices, s.Clients, s.Cards, s.Organisations = 1234*i, 345*i, 1000000, 900
			s.First = &readiness.OutlookTask{Do: "=HYPERLINK(\"x\")", Say: "<b>&\x1b[31m" + fmt.Sprint(i), Who: "supplier", Devices: 12}
		}
		o.Steps = append(o.Steps, readiness.OutlookStep{At: at.Format(time.RFC3339), Until: at.AddDate(0, 0, 1).Format(time.RFC3339), Base: s})
	}
	last := o.Steps[len(o.Steps)-1]
	o.From, o.Until = o.Steps[0].At, last.Until
	o.Base.Peak = &readiness.OutlookPeak{At: last.At, Until: last.Until, OutlookStop: last.Base}
	return o
}
