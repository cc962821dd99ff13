package refusal

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed templates/page.html
var pageSource string

//go:embed templates/page.css
var looks string

var pages = template.Must(template.New("page").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(looks) }, // our own
}).Parse(pageSource))

// sealed lets a browser use the one style of the page, by its digest, and nothing
// else (Content Security Policy Level 3 §2.3.1).
var sealed = func() string {
	sum := sha256.Sum256([]byte(looks))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

// policy is what the page may do.
func (l *layout) policy() string {
	if l.Ask != nil {
		return sealed + "; form-action 'self'"
	}
	return sealed + "; form-action 'none'"
}

// html writes the page.
func (l *layout) html() []byte {
	var b bytes.Buffer
	if err := pages.Execute(&b, l); err != nil {
		// The template is ours and tested; text says the same.
		return fmt.Appendf(nil, "<!DOCTYPE html>\n<pre>%s</pre>\n", template.HTMLEscapeString(string(l.text())))
	}
	return b.Bytes()
}

// text writes plain text.
func (l *layout) text() []byte {
	var b strings.Builder
	block := func(heading string, lines ...string) {
		if len(lines) == 0 {
			return
		}
		b.WriteByte('\n')
		if heading != "" {
			b.WriteString(heading + "\n")
		}
		for _, line := range lines {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString(l.Title + "\n")
	block("", l.Lead...)
	block("", l.When...)
	block("What you can do now", list(l.Steps)...)
	var contacts []string
	for _, c := range l.Contacts {
		contacts = append(contacts, "- "+c.line())
	}
	if l.Nobody != "" {
		contacts = append(contacts, l.Nobody)
	}
	block("Whom to ring", contacts...)
	if l.Code != "" {
		code := []string{l.Code}
		if l.Sign != "" {
			code = append(code, l.Sign)
		}
		block("Your code", code...)
	}
	var mend []string
	for _, a := range l.Mend {
		mend = append(mend, "- "+a.Line())
		for _, because := range a.Because {
			mend = append(mend, "  "+because)
		}
	}
	if l.More != "" {
		mend = append(mend, l.More)
	}
	block("For those who put it right", mend...)
	for _, to := range l.Links {
		block("", to.Words+": "+to.To)
	}
	if l.Foot != "" {
		block("", l.Foot)
	}
	return []byte(b.String())
}

func list(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, "- "+line)
	}
	return out
}

// line is the contact in a line.
func (c shownContact) line() string {
	var parts []string
	for _, part := range []string{c.Team, c.Name, c.Phone, c.Email, c.Hours} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// Line is the action in a line.
func (a action) Line() string {
	switch {
	case a.Say == "" && a.Who == "":
		return "No remedy is written down."
	case a.Who == "":
		return a.Say
	case a.Say == "":
		return a.Who + "."
	}
	return a.Who + ": " + a.Say
}
