package timeline_test

import (
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/timeline"
)

const example = `language: 1
notice: old-protocol
revision: 1
title: TLS 1.0 and 1.1 end
published: 2025-08-01
zone: Europe/London
requirements:
  - id: tls
    of: connection
    title: Connections use TLS 1.2 or above
    why: TLS 1.0 and 1.1 are no longer safe.
    met: connection.tls >= tls("1.2")
    remedy: {do: update, who: it-team, say: Update the sign-in software.}
    phases:
      - {id: asked, from: 2025-08, action: warn}
      - {id: end, from: 2025-10-15T15:00, action: block}
`

func ExampleWords() {
	n, problems := notice.Parse("old-protocol.yaml", []byte(example))
	if n == nil {
		fmt.Println(problems)
		return
	}
	from := time.Date(2025, 10, 13, 0, 0, 0, 0, n.Zone.Location())
	err := timeline.Words(os.Stdout, n, timeline.Options{From: from, Until: from.AddDate(0, 0, 7)})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// TLS 1.0 and 1.1 end
	// ===================
	//
	// This is old-protocol, revision 1, published on Friday 1 August 2025. All times
	// are those of clocks in Europe/London.
	//
	//
	// From Monday 13 October 2025 to the end of Sunday 19 October 2025
	// ----------------------------------------------------------------
	//
	// Warned or refused are those who fall short of the requirement that is named.
	//
	// At the beginning:
	//  1. Connections use TLS 1.2 or above. Sign-ins over a connection that falls
	//     short go through, with a warning.
	//
	// Wednesday 15 October 2025
	//   15:00           Connections use TLS 1.2 or above: refused from now on (phase
	//                   end).
}

func ExampleSVG() {
	n, problems := notice.Parse("old-protocol.yaml", []byte(example))
	if n == nil {
		fmt.Println(problems)
		return
	}
	f, err := os.CreateTemp("", "timeline-*.svg")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := timeline.SVG(f, n, timeline.Options{Today: n.Published.Start(n.Zone)}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(f.Close())
	// Output: <nil>
}
