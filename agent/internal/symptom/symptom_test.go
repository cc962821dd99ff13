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
		{"0x8010006B", "The PIN was wrong"},
		{"C_Login: CKR_PIN_INCORRECT (0xA0)", "The PIN was wrong"},
		{"SCARD_E_NO_READERS_AVAILABLE", "0x8010002E, SCARD_E_NO_READERS_AVAILABLE"},
		{"0x80100068: The smart card has been reset", "0x80100016, SCARD_E_NOT_TRANSACTED"},
		{"SCARD_E_CANCELLED", "0x80100002, SCARD_E_CANCELLED"},
		{"0x80100031", "0x80100031 from Windows' smartcard service or Identity Agent's interface"},
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

// TestFailuresInPeoplesWords holds that each failure that public pages tell is found by
// the words in which they tell it, also where no code is shown.
func TestFailuresInPeoplesWords(t *testing.T) {
	for _, c := range []struct{ text, title string }{
		{"Smartcard Authentication Failure", "Smartcard Authentication Failure, with a code such as 400_645"},
		{"There was a problem reading your Smartcard. Please restart the Identity Agent. If this fails to rectify the problem, please contact your Registration Authority service.", "There was a problem reading your Smartcard"},
		{"Unable to read the card", "ERR1002: Unable to read the card"},
		{"An unexpected error occurred on a send: the underlying connection was closed: An unexpected error occurred on a send.", "The underlying connection was closed: An unexpected error occurred on a send."},
		{"NHS Credential Management Error: Not Installed or Running", "NHS Credential Management: Not Installed or Running"},
		{"a Windows credential prompt when opening a Spine app", "Windows asks for a name and password when an application opens"},
		{".NET Framework 4.8 missing", ".NET Framework 4.8 is missing"},
		{"application is already running", "Credential Management: application is already running"},
		{"logs in but cannot select a role", "Signed in, and no role can be chosen"},
		{"error before the list of roles", "Signed in, and no role can be chosen"},
		{"ERR5022", "INF1014 with ERR5022: Operation cannot be completed"},
		{"Blocked by proxy", "This site can't be reached, Blocked by proxy, Domain not authorised, or a blank page"},
		{"Domain not authorised", "This site can't be reached, Blocked by proxy, Domain not authorised, or a blank page"},
		{"PIN works for login but signing is refused", "Sign-in works, and signing is refused"},
		{"No X.509 Signing certificate found", "0x53494705: No X.509 Signing certificate found"},
		{"Unable to find CM process for user", "PR30007: Unable to find CM process for user"},
		{"All promises were rejected", "PR20002, or All promises were rejected: the Port Service is away"},
		{"No 'Access-Control-Allow-Origin' header is present", "No 'Access-Control-Allow-Origin' when signing"},
		{"The PIN box never appears", "The box for the PIN never appears"},
		{"the card over RDP never logs in though the reader is seen", "The card is not seen in a remote session"},
		{"Identity Agent closes all browsers at logout", "Identity Agent closes all browsers at logout"},
		{"CPU climbs and Identity Agent stops responding", "Identity Agent takes more and more memory and stops"},
		{"Invalid provider type specified", "Invalid provider type specified, or Event ID 624"},
		{"32-bit apps cannot see the card", "Invalid provider type specified, or Event ID 624"},
		{"the update logs people out", "People were signed out in the middle of work"},
		{"after a fresh installation nothing works until the next login", "Nothing works after an installation"},
		{"there are two cards in the machine", "Two cards or two readers"},
		{"NHS Credential Management cannot be found", "NHS Credential Management: Not Installed or Running"},
	} {
		if got := Explain(c.text); len(got) == 0 || got[0].Title != c.title {
			t.Errorf("%q: %+v", c.text, got)
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
