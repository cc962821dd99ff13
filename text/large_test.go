package text

import (
	"fmt"
	"strings"
	"testing"
)

// largeNotice has 1,000 requirements and as many windows.
func largeNotice(windows int) string {
	var b strings.Builder
	b.WriteString("language: 1\nnotice: large\nrevision: 1\npublished: 2025-06\nzone: Europe/London\n\nrequirements:\n")
	for i := range 1000 {
		fmt.Fprintf(&b, `  - id: requirement-%d                    # one of many
    of: device
    title: Requirement %d is met, and all devices are ready
    why: Devices that do not meet it cannot sign prescriptions, renew cards, or sign in.
    applies: '!has(device.os_version) || device.os_version >= version("10.0")'
    met: installed("product-%d", ">=1.4.2.0")
    use: [sign-in, sign]
    remedy:
      do: install-%d
      who: it-team
      say: Install product %d, version 1.4.2.0 or above.
      tell: This computer needs new software. Tell your IT team.
    due: 2025-06
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: ends, from: 2025-09, action: block, during: windows-%d}
`, i, i, i, i, i, i%10)
	}
	b.WriteString("windows:\n")
	for i := range windows {
		if i%400 == 0 {
			fmt.Fprintf(&b, "  windows-%d:\n", i/400)
		}
		fmt.Fprintf(&b, "    - {id: w%d, date: 2025-07-%02d, weekday: Tuesday, from: \"%02d:00\", until: \"%02d:30\"}\n", i, i%28+1, i%24, i%24)
	}
	return b.String()
}

func TestLargeNoticeIsRead(t *testing.T) {
	text := largeNotice(4000)
	t.Logf("%d bytes, %d parts", len(text), countParts(text))
	var root *Node
	var problems Problems
	if used := peakHeap(func() { root, problems = Parse("large.yaml", []byte(text)) }); used > maxHeap {
		t.Errorf("reading took %d MB of heap, want at most %d", used>>20, maxHeap>>20)
	}
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems[0])
	}
	if got := len(root.Get("requirements").Items); got != 1000 {
		t.Errorf("%d requirements, want 1000", got)
	}
}
