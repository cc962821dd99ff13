package mail

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"
)

// FuzzCompose composes a case of any texts: it is refused, or a mail program
// reads back exactly that subject and address, the two parts, and no header that
// is not ours.
func FuzzCompose(f *testing.F) {
	f.Add("OT Middleware Deployment – Prescription Signing", "desk@example.org", "device:PC-0001", "Oberthur middleware is not installed, and must be", "0123456789abcdef")
	f.Add("=?utf-8?q?a?=", "\"a, b\" <desk@example.org>, c@example.org", "--=_lanyard-x\r\n", "\r\n.\r\n", "x")
	f.Add(strings.Repeat("漢", 255), "Zoë <z@example.org>", "\x00", strings.Repeat("=", 2000), "a-b")
	f.Add(" a ", "", "device:\u2028", "\xff", "x")
	f.Fuzz(func(t *testing.T, subject, to, id, why, name string) {
		c := middleware()
		c.ID, c.Subject, c.To = name, subject, to
		c.Title, c.Causes[0].Title, c.Causes[0].Say = why, id, why
		c.Causes[0].Subjects = []Subject{{ID: id, Organisation: why, Why: why, Facts: []Fact{{Name: id, Value: why, Source: id}}}}
		var out bytes.Buffer
		if err := Compose(&out, c); err != nil {
			if out.Len() > 0 {
				t.Fatalf("%v, after %d bytes", err, out.Len())
			}
			return
		}
		d, err := readDraft(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if d.subject != subject {
			t.Fatalf("the subject is read as %q, want %q", d.subject, subject)
		}
		for fields := d.header.Fields(); fields.Next(); {
			switch fields.Key() {
			case "X-Unsent", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type":
			default:
				t.Fatalf("there is a header %s", fields.Key())
			}
		}
		if strings.TrimSpace(to) != "" {
			want, err := mail.ParseAddressList(to)
			if err != nil {
				t.Fatal(err)
			}
			got, err := mail.ParseAddressList(d.header.Get("To"))
			if err != nil {
				t.Fatalf("%q: %v", d.header.Get("To"), err)
			}
			if len(got) != len(want) {
				t.Fatalf("it goes to %v, want %v", got, want)
			}
			for i := range got {
				if *got[i] != *want[i] {
					t.Fatalf("it goes to %q, want %q", got[i], want[i])
				}
			}
		}
		for _, line := range bytes.Split(out.Bytes(), []byte("\r\n")) {
			if len(line) > 998 || bytes.ContainsAny(line, "\r\n\x00") || bytes.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
				t.Fatalf("the line %q is not one of RFC 5322", line)
			}
		}
	})
}
