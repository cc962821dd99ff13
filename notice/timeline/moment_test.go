package timeline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const moments = `language: 1
notice: moments
revision: 1
published: 2025-01-01
zone: Europe/London
requirements:
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    due: 2025-03-10
    phases:
      - {id: asked, from: 2025-02, until: 2025-05, action: warn}
      - {id: intervals, from: 2025-03, until: 2025-04, action: block, during: list}
      - {id: end, from: 2025-05, until: 2025-06, action: block}
windows:
  list:
    - {id: long, date: 2025-03-08, from: "22:00", until: "06:00", overnight: true}
    - {id: overlaps, date: 2025-03-09, from: "05:00", until: "07:00"}
    - {id: last, date: 2025-03-31, from: "23:00", until: "24:00"}
no-block:
  - {date: 2025-05-05, why: bank holiday}
`

func TestStandingInWords(t *testing.T) {
	const who = "Sign-ins over a connection that falls short "
	tests := []struct{ at, want string }{
		{"2025-01-15T10:00", who + "go through as usual, and nothing is asked. From Saturday 1 February 2025 on they go through, with a warning. They are refused on Saturday 8 March 2025 from 22:00 to 07:00 the next day (window long). From Thursday 1 May 2025 on they are refused at all times. It is due by the end of Monday 10 March 2025, in 54 days."},
		{"2025-03-09T05:30", who + "are refused (window long). From 07:00 on they go through, with a warning. They are refused again on Monday 31 March 2025 from 23:00 to midnight (window last). From Thursday 1 May 2025 on they are refused at all times. It is due by the end of Monday 10 March 2025, in 1 day."},
		{"2025-03-10T05:30", who + "go through, with a warning. No window is open. They are refused on Monday 31 March 2025 from 23:00 to midnight (window last). From Thursday 1 May 2025 on they are refused at all times. It is due today."},
		{"2025-05-03T00:00", who + "are refused. On Monday 5 May 2025 nobody is refused. From Sunday 1 June 2025 on they go through as usual, and nothing is asked. It was due by the end of Monday 10 March 2025, 54 days ago."},
		{"2025-05-05T12:00", who + "go through, with a warning. This is a day without refusals: bank holiday. From Tuesday 6 May 2025 on they are refused at all times. It was due by the end of Monday 10 March 2025, 56 days ago."},
		{"2025-07-01T12:00", who + "go through as usual, and nothing is asked. No change is planned. It was due by the end of Monday 10 March 2025, 113 days ago."},
	}
	n := parse(t, moments)
	for _, test := range tests {
		teller := &teller{page: &page{}, n: n, c: calendar{n.Zone}, free: freeDaysOf(n)}
		if diff := cmp.Diff(test.want, teller.standing(n.Requirements[0], at(t, test.at))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.at, diff)
		}
	}
}

func TestDueAtATimeOfDay(t *testing.T) {
	n := parse(t, strings.Replace(moments, "due: 2025-03-10", "due: 2025-03-10T12:00", 1))
	teller := &teller{page: &page{}, n: n, c: calendar{n.Zone}, free: freeDaysOf(n)}
	for when, want := range map[string]string{
		"2025-03-10T11:00": "It is due today.",
		"2025-03-10T12:00": "It was due by Monday 10 March 2025 at 12:00.",
		"2025-03-11T12:00": "It was due by Monday 10 March 2025 at 12:00, 1 day ago.",
	} {
		if got := teller.dueAt(n.Requirements[0].Due.Date, at(t, when)); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
}

func TestAgendaOfANight(t *testing.T) {
	var b strings.Builder
	if err := Words(&b, parse(t, moments), Options{From: at(t, "2025-03-08T00:00"), Until: at(t, "2025-03-11T00:00")}); err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(b.String(), "warning.\n\n")
	want := `Saturday 8 March 2025
  22:00 to 06:00 the next day
                  tls: refused (window long).

Sunday 9 March 2025
  05:00 to 07:00  tls: refused (window overlaps).

Monday 10 March 2025
  end of day      tls: due.
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
