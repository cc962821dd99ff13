package refusal

import (
	"testing"
)

func TestMail(t *testing.T) {
	for address, want := range map[string]string{
		"desk@trust.example":           "mailto:desk@trust.example?subject=Sign-in%20code%20K7Q2-M9XD-4T%3D",
		"a+b@trust.example":            "mailto:a+b@trust.example?subject=Sign-in%20code%20K7Q2-M9XD-4T%3D",
		"":                             "",
		"desk":                         "",
		"@trust.example":               "",
		"desk@":                        "",
		"a@b@c":                        "",
		"desk@trust.example?bcc=x@y":   "",
		"a@b, c@d":                     "",
		"désk@trust.example":           "",
		"javascript:alert(1)//@x":      "",
		"desk@trust.example\r\nBcc: x": "",
	} {
		if got := mail(address, "K7Q2-M9XD-4T="); got != want {
			t.Errorf("%q is written to as %q, want %q", address, got, want)
		}
	}
	if got := mail("desk@trust.example", ""); got != "mailto:desk@trust.example" {
		t.Errorf("without a code it is %q", got)
	}
}

func TestPresent(t *testing.T) {
	for _, test := range []struct{ hours, at, want string }{
		{"Mon-Fri 08:00-18:00", "2025-07-08T17:59", "Mon-Fri 08:00-18:00; there now, until 18:00 today"},
		{"Mon-Fri 08:00-18:00", "2025-07-08T18:00", "Mon-Fri 08:00-18:00; not there now, back from 08:00 tomorrow, Wednesday 9 July 2025"},
		{"Mon-Fri 08:00-18:00", "2025-07-11T18:00", "Mon-Fri 08:00-18:00; not there now, back from 08:00 on Monday 14 July 2025"},
		{"Mon-Sun 00:00-24:00", "2025-07-08T18:00", "Mon-Sun 00:00-24:00; there now"},
		{"24x365", "2025-07-08T03:00", "all day, every day"},
		{"24x7", "2025-07-08T03:00", "all day, every day"},
		{"office hours", "2025-07-08T03:00", "office hours"},
		{"", "2025-07-08T03:00", ""},
	} {
		now := at(t, test.at)
		list := Present([]Contact{{Name: "Desk", Hours: test.hours}}, now, london(t))
		if got := list[0].hours(now); got != test.want {
			t.Errorf("%q at %s is told as %q, want %q", test.hours, test.at, got, test.want)
		}
	}
	// In no zone nobody knows.
	if list := Present([]Contact{{Name: "Desk", Hours: "24x365"}}, at(t, "2025-07-08T03:00"), nil); list[0].There != Unsaid {
		t.Errorf("%+v", list)
	}
}
