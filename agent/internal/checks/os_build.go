package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// A life is until when Microsoft mends one build of Windows.
type life struct {
	build  uint32
	server bool
	name   string
	// home ends it for Home and Pro, work for Enterprise, Education and servers, long
	// for the editions with long-term servicing; "" = there is no such edition, or
	// the end of it is not in this table. Dates are the last day.
	home, work, long string
}

// lives are the ends of support, as Microsoft's lifecycle pages have them. Extended
// security updates, which somebody may have bought, are not seen.
//
// Source: pageLifecycle, pages "Windows 10 Home and Pro", "Windows 10 Enterprise and
// Education", "Windows 10 (2015, 2016) LTSB", "Windows 10 Enterprise LTSC (2019,
// 2021)", "Windows 11 Home and Pro", "Windows 11 Enterprise and Education", and one for
// each server.
var lives = []life{
	{7601, false, "Windows 7", "2020-01-14", "2020-01-14", ""},
	{9200, false, "Windows 8", "2016-01-12", "2016-01-12", ""},
	{9600, false, "Windows 8.1", "2023-01-10", "2023-01-10", ""},
	{10240, false, "Windows 10, version 1507", "2017-05-09", "2017-05-09", "2025-10-14"},
	{14393, false, "Windows 10, version 1607", "2018-04-10", "2019-04-09", "2026-10-13"},
	{17763, false, "Windows 10, version 1809", "2020-11-10", "2021-05-11", "2029-01-09"},
	{19041, false, "Windows 10, version 2004", "2021-12-14", "2021-12-14", ""},
	{19042, false, "Windows 10, version 20H2", "2022-05-10", "2023-05-09", ""},
	{19043, false, "Windows 10, version 21H1", "2022-12-13", "2022-12-13", ""},
	{19044, false, "Windows 10, version 21H2", "2023-06-13", "2024-06-11", "2027-01-12"},
	{19045, false, "Windows 10, version 22H2", "2025-10-14", "2025-10-14", ""},
	{22000, false, "Windows 11, version 21H2", "2023-10-10", "2024-10-08", ""},
	{22621, false, "Windows 11, version 22H2", "2024-10-08", "2025-10-14", ""},
	{22631, false, "Windows 11, version 23H2", "2025-11-11", "2026-11-10", ""},
	{26100, false, "Windows 11, version 24H2", "2026-10-13", "2027-10-12", "2029-10-09"},
	{26200, false, "Windows 11, version 25H2", "2027-10-12", "2028-10-10", ""},
	{7601, true, "Windows Server 2008 R2", "", "2020-01-14", ""},
	{9200, true, "Windows Server 2012", "", "2023-10-10", ""},
	{9600, true, "Windows Server 2012 R2", "", "2023-10-10", ""},
	{14393, true, "Windows Server 2016", "", "2027-01-12", ""},
	{17763, true, "Windows Server 2019", "", "2029-01-09", ""},
	{20348, true, "Windows Server 2022", "", "2031-10-14", ""},
	{25398, true, "Windows Server, version 23H2", "", "2025-10-24", ""},
	{26100, true, "Windows Server 2025", "", "2034-11-14", ""},
}

// lastWindows10 is the last build that calls itself Windows 10; every edition without
// long-term servicing ended on 14 October 2025 at the latest.
const lastWindows10 = 19045

// soon is how long before an end it is told.
const soon = 120 * 24 * time.Hour

var osBuild = Check{
	ID:    "os.build",
	Title: "The operating system is still mended by its maker",
	Group: GroupComputer,
	Why:   "What runs on an operating system outside its support is not supported either: incidents about it are refused, and new sign-in software may not install.",
	Remedy: Remedy{
		Do:   "Move the computer to a version of Windows that is still supported, or see that it gets extended security updates. Ask the suppliers of its clinical applications first.",
		Who:  ITTeam,
		Tell: "The Windows on this computer is out of date; tell your IT team.",
	},
	Source: pageLifecycle + "; " + pageWES,
	Look: func(v *View) []wire.Finding {
		s := v.Host.System
		if !s.Known() {
			return unseen("The operating system", s.Part)
		}
		if s.Family != host.Windows {
			return at(wire.Note, fmt.Sprintf("This is %s. Identity Agent, NHS Credential Management and NHS Smartcard Connect are for Windows; only readers, cards and the network are checked here.", nameOf(s)))
		}
		if s.Build == 0 {
			return at(wire.Unknown, "Windows does not tell its build, so it is not known until when it is supported.")
		}
		l, end, known := endOf(s)
		what := fmt.Sprintf("%s (%s)", l.name, short(s.Version))
		switch {
		case known && !v.Now.Before(end.AddDate(0, 0, 1)):
			return at(wire.Warning, fmt.Sprintf("%s has been out of support since %s, unless extended security updates were bought.", what, day(end)))
		case known && !v.Now.Before(end.Add(-soon)):
			return at(wire.Note, fmt.Sprintf("%s is supported until %s.", what, day(end)))
		case known:
			return at(wire.Well, fmt.Sprintf("%s is supported until %s.", what, day(end)))
		case !s.Server && s.Build <= lastWindows10:
			return at(wire.Warning, fmt.Sprintf("%s is a version of Windows that has been out of support since 14 October 2025 at the latest.", nameOf(s)))
		}
		return at(wire.Well, fmt.Sprintf("%s, build %d; until when it is supported this program does not know.", nameOf(s), s.Build))
	},
}

// endOf is when support of a Windows ends; false if the table does not say.
func endOf(s host.System) (l life, end time.Time, known bool) {
	for _, l = range lives {
		if l.build != s.Build || l.server != s.Server {
			continue
		}
		text := l.home
		switch {
		case slices.ContainsFunc([]string{"EnterpriseS", "IoTEnterpriseS"}, func(e string) bool { return strings.HasPrefix(s.Edition, e) }):
			text = l.long
		case l.server, strings.HasPrefix(s.Edition, "Enterprise"), strings.HasPrefix(s.Edition, "Education"), strings.HasPrefix(s.Edition, "ServerRdsh"):
			text = l.work
		}
		end, err := time.ParseInLocation(time.DateOnly, text, time.UTC)
		return l, end, err == nil
	}
	return life{name: nameOf(s)}, time.Time{}, false
}

// nameOf is what a system calls itself.
func nameOf(s host.System) string {
	if s.Name != "" {
		return short(s.Name)
	}
	return string(s.Family)
}
