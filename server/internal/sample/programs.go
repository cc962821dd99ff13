package sample

import (
	"strconv"
	"strings"
)

// program is a line in a device's list of installed programs.
type program struct{ name, publisher, version string }

// ordinary are programs that no notice is about, as most computers have them:
// name, publisher, how many of a hundred have it, and versions.
var ordinary = []struct {
	name, publisher string
	share           int
	versions        []string
}{
	{"Microsoft Edge", "Microsoft Corporation", 99, strings.Fields("134.0.3124.93 135.0.3179.98 136.0.3240.92 137.0.3296.83 138.0.3351.65")},
	{"Microsoft Edge WebView2 Runtime", "Microsoft Corporation", 97, strings.Fields("135.0.3179.98 136.0.3240.92 137.0.3296.83 138.0.3351.65")},
	{"Microsoft 365 Apps for enterprise - en-gb", "Microsoft Corporation", 88, strings.Fields("16.0.17928.20538 16.0.18429.20158 16.0.18730.20186 16.0.18827.20128")},
	{"Microsoft OneDrive", "Microsoft Corporation", 82, strings.Fields("25.075.0420.0002 25.085.0504.0002 25.095.0518.0002")},
	{"Microsoft Teams Meeting Add-in for Microsoft Office", "Microsoft", 70, strings.Fields("1.24.33413 1.25.04501 1.25.12301")},
	{"Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.38.33135", "Microsoft Corporation", 93, strings.Fields("14.38.33135.0")},
	{"Microsoft Visual C++ 2015-2022 Redistributable (x86) - 14.38.33135", "Microsoft Corporation", 91, strings.Fields("14.38.33135.0")},
	{"Microsoft Visual C++ 2010  x86 Redistributable - 10.0.40219", "Microsoft Corporation", 55, strings.Fields("10.0.40219")},
	{"Microsoft .NET Runtime - 6.0.36 (x64)", "Microsoft Corporation", 41, strings.Fields("6.0.36.34214")},
	{"Microsoft .NET Runtime - 8.0.17 (x64)", "Microsoft Corporation", 52, strings.Fields("8.0.17.34921")},
	{"Google Chrome", "Google LLC", 74, strings.Fields("135.0.7049.115 136.0.7103.114 137.0.7151.104 138.0.7204.50")},
	{"Mozilla Firefox ESR (x64 en-GB)", "Mozilla", 12, strings.Fields("115.24.0 128.11.0 128.12.0")},
	{"Adobe Acrobat (64-bit)", "Adobe", 63, strings.Fields("24.005.20421 25.001.20474 25.001.20531")},
	{"7-Zip 23.01 (x64)", "Igor Pavlov", 38, strings.Fields("23.01 24.09")},
	{"Java 8 Update 451", "Oracle Corporation", 33, strings.Fields("8.0.4510.10 8.0.4410.7 8.0.2910.10")},
	{"Citrix Workspace 2402", "Citrix Systems, Inc.", 36, strings.Fields("24.2.1000.1016 24.2.2000.40 23.11.1.197")},
	{"Configuration Manager Client", "Microsoft Corporation", 66, strings.Fields("5.00.9122.1000 5.00.9128.1000")},
	{"Microsoft Intune Management Extension", "Microsoft Corporation", 78, strings.Fields("1.88.103.0 1.91.128.0")},
	{"Sysmon", "Sysinternals - www.sysinternals.com", 9, strings.Fields("15.14 15.15")},
	{"Notepad++ (64-bit x64)", "Notepad++ Team", 17, strings.Fields("8.6.9 8.7.8 8.8.1")},
	{"VLC media player", "VideoLAN", 21, strings.Fields("3.0.18 3.0.20 3.0.21")},
	{"OMNIKEY Smart Card Reader Driver", "HID Global", 46, strings.Fields("2.3.4.122 2.3.24.121")},
	{"Zebra Setup Utilities", "Zebra Technologies", 14, strings.Fields("1.1.9.1325 1.1.9.1333")},
	{"Invented Patient Record Client", "Invented Supplier 3", 58, strings.Fields("11.4.2 11.4.7 11.5.0")},
	{"Invented Label Printer \"Blue\"", "Invented Supplier 8", 11, strings.Fields("2.0.1")},
	{"Invented Driver Pack", "Invented Computers", 31, []string{""}}, // its maker gave it no version
	{"Invented Dictation, Desktop Edition", "Invented Supplier 9", 26, strings.Fields("7.1 7.2.1 7.3")},
}

// Names that nearly are those of the catalogue.
const (
	customAgent   = "Identity Agent (custom build)" // Identity Agent, as one provider packs it
	oberthurTools = "Oberthur Tools"                // not the middleware
)

// programs adds to list what is installed on device i, which takes the place of
// what list held. One device in a hundred has next to nothing.
func (e *estate) programs(i, owner int, list []program) []program {
	list = list[:0]
	u := e.use(i, owner)
	draw := e.chance(ofPrograms, i)
	bare := draw.oneIn(100)
	for n := range ordinary {
		p := &ordinary[n]
		version := draw.below(len(p.versions))
		if draw.percent(p.share) && (!bare || n < 3) {
			list = append(list, program{p.name, p.publisher, p.versions[version]})
		}
	}
	for n := range e.products {
		s := e.installed(n, i, owner, u)
		for at := range s.count {
			name := s.releases[at].name
			if n == e.agent && draw.oneIn(200) {
				name = customAgent
			}
			list = append(list, program{name, e.products[n].publisher, s.releases[at].version})
		}
	}
	if draw.oneIn(150) {
		list = append(list, program{oberthurTools, "Invented IT Provider", "1." + strconv.Itoa(draw.below(6))})
	}
	return list
}

// installedOn is the day on which program n came onto device i.
func (e *estate) installedOn(i, n int) day {
	draw := e.chance(ofInventory, i*64+n)
	return e.today - day(draw.between(3, 900))
}
