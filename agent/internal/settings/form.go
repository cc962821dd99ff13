package settings

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/text"
)

// form says what is wrong with a value on a system (as GOOS names it), and what to
// write instead; nil: nothing is.
type form func(value, system string) error

// check holds a value to what every one must be, and to its form.
func (k key) check(value, system string) error {
	if n := utf8.RuneCountInString(value); n > maxValueChars {
		return fmt.Errorf("it has %d characters; at most %d are read", n, maxValueChars)
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) {
		return errors.New("it holds characters that are no text; write it anew")
	}
	return k.form(value, system)
}

// isServer wants an address that can be asked without being read on the way.
func isServer(value, _ string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%s is no address of a server; write https:// and its name, such as https://lanyard.example.org", text.Show(value))
	}
	return nil
}

// isCode accepts what can be the code of an organisation: one word. Those of the
// Organisation Data Service have 3 to 12 letters and digits; an estate may have its own.
func isCode(value, _ string) error {
	if len(value) > maxCodeBytes || strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }) {
		return fmt.Errorf("%s is no code of an organisation; write the one that exemptions and pauses have, such as RXX", text.Show(value))
	}
	return nil
}

// isPath wants a path that means the same wherever the program is started from.
func isPath(value, system string) error {
	if system != "windows" {
		if !strings.HasPrefix(value, "/") {
			return fmt.Errorf("%s is no whole path; begin it with /", text.Show(value))
		}
		return nil
	}
	if !onDrive(value) && !onShare(value) {
		return fmt.Errorf(`%s is no whole path; write one such as C:\Notices or \\server\share\notices`, text.Show(value))
	}
	return nil
}

func onDrive(path string) bool {
	if len(path) < 3 || path[1] != ':' || path[2] != '\\' && path[2] != '/' {
		return false
	}
	letter := path[0] | 0x20 // lower case
	return 'a' <= letter && letter <= 'z'
}

// onShare knows \\server\share with anything below it, and not \\?\ and \\.\, behind
// which devices lie.
func onShare(path string) bool {
	below, ok := strings.CutPrefix(path, `\\`)
	if !ok {
		return false
	}
	server, share, _ := strings.Cut(below, `\`)
	name, _, _ := strings.Cut(share, `\`)
	return server != "" && server != "?" && server != "." && name != "" && !strings.Contains(server, "/")
}
