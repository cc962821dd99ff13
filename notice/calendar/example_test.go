package calendar_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/calendar"
)

func ExampleWrite() {
	n, problems := notice.Parse("cards-r1.yaml", []byte(`
language: 1
notice: cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - id: card-series
    of: card
    title: Smartcards are series 8 or above
    met: card.series >= 8
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: intervals, from: 2025-07, action: block, during: mornings}
windows:
  mornings: [{id: first, date: 2025-07-08, weekday: Tuesday, from: "10:00", until: "11:00"}]
`))
	if n == nil {
		fmt.Println(problems)
		return
	}
	var out bytes.Buffer
	if err := calendar.Write(&out, []*notice.Notice{n}); err != nil {
		fmt.Println(err)
	}
	_, event, _ := strings.Cut(out.String(), "BEGIN:VEVENT\r\n")
	for _, line := range strings.Split(event, "\r\n") {
		if name, _, _ := strings.Cut(line, ":"); strings.HasPrefix(name, "DT") || name == "SUMMARY" || name == "UID" {
			fmt.Println(line)
		}
	}
	// Output:
	// UID:window/mornings/first/2025-07-08@cards.notice.lanyard
	// DTSTAMP:20250531T230000Z
	// DTSTART;TZID=Europe/London:20250708T100000
	// DTEND;TZID=Europe/London:20250708T110000
	// SUMMARY:Block window: Smartcards are series 8 or above
}
