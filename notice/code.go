package notice

import (
	"errors"
	"strings"
)

// CodeLength is the length of the code of a decision: ten characters and one
// that checks them.
const CodeLength = 11

// codeSymbols are Crockford's base 32, then the five symbols that only a check
// character can be.
//
// Source: https://www.crockford.com/base32.html
const codeSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"

// NewCode writes 50 bits as the code of a decision. The caller draws them at
// random: a code tells nothing and cannot be guessed.
func NewCode(random uint64) string {
	value := random & (1<<50 - 1)
	var out [CodeLength]byte
	rest := value
	for i := CodeLength - 2; i >= 0; i-- {
		out[i] = codeSymbols[rest&31]
		rest >>= 5
	}
	out[CodeLength-1] = codeSymbols[value%37]
	return string(out[:])
}

// ErrCode says that a text is not the code of a decision.
var ErrCode = errors.New("not the code of a decision; read its 11 characters again")

// spoken takes out what groups a code, and puts right what looks alike.
var spoken = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1")

// ParseCode reads a code as people say and write it: in any case, with hyphens
// and spaces, O for 0, I and L for 1. A wrong character is found out.
func ParseCode(text string) (string, error) {
	clean := spoken.Replace(strings.ToUpper(text))
	if len(clean) != CodeLength {
		return "", ErrCode
	}
	value := uint64(0)
	for i := range CodeLength - 1 {
		digit := strings.IndexByte(codeSymbols[:32], clean[i])
		if digit < 0 {
			return "", ErrCode
		}
		value = value<<5 | uint64(digit)
	}
	if codeSymbols[value%37] != clean[CodeLength-1] {
		return "", ErrCode
	}
	return clean, nil
}

// SayCode writes a code as it is read out and written down: in groups of at most
// four characters. ParseCode reads it back. A text of another length it leaves as
// it is.
func SayCode(code string) string {
	if len(code) != CodeLength {
		return code
	}
	return code[:4] + "-" + code[4:8] + "-" + code[8:]
}
