package journal

import (
	"os"
	"strings"
)

// bootID names the time from one start of the machine to the next; "" = not
// known. Source: random(4), Linux man-pages, on boot_id.
func bootID() string {
	b, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
