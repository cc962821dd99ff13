package sample

import "strconv"

// system is a generation of Windows. Builds are real, update revisions follow a
// line through two published ones, so that they look right and need no list.
type system struct {
	name  string
	build string
	// The first update of the generation, when it came (months after January
	// 2000), and how much the revision grows a month.
	revision, month, growth int
}

var (
	windows7    = system{"Windows 7", "6.1.7601", 24214, 228, 90}
	windows10   = system{"Windows 10", "10.0.19045", 2130, 273, 120}
	ltsc2019    = system{"Windows 10", "10.0.17763", 3532, 273, 122}
	ltsc2021    = system{"Windows 10", "10.0.19044", 2130, 273, 120}
	windows11a  = system{"Windows 11", "10.0.22621", 674, 273, 145}
	windows11b  = system{"Windows 11", "10.0.22631", 2428, 285, 151}
	windows11c  = system{"Windows 11", "10.0.26100", 1742, 296, 396}
	server2016  = system{"Windows Server 2016", "10.0.14393", 5427, 273, 88}
	server2019  = system{"Windows Server 2019", "10.0.17763", 3532, 273, 122}
	server2022  = system{"Windows Server 2022", "10.0.20348", 1129, 273, 88}
	workplaces  = weighted[system]{{30, windows10}, {4, ltsc2021}, {3, ltsc2019}, {9, windows11a}, {30, windows11b}, {24, windows11c}}
	kiosks      = weighted[system]{{15, windows7}, {35, ltsc2019}, {50, ltsc2021}}
	serverRooms = weighted[system]{{15, server2016}, {45, server2019}, {40, server2022}}
)

// system is the operating system of device i and its full version. An
// organisation has a favourite; one device in 300 reports its version with the
// name of the branch behind it.
func (e *estate) system(i, owner int, u use) (name, version string) {
	choices := workplaces
	switch u {
	case kiosk:
		choices = kiosks
	case server, image:
		choices = serverRooms
	}
	base := e.chance(ofBaseline, owner)
	draw := e.chance(ofSystem, i)
	s := choices.draw(&base)
	if draw.percent(35) {
		s = choices.draw(&draw)
	}
	// Updates come late by two months or so, and sometimes by years; every
	// third is one between the months.
	late := draw.below(3)
	for draw.percent(62) && late < 30 {
		late++
	}
	today := e.today.midnight()
	months := max((today.Year()-2000)*12+int(today.Month())-1-s.month-late, 0)
	revision := s.revision + s.growth*months
	if draw.percent(33) {
		revision += s.growth/2 + draw.below(3)
	}
	version = s.build + "." + strconv.Itoa(revision)
	if draw.oneIn(300) {
		version += " (WinBuild.160101.0800)"
	}
	return s.name, version
}
