package joined

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
)

// TestWhichCard tells of the card that a person can only have, and of one of
// several what is known of all of them.
func TestWhichCard(t *testing.T) {
	old := "card 06 series=6 type=Gemplus atr=3B6B00 holder=P status=active"
	middle := "card 05 series=5 type=Gemplus holder=P status=active"
	new := "card 08 series=8 type=Oberthur atr=3BDB96 holder=P status=active"
	for _, test := range []struct {
		name    string
		cards   []string
		claimed attempt.Attempt
		want    string // of the card; "" = none is given
		why     string // of the rule over its series, where it is not met
	}{
		{name: "one", cards: []string{old}, want: `{"number":"06","series":6,"type":"Gemplus","atr":"3B6B00","status":"active"}`, why: "the card's series is 6, and must be 8 or above"},
		{name: "one, and one that is replaced", cards: []string{new, "card 04 series=4 holder=P status=cancelled", "card 03 series=4 holder=P status=lost", "card 02 series=4 holder=P status=stock", "card 01 series=4 holder=P status=expired"},
			want: `{"number":"08","series":8,"type":"Oberthur","atr":"3BDB96","status":"active"}`},
		{name: "only one that is replaced", cards: []string{"card 04 series=4 holder=P status=cancelled"}},
		{name: "one that may be unlocked by now", cards: []string{new, "card 06 series=6 holder=P status=locked"}, want: `{"series":[6,8]}`, why: "the card's series is 6 or 8, and must be 8 or above"},
		{name: "two of old series", cards: []string{old, middle}, want: `{"series":[5,6],"type":"Gemplus","status":"active"}`, why: "the card's series is 5 or 6, and must be 8 or above"},
		{name: "two of which one is old", cards: []string{old, new}, want: `{"series":[6,8],"status":"active"}`, why: "the card's series is 6 or 8, and must be 8 or above"},
		{name: "two of which one may be any", cards: []string{old, "card 07 holder=P status=active"}, want: `{"status":"active","missing":{"series":"it is one of several cards of this person"}}`,
			why: "the card's series is not known (it is one of several cards of this person)"},
		{name: "two in other groups", cards: []string{old + " groups=pilot", middle}, want: `{"series":[5,6],"type":"Gemplus","status":"active","missing":{"groups":"it is one of several cards of this person"}}`, why: "the card's series is 5 or 6, and must be 8 or above"},

		{name: "the ATR tells", cards: []string{old, new}, claimed: attempt.Attempt{ATR: "3b db 96"}, want: `{"number":"08","series":8,"type":"Oberthur","atr":"3BDB96","status":"active"}`},
		{name: "the type tells", cards: []string{old, middle, new}, claimed: attempt.Attempt{CardType: "oberthur"}, want: `{"number":"08","series":8,"type":"Oberthur","atr":"3BDB96","status":"active"}`},
		{name: "the series tells", cards: []string{old, middle, new}, claimed: attempt.Attempt{Series: "5"}, want: `{"number":"05","series":5,"type":"Gemplus","status":"active"}`, why: "the card's series is 5, and must be 8 or above"},
		{name: "the type leaves two", cards: []string{old, middle, new}, claimed: attempt.Attempt{CardType: "Gemplus"}, want: `{"series":[5,6],"type":"Gemplus","status":"active"}`, why: "the card's series is 5 or 6, and must be 8 or above"},
		{name: "an ATR of which card-types know the series", cards: []string{new, "card 06 series=6 holder=P", "card 05 series=5 holder=P", "card 04 series=4 holder=P"}, claimed: attempt.Attempt{ATR: "3B6B00"},
			want: `{"series":[5,6],"atr":"3B6B00"}`, why: "the card's series is 5 or 6, and must be 8 or above"},
		{name: "a card that the files do not have", cards: []string{old}, claimed: attempt.Attempt{CardType: "PIV"}, want: `{"type":"PIV"}`},
		{name: "another one by its ATR", cards: []string{old}, claimed: attempt.Attempt{ATR: "3BFF"}, want: `{"atr":"3BFF"}`, why: "the card's series is not known"},
		{name: "too many to look through", cards: many(old, maxHeld+1)},
		{name: "as many as are looked through", cards: many(old, maxHeld), want: `{"series":6,"type":"Gemplus","atr":"3B6B00","status":"active"}`, why: "the card's series is 6, and must be 8 or above"},

		{name: "by its number, whatever is claimed of it", cards: []string{old}, claimed: attempt.Attempt{Card: "06", CardType: "PIV", ATR: "3BFF"},
			want: `{"number":"06","series":[6,9,10],"status":"active","missing":{"type":"this sign-in says PIV, what was seen before says Gemplus","atr":"this sign-in says 3BFF, what was seen before says 3B6B00"}}`, why: "the card's series is 6, 9 or 10, and must be 8 or above"},
		{name: "by its number, with another series", cards: []string{"card 08 series=8 holder=P"}, claimed: attempt.Attempt{Card: "08", Series: "6"}, want: `{"number":"08","series":[6,8]}`, why: "the card's series is 6 or 8, and must be 8 or above"},
		{name: "by its number, with a series that its type does not have", cards: []string{"card 06 series=6 type=Gemplus holder=P"}, claimed: attempt.Attempt{Card: "06", Series: "8"},
			want: `{"number":"06","series":[6,8],"missing":{"type":"this sign-in says series 8, what was seen before says Gemplus"}}`, why: "the card's series is 6 or 8, and must be 8 or above"},
		{name: "a type that cannot have the series", cards: []string{"card 06 type=Gemplus holder=P"}, claimed: attempt.Attempt{Series: "8"}, want: `{"series":8}`},
		{name: "by its number, and the files know less", cards: []string{"card 08 holder=P"}, claimed: attempt.Attempt{Card: "08", Series: "8", CardType: "Oberthur"}, want: `{"number":"08","series":8,"type":"Oberthur"}`},
		{name: "claims that contradict each other", claimed: attempt.Attempt{ATR: "3B6B00", Series: "8"}, want: `{"series":[5,6,8],"atr":"3B6B00"}`, why: "the card's series is 5, 6 or 8, and must be 8 or above"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newJoined(t, append([]string{"person P"}, test.cards...)...)
			test.claimed.Person = "P"
			var f notice.Facts
			var s Subject
			e.Facts(&f, &test.claimed, nil, noon, "", &s)
			if got := said(t, &f)["card"]; got != test.want {
				t.Errorf("the card is %s\nwant        %s", got, test.want)
			}
			if why := falls(t, &f, "series", noon); test.want != "" && why != test.why {
				t.Errorf("it falls short: %q, want %q", why, test.why)
			}
		})
	}
}

