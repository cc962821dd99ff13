package server

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/format"
	"github.com/lanyard-id/lanyard/server/internal/page"
)

// Collections writes into a folder, for each action that makes devices clean, the
// list of the devices that need it, a name a line as Configuration Manager and
// Intune take them: numbered in the order of doing, images first, with
// "disruptive" in the name of what is felt by people at work. order.csv says
// what each list is.
func (a *Answer) Collections(dir string) error {
	if err := makeFolder(dir); err != nil {
		return err
	}
	steps := a.report.Devices.Steps
	names := make([]string, len(steps))
	for i, step := range steps {
		names[i] = fmt.Sprintf("%02d-%s", i+1, fileName(step.Do))
		if step.Disruptive != "" {
			names[i] += "-disruptive"
		}
		names[i] += ".txt"
		err := WriteFile(filepath.Join(dir, names[i]), func(w io.Writer) error {
			out := bufio.NewWriter(w)
			for host := range a.chains.Hosts(step.Do) {
				out.WriteString(strings.Map(printable, host))
				out.WriteString("\r\n") // for the editors and consoles of Windows
			}
			return out.Flush()
		})
		if err != nil {
			return err
		}
	}
	return WriteFile(filepath.Join(dir, "order.csv"), func(w io.Writer) error { return format.Steps(w, steps, names) })
}

// printable leaves line ends out of what is written a line each.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// fileName makes a part of a file's name of text from outside: letters, digits and
// hyphens of at most 60 characters.
func fileName(text string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, text)
	name = name[:min(len(name), 60)]
	if reserved[strings.ToUpper(name)] {
		name += "-"
	}
	return name
}

// reserved are names that Windows keeps for devices, whatever follows a dot.
// Source: Microsoft Learn, Naming Files, Paths, and Namespaces.
var reserved = map[string]bool{
	"CON": true, "PRN": true, "AUX": true, "NUL": true,
	"COM1": true, "COM2": true, "COM3": true, "COM4": true, "COM5": true, "COM6": true, "COM7": true, "COM8": true, "COM9": true,
	"LPT1": true, "LPT2": true, "LPT3": true, "LPT4": true, "LPT5": true, "LPT6": true, "LPT7": true, "LPT8": true, "LPT9": true,
}

// Split writes into a folder a page of paper for each organisation that has
// something to do, and returns how many there are.
func (a *Answer) Split(dir string) (pages int, err error) {
	if err := makeFolder(dir); err != nil {
		return 0, err
	}
	used := map[string]int{}
	for p := range a.survey.Practices(a.at, a.chains) {
		name := fileName(p.Organisation)
		if p.Organisation == "" {
			name = "no-organisation"
		}
		key := strings.ToLower(name) // Windows tells no case
		if used[key]++; used[key] > 1 {
			name = fmt.Sprintf("%s-%d", name, used[key])
		}
		err := WriteFile(filepath.Join(dir, name+".html"), func(w io.Writer) error {
			return page.WriteSheet(w, p, page.Options{Made: a.o.Made, Sample: a.estate.sample})
		})
		if err != nil {
			return pages, err
		}
		pages++
	}
	return pages, nil
}
