package importing

import "strings"

// printedSeries returns the series that a printed card number tells: its first
// two digits, if it is eight digits or more, nothing else, and they are 01 to
// 10. Source: deprecation notice for smartcard series 4, 5 and 6, NHS England.
func printedSeries(number string) (series int, ok bool) {
	if len(number) < 8 || !onlyDigits(number) {
		return 0, false
	}
	series = int(number[0]-'0')*10 + int(number[1]-'0')
	return series, series >= 1 && series <= 10
}

func onlyDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// isScientific reports whether a number went through a spreadsheet that wrote
// it as 6.12346E+11: which one it was cannot be known.
func isScientific(number string) bool {
	mantissa, exponent, ok := strings.Cut(number, "E+")
	if !ok || !onlyDigits(exponent) {
		return false
	}
	whole, fraction, ok := strings.Cut(mantissa, ".")
	return onlyDigits(whole) && (!ok || onlyDigits(fraction))
}

// printed watches the numbers of a file for a spreadsheet that dropped their
// leading zeros.
type printed struct {
	longest int
	lengths uint64 // bit n: there is a number of n digits
	zero    bool   // one begins with 0, so nothing was dropped
}

func (p *printed) add(number string) {
	if !onlyDigits(number) || len(number) > 63 {
		return
	}
	p.zero = p.zero || number[0] == '0'
	p.longest = max(p.longest, len(number))
	p.lengths |= 1 << len(number)
}

// lost reports whether the numbers lost their zeros: none begins with 0, and
// some are one digit short of the longest.
func (p *printed) lost() bool {
	return !p.zero && p.longest > 1 && p.lengths&(1<<(p.longest-1)) != 0
}