func many(line string, n int) (out []string) {
	for i := range n {
		out = append(out, strings.Replace(line, "card 06", fmt.Sprintf("card 06%02d", i), 1))
	}
	return out
}

// falls says why a requirement is not met; "" where it is.
func falls(t *testing.T, f *notice.Facts, requirement string, at time.Time) string {
	t.Helper()
	set := planSet(t)
	var v notice.Verdict
	set.Judge(f, notice.UseSignIn, at, &v)
	for _, told := range set.Tell(f, notice.UseSignIn, &v) {
		if told.Requirement == requirement {
			return told.Why
		}
	}
	return ""
}

// TestHoldersWithoutPeople finds the cards of somebody whom only they name.
func TestHoldersWithoutPeople(t *testing.T) {
	e := newJoined(t, "card 06 series=6 holder=P status=active", "card 08 series=8 holder=Q")
	for person, want := range map[string]string{"P": `{"number":"06","series":6,"status":"active"}`, "Q": `{"number":"08","series":8}`, "R": ""} {
		var f notice.Facts
		var s Subject
		e.Facts(&f, &attempt.Attempt{Person: person}, nil, noon, "", &s)
		if got := said(t, &f)["card"]; got != want || s.Person != person || s.KnowsPerson {
			t.Errorf("%s has %s, want %s; %+v", person, got, want, s)
		}
	}
	var f notice.Facts
	var s Subject
	e.Facts(&f, &attempt.Attempt{Card: "08"}, nil, noon, "", &s)
	if got := said(t, &f)["person"]; got != `{"id":"Q"}` || s.Person != "Q" || s.KnowsPerson {
		t.Errorf("the holder is %s: %+v", got, s)
	}
}

// TestCardsGrowOld lets what is known of one of several cards be as old as that of
// which it was seen longest ago, and a claim be new.
func TestCardsGrowOld(t *testing.T) {
	files := []string{"person P", "card 06 series=6 holder=P @20", "card 05 series=5 holder=P @1"}
	for _, test := range []struct {
		claimed attempt.Attempt
		later   time.Duration
		want    string
	}{
		{attempt.Attempt{}, 9, "the card's series is 5 or 6, and must be 8 or above"},
		{attempt.Attempt{}, 11, "the card's series was last seen on 18 June 2025 12:00, which is too long ago"},
		{attempt.Attempt{Series: "6"}, 11, "the card's series is 6, and must be 8 or above"},
		{attempt.Attempt{Card: "06"}, 9, "the card's series is 6, and must be 8 or above"},
		{attempt.Attempt{Card: "06"}, 11, "the card's series was last seen on 18 June 2025 12:00, which is too long ago"},
		{attempt.Attempt{Card: "06", Series: "4"}, 9, "the card's series is 4 or 6, and must be 8 or above"},
		{attempt.Attempt{Card: "06", Series: "4"}, 11, "the card's series is 4, and must be 8 or above"}, // the file is too old to contradict it
		{attempt.Attempt{Card: "06", ATR: "3B6B00"}, 9, "the card's series is 6, and must be 8 or above"},
		{attempt.Attempt{Card: "06", ATR: "3B6B00"}, 11, "the card's series is 5 or 6, and must be 8 or above"},
	} {
		at := noon.Add(test.later * 24 * time.Hour)
		var f notice.Facts
		var s Subject
		test.claimed.Person = "P"
		newJoined(t, files...).Facts(&f, &test.claimed, nil, at, "", &s)
		if why := falls(t, &f, "series", at); why != test.want {
			t.Errorf("%+v after %d days: %q, want %q", test.claimed, test.later, why, test.want)
		}
	}
}

func TestCanonicalATR(t *testing.T) {
	for text, want := range map[string]string{"": "", "3B6B00": "3B6B00", "3b 6b 00": "3B6B00", "3B:6b-00.ff": "3B6B00FF", " 3B ": "3B", "what it says": "what it says"} {
		if got := canonicalATR(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestCardDifferences(t *testing.T) {
	e := newJoined(t, "card 06 series=6 type=Gemplus")
	var f notice.Facts
	var s Subject
	e.Facts(&f, &attempt.Attempt{Card: "06", Series: "8", CardType: "gemplus"}, nil, noon, "", &s)
	if diff := cmp.Diff([]Difference{{"card.series", "8", "6"}}, s.Differs); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
