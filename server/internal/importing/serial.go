package importing

import (
	"strings"
	"unicode"
)

// noSerials are what makers and systems write where a computer has no serial number,
// folded, and that looks like one. What has no digit never does.
var noSerials = []string{"ssn12345678901234567", "mb1234567890", "sn12345", "sn123456789", "oem12345"}

const (
	shortestSerial = 5  // Dell's old ones; shorter are versions and counters
	longestSerial  = 64 // SMBIOS has no bound, and nobody prints longer ones
)

// realSerial returns the serial number of a computer, "" of what can be that of many:
// words such as "System Serial Number", "To be filled by O.E.M." or "Default string",
// a digit or letter again and again, digits in their order, and what is very short.
// Two devices are never joined by one of these.
func realSerial(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > longestSerial || !plainBytes([]byte(text)) {
		return "" // no maker's, or read wrongly
	}
	plain := fold(text)
	if len(plain) < shortestSerial {
		return ""
	}
	digits, runs, alike := 0, 0, 0
	for i := range len(plain) {
		c := plain[i]
		if unicode.IsDigit(rune(c)) {
			digits++
		}
		if i > 0 {
			last := plain[i-1]
			if c == last {
				alike++
			}
			if c == last+1 || c == last-1 || last == '9' && c == '0' || last == '0' && c == '9' {
				runs++
			}
		}
	}
	if digits == 0 || runs == len(plain)-1 || alike >= len(plain)-2 {
		return ""
	}
	for _, word := range noSerials {
		if plain == word {
			return ""
		}
	}
	// Words with a number behind them, as "System Serial Number 1".
	for _, word := range []string{"serialnumber", "tobefilled", "defaultstring", "notspecified", "notavailable", "notapplicable", "unknown"} {
		if strings.Contains(plain, word) {
			return ""
		}
	}
	return text
}
