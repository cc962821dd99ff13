package symptom

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestExplain(t *testing.T) {
	for _, c := range []struct{ text, first string }{
		{"ERR1002", "ERR1002: Unable to read the card"},
		{"err1002 : unable to read the card", "ERR1002: Unable to read the card"},
		{"Error: 400_645.", "Smartcard Authentication Failure, with a code such as 400_645"},
		{"500_12", "Smartcard Authentication Failure, with a code such as 400_645"},
		{"The underlying connection was closed:\n  An unexpected error occurred on a send.", "The underlying connection was closed: An unexpected error occurred on a send."},
		{"There was a problem reading your Smartcard. Please restart the Identity Agent.", "There was a problem reading your Smartcard"},
		{"INF1014:Scanning for Smartcard ERR5022: Operation cannot be completed", "INF1014 with ERR5022: Operation cannot be completed"},
		{"PR30007", "PR30007: Unable to find CM process for user"},
		{"0x53494705", "0x53494705: No X.509 Signing certificate found"},
		{"0x8010000f", "0x8010000F, SCARD_E_PROTO_MISMATCH"},
		{"code 0x80200004", "0x80200004 from Identity Agent's interface"},
		{"0x80400099", "0x80400099 from Identity Agent's interface"},
		{"NHS Credential Management Error - Not Installed or Running", "NHS Credential Management: Not Installed or Running"},
		{"This site can’t be reached", "This site can't be reached, Blocked by proxy, Domain not authorised, or a blank page"},
	} {
		got := Explain(c.text)
		if len(got) == 0 || got[0].Title != c.first {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
	for _, none := range []string{"", "   ", "400", "400_", "hello", "0x12", "0xZZZZZZZZ", strings.Repeat("a", 1<<20)} {
		if got := Explain(none); len(got) > 0 {
			t.Errorf("%.20q: %+v", none, got)
		}
	}
}

func TestNearest(t *testing.T) {
	if got := Nearest("my smartcard could not be read at all by the reader"); len(got) == 0 {
		t.Error("nothing comes near")
	}
	if got := Nearest(""); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// TestTable holds that every symptom says all that it must.
func TestTable(t *testing.T) {
	titles := map[string]bool{}
	for _, s := range All() {
		if s.Title == "" || s.Means == "" || s.Source == "" || len(s.Causes) == 0 || len(s.Codes)+len(s.Phrases) == 0 || titles[s.Title] {
			t.Errorf("not whole, or there twice: %+v", s)
		}
		titles[s.Title] = true
		for _, c := range s.Causes {
			if c.Say == "" || c.Do == "" || c.Who == "" {
				t.Errorf("%s: a cause is not whole: %+v", s.Title, c)
			}
		}
		for _, word := range append(s.Codes, s.Phrases...) {
			if got := Explain(strings.Replace(word, "_", "_1", 1)); !strings.HasSuffix(word, "_") && len(Explain(word)) == 0 || strings.HasSuffix(word, "_") && len(got) == 0 {
				t.Errorf("%s: its own %q does not find it", s.Title, word)
			}
		}
	}
}

func TestExplainAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		Explain(text)
		Nearest(text)
	})
}
