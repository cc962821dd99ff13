package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/readiness"
)

func TestSheet(t *testing.T) {
	p := fakePractice(2, 4)
	s := sheetOf(p, Options{})
	wantDays := []sheetDay{
		{"Tuesday 8 July 2025, 10:00 to 11:00", "in 6 days", "2 computers marked B cannot be used to sign in. That stops 11 people."},
		{"Monday 11 August 2025, 14:00 to 16:00", "", "2 computers and 4 smartcards marked A or B cannot be used to sign in. That stops 12 people."},
		{"Thursday 14 August 2025, 14:00 to 16:00", "", "2 computers marked B cannot be used to sign in."},
		{"Monday 18 August 2025, 14:00 to 16:00", "", "2 computers marked B cannot be used to sign in."},
		{"From Monday 3 November 2025, 00:00 for good", "", "4 smartcards marked C cannot be used to sign in. That stops 20 people."},
	}
	if diff := cmp.Diff(wantDays, s.Days); diff != "" {
		t.Errorf("days (-want +got)\n%s", diff)
	}
	if want := "And 7 times more, the last on Monday 15 September 2025, 14:00."; s.MoreDays != want {
		t.Errorf("more days: %q, want %q", s.MoreDays, want)
	}
	wantCards := []sheetRow{
		{Name: "060000000000", Whose: "Ada Example", Marks: []string{"C"}, Stops: "3 Nov 2025"},
		{Name: "060000000001", Whose: "Bola Example", Marks: []string{"C"}, Stops: "3 Nov 2025"},
		{Name: "060000000002", Whose: "Chidi Example", Marks: []string{"C"}, Stops: "3 Nov 2025"},
		{Name: "060000000003", Whose: "Dilys Example", Marks: []string{"?"}, Stops: "no date yet"},
	}
	if diff := cmp.Diff(wantCards, s.Cards); diff != "" {
		t.Errorf("smartcards (-want +got)\n%s", diff)
	}
	if want := "Not known: the software of the device; the series of the card. Look at it, and write it below."; s.Unknown != want {
		t.Errorf("unknown: %q, want %q", s.Unknown, want)
	}
	if want := "3 computers and 9 smartcards need nothing and are not listed."; s.Fine != want {
		t.Errorf("fine: %q, want %q", s.Fine, want)
	}
	if len(s.Contacts) != 2 || s.Contacts[0].Call != "tel:01632960042" || s.Contacts[0].From != "XICB1" {
		t.Errorf("contacts %+v", s.Contacts)
	}
}

func TestSheetRows(t *testing.T) {
	p := &readiness.Practice{At: "2025-07-08T10:30:00+01:00", Organisation: "X1", FineCards: 1,
		Days: []readiness.PracticeDay{
			{From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00"},
			{From: "2025-07-09T10:00:00+01:00", Until: "2025-07-09T11:00:00+01:00", Devices: 1, Do: []string{"what-others-lack"}},
		},
		Devices: []readiness.PracticeDevice{{Device: "PC1", Do: []string{"no-such-step"}, Stops: "2025-07-08T10:00:00+01:00"}},
		Cards:   []readiness.PracticeCard{{Card: "5F3A", Series: "6", Stops: "some day"}},
	}
	s := sheetOf(p, Options{})
	if diff := cmp.Diff([]sheetRow{{Name: "PC1", Marks: []string{"no-such-step"}, Stops: "now"}}, s.Devices); diff != "" {
		t.Errorf("computers (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]sheetRow{{Name: "5F3A", Note: "series 6", Whose: "Not known", Stops: "some day"}}, s.Cards); diff != "" {
		t.Errorf("smartcards (-want +got)\n%s", diff)
	}
	if s.Fine != "1 smartcard needs nothing and is not listed." || s.Name != "X1" || s.Code != "" || s.Days[0].Words != "Nothing that is listed here is stopped." || s.Days[1].Words != "1 computer cannot be used to sign in." {
		t.Errorf("%q, %q, %q, %+v", s.Fine, s.Name, s.Code, s.Days)
	}
}

func TestLetter(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "A1", 53: "B2"} {
		if got := letter(i); got != want {
			t.Errorf("letter(%d) = %s, want %s", i, got, want)
		}
	}
}
