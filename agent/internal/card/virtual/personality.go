package virtual

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// trait is a part of a personality that has a name.
type trait struct {
	name, value, says string
	option            func(value string) (Option, error)
}

// always is a trait without a value.
func always(o Option) func(string) (Option, error) {
	return func(string) (Option, error) { return o, nil }
}

// number is a trait with a number of at most most.
func number(most int, option func(int) Option) func(string) (Option, error) {
	return func(value string) (Option, error) {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > most {
			return nil, fmt.Errorf("%q is not a number from 0 to %d", value, most)
		}
		return option(n), nil
	}
}

// withATR is a trait of one of the ATRs above.
func withATR(text string) func(string) (Option, error) {
	b, err := hex.DecodeString(text)
	return func(string) (Option, error) { return ATR(b), err }
}

// longestSlow bounds how long a slow card takes: longer is Silent.
const longestSlow = 10 * time.Minute

// traits are all of them. The order is that of the help.
var traits = []trait{
	{"good", "", "nothing is wrong with it; what a card is without any other word", always(func(*settings) {})},
	{"series-6", "", "the ATR of a JCOP41 card, T=1, published as \"NHS Care Identity Service (CIS) smartcard\"; every card has it that is given no other. Which of series 5 and 6 has it is not public", withATR(ATRCareIdentity)},
	{"hospital", "", "the other published ATR of a JCOP41 card, T=0", withATR(ATRHospital)},
	{"cosmo", "", "the ATR of an Oberthur ID-One Cosmo card with PIV; that an NHS series has it is not known", withATR(ATRCosmo)},
	{"p256", "", "elliptic keys (P-256) instead of RSA 2048", always(P256())},
	{"blank", "", "no keys and no certificates", always(Blank())},
	{"expired", "", "its certificates ended thirty days ago", always(Expired())},
	{"not-yet-valid", "", "its certificates begin in thirty days", always(NotYetValid())},
	{"tries", "=N", "the PIN may be wrong N times, 1 to 15, instead of 3", number(15, Tries)},
	{"tries-left", "=N", "N tries are left; put it behind tries", number(15, TriesLeft)},
	{"blocked", "", "no try is left", always(Blocked())},
	{"slow", "=TIME", "it takes so long over every command, such as 300ms", func(value string) (Option, error) {
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 || d > longestSlow {
			return nil, fmt.Errorf("%q is not a time from 1ns to %v, such as 300ms", value, longestSlow)
		}
		return Slow(d, nil), nil
	}},
	{"lying", "=HOW", "it answers wrongly: " + strings.Join(lieNames(), ", "), func(value string) (Option, error) {
		l, known := lies[value]
		if !known {
			return nil, fmt.Errorf("%q is no lie; there are %s", value, strings.Join(lieNames(), ", "))
		}
		return Lying(l), nil
	}},
	{"mute", "", "it does not answer to a reset: no ATR", always(Mute())},
	{"silent", "", "it has an ATR and never answers a command", always(Silent())},
	{"removed-at", "=N", "it is pulled out during the N-th command", number(1<<30, RemovedAt)},
	{"removed-during", "=INS", "it is pulled out during the first command with this instruction, two hexadecimal digits, such as 87", func(value string) (Option, error) {
		b, err := hex.DecodeString(value)
		if err != nil || len(b) != 1 {
			return nil, fmt.Errorf("%q is not two hexadecimal digits", value)
		}
		return RemovedDuring(b[0]), nil
	}},
	{"yubico", "", "it answers Yubico's commands for a version and a serial number, which some libraries ask for", always(Yubico())},
}

func lieNames() []string {
	var names []string
	for name := range lies {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ParsePersonality reads the names of what is wrong with a card, joined by commas,
// such as "expired,tries-left=1". Later ones hold where two contradict each other.
func ParsePersonality(text string) ([]Option, error) {
	var options []Option
	for word := range strings.SplitSeq(text, ",") {
		name, value, given := strings.Cut(strings.TrimSpace(word), "=")
		at := slices.IndexFunc(traits, func(t trait) bool { return t.name == name })
		switch {
		case at < 0:
			return nil, fmt.Errorf("a card cannot be %q; it can be %s", name, strings.Join(traitNames(), ", "))
		case given != (traits[at].value != ""):
			return nil, fmt.Errorf("it is %s%s, not %q", name, traits[at].value, word)
		}
		option, err := traits[at].option(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		options = append(options, option)
	}
	return options, nil
}

func traitNames() []string {
	names := make([]string, len(traits))
	for i, t := range traits {
		names[i] = t.name + t.value
	}
	return names
}

// Personalities tells what ParsePersonality knows, a line each.
func Personalities() string {
	var out strings.Builder
	for _, t := range traits {
		fmt.Fprintf(&out, "  %-19s %s\n", t.name+t.value, t.says)
	}
	return out.String()
}
