package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// shipped is the 2025 notice as it was first published.
func shipped() ([]byte, error) {
	return fs.ReadFile(notices.Files(), "care-identity-2025-r1.yaml")
}

// example is the notice with which the page about the language begins.
func example() ([]byte, error) {
	const page, open = "../docs/notice.md", "\n```yaml notice\n"
	text, err := os.ReadFile(page)
	if err != nil {
		return nil, fmt.Errorf("reading the example (run this in its own folder): %w", err)
	}
	_, block, _ := strings.Cut(string(text), open)
	block, _, found := strings.Cut(block, "\n```\n")
	if !found {
		return nil, fmt.Errorf("%s has no whole notice", page)
	}
	return []byte(block), nil
}

// setOf reads a notice, with exemptions if there are any.
func setOf(source []byte, exemptions string) (*notice.Set, error) {
	n, problems := notice.Parse("notice.yaml", source)
	if n == nil {
		return nil, fmt.Errorf("reading the notice: %v", problems)
	}
	var options notice.Options
	if exemptions != "" {
		list, problems := notice.ParseExemptions("exemptions.yaml", []byte(exemptions), n.Zone)
		if problems.HasErrors() {
			return nil, fmt.Errorf("reading the exemptions: %v", problems)
		}
		options.Exemptions = list
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, options)
	if set == nil {
		return nil, fmt.Errorf("putting the notice to a set: %v", problems)
	}
	return set, nil
}

// firstDay is the first day of the windows that made writes, eight a day from
// 08:00, of half an hour each.
var firstDay = time.Date(2025, time.July, 1, 0, 0, 0, 0, time.UTC)

const windowsPerDay = 8

// windowsOf writes so many windows, one a line.
func windowsOf(count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, "    - {id: w%d, date: %s, from: \"%02d:00\", until: \"%02d:30\"}\n",
			i, firstDay.AddDate(0, 0, i/windowsPerDay).Format(time.DateOnly), 8+i%windowsPerDay, 8+i%windowsPerDay)
	}
	return b.String()
}

// kinds are the conditions of the 2025 notice, which the requirements of a made
// notice take in turn.
var kinds = []string{
	`    of: card
    applies: '!has(card.status) || card.status == "active"'
    met: card.series >= 8
`,
	`    of: device
    met: installed("oberthur-middleware")
`,
	`    of: client
    applies: client.product == "identity-agent"
    met: client.status == "supported"
`,
	`    of: connection
    applies: client.product == "identity-agent" && client.status != "supported"
    met: connection.tls >= tls("1.2")
`,
}

// made writes a notice with so many requirements, all of which block during one
// list of windows.
func made(requirements int, windows string) []byte {
	var b strings.Builder
	b.WriteString("language: 1\nnotice: made\nrevision: 1\ntitle: A notice made to be measured\npublished: 2025-05\nzone: Europe/London\n\nrequirements:\n")
	for i := range requirements {
		fmt.Fprintf(&b, "  - id: requirement-%d\n    title: Requirement %d of those that are asked for\n    why: Something older is not safe any more.\n", i, i)
		b.WriteString(kinds[i%len(kinds)])
		fmt.Fprintf(&b, `    remedy: {do: mend-%d, who: it-team, say: Replace it with a newer one., tell: Ask your IT team for a newer one.}
    due: 2025-06
    phases:
      - {id: asked, from: 2025-06, action: warn, said: as soon as possible}
      - {id: intervals, from: 2025-07, action: block, during: intervals}
`, i)
	}
	b.WriteString("\nwindows:\n  intervals:\n" + windows)
	b.WriteString(`
catalogue:
  identity-agent:
    kind: client
    names: ["NHS Identity Agent*"]
    generations:
      - {versions: "<2.4.5.0", status: unsupported}
      - {versions: ">=2.4.5.0", status: supported}
  oberthur-middleware:
    kind: middleware
    names: ["*Oberthur*AWP*"]
`)
	return []byte(b.String())
}
