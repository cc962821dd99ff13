package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxSubject is the longest subject line, in characters: more than any notice
// gives, and what Outlook takes.
const maxSubject = 255

// maxTo is the longest list of addresses, in bytes.
const maxTo = 2000

var caseID = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

// header gives the header of the message, with the empty line's line end left
// to the first part.
func (c *Case) header() (string, error) {
	if !caseID.MatchString(c.ID) {
		return "", fmt.Errorf("%.80q is no id of a case; write 1 to 64 letters, digits and hyphens", c.ID)
	}
	if c.Made.IsZero() {
		return "", errors.New("it does not say when it was made")
	}
	if len(c.Causes) == 0 {
		return "", errors.New("it has no cause")
	}
	subject, err := subjectHeader(c.Subject)
	if err != nil {
		return "", err
	}
	to, err := toHeader(c.To)
	if err != nil {
		return "", err
	}
	return "X-Unsent: 1\r\n" +
		to +
		subject +
		"Date: " + c.Made.Format(time.RFC1123Z) + "\r\n" +
		// .invalid is nobody's (RFC 6761 §6.4); the mail program gives a message
		// an id of its own when it is sent.
		"Message-ID: <" + c.ID + "@lanyard.invalid>\r\n" +
		"MIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=\"" + c.boundary() + "\"\r\n", nil
}

// boundary parts the message. "=_" stands neither in quoted-printable nor in
// base64, so no part can contain it. Source: RFC 2045 §6.7.
func (c *Case) boundary() string { return "=_lanyard-" + c.ID }

// subjectHeader writes a subject so that it is read back character by character.
func subjectHeader(subject string) (string, error) {
	switch {
	case subject == "":
		return "", errors.New("it has no subject line; say one in the notice (escalate: subject)")
	case utf8.RuneCountInString(subject) > maxSubject:
		return "", fmt.Errorf("its subject line is longer than %d characters; shorten it in the notice (escalate: subject)", maxSubject)
	case !utf8.ValidString(subject) || strings.ContainsFunc(subject, unsendable):
		return "", errors.New("its subject line has a line end or a control character; take it out of the notice (escalate: subject)")
	}
	if isPlain(subject) {
		return "Subject: " + subject + "\r\n", nil
	}
	return "Subject: " + encodedWords(subject) + "\r\n", nil
}

// unsendable is what no header may hold: what ends lines in some program, and
// what turns the direction of writing.
func unsendable(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// plainSubject is how long a subject can stand as it is, in one line of 78.
// Source: RFC 5322 §2.1.1.
const plainSubject = 78 - len("Subject: ")

// isPlain tells whether a subject may stand as it is: printable ASCII in one
// line that nobody takes for an encoded word.
func isPlain(subject string) bool {
	return len(subject) <= plainSubject &&
		strings.TrimSpace(subject) == subject &&
		!strings.Contains(subject, "=?") &&
		!strings.ContainsFunc(subject, func(r rune) bool { return r >= utf8.RuneSelf })
}

// encodedWords writes text as words of RFC 2047, one a line. A word is at most
// 75 characters and holds whole characters of the text.
func encodedWords(text string) string {
	const most = (75 - len("=?utf-8?B?") - len("?=")) / 4 * 3
	var words []string
	word := ""
	for _, r := range text {
		if len(word)+utf8.RuneLen(r) > most {
			words, word = append(words, word), ""
		}
		word += string(r)
	}
	words = append(words, word)
	for i, word := range words {
		words[i] = "=?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte(word)) + "?="
	}
	return strings.Join(words, "\r\n ")
}

// phrase writes a name before an address: in quotes where that can be read,
// else as encoded words. Source: RFC 5322 §3.2.4.
func phrase(name string) string {
	if isPlain(name) && !strings.ContainsAny(name, "\"\\") {
		return `"` + name + `"`
	}
	return encodedWords(name)
}

// toHeader writes the addresses, one a line; nothing where there are none.
func toHeader(to string) (string, error) {
	if strings.TrimSpace(to) == "" {
		return "", nil
	}
	refuse := func(why string) (string, error) {
		return "", fmt.Errorf("it cannot go to %.80q: %s; mend the contact of the notice or the file of contacts", to, why)
	}
	if len(to) > maxTo || strings.ContainsFunc(to, unsendable) || !utf8.ValidString(to) {
		return refuse("that has a line end or a control character, or is too long")
	}
	list, err := mail.ParseAddressList(to)
	if err != nil {
		return refuse("that is no address")
	}
	lines := make([]string, len(list))
	for i, a := range list {
		if strings.ContainsFunc(a.Address, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return refuse("an address must be in ASCII")
		}
		lines[i] = a.Address
		if a.Name != "" {
			if strings.ContainsFunc(a.Name, unsendable) {
				return refuse("a name in it has a control character")
			}
			lines[i] = phrase(a.Name) + "\r\n <" + a.Address + ">"
		}
	}
	return "To: " + strings.Join(lines, ",\r\n ") + "\r\n", nil
}
