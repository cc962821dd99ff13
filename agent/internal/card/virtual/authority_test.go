package virtual

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestAuthorityRoundTrip(t *testing.T) {
	made, err := NewAuthority(invented)
	if err != nil {
		t.Fatal(err)
	}
	text, err := made.PEM()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseAuthority(text)
	if err != nil {
		t.Fatal(err)
	}
	card := fuzzCard(t, IssuedBy(read), Now(func() time.Time { return invented }))
	if err := card.Certificate(0x9A).CheckSignatureFrom(made.Certificate); err != nil {
		t.Errorf("a card of the authority that was read: %v", err)
	}
	certificate, key, _ := bytes.Cut(text, []byte("-----BEGIN PRIVATE"))
	key = append([]byte("-----BEGIN PRIVATE"), key...)
	other, err := NewAuthority(invented)
	if err != nil {
		t.Fatal(err)
	}
	otherText, err := other.PEM()
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		text []byte
		want string
	}{
		"empty":          {nil, "no PEM block CERTIFICATE"},
		"no key":         {certificate, "no PEM block PRIVATE KEY"},
		"no certificate": {key, "no PEM block CERTIFICATE"},
		"another's key":  {append(bytes.Clone(certificate), otherText[bytes.Index(otherText, []byte("-----BEGIN PRIVATE")):]...), "not that of its certificate"},
		"broken":         {[]byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "PEM block CERTIFICATE"},
	} {
		if _, err := ParseAuthority(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

func FuzzParseAuthority(f *testing.F) {
	made, err := NewAuthority(invented)
	if err != nil {
		f.Fatal(err)
	}
	text, err := made.PEM()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := ParseAuthority(text)
		if err == nil && (a.Certificate == nil || a.key == nil) {
			t.Error("an authority without certificate or key")
		}
	})
}

func FuzzParsePersonality(f *testing.F) {
	for _, name := range traitNames() {
		f.Add(name)
	}
	f.Add("expired,tries-left=1,slow=3ms")
	f.Fuzz(func(t *testing.T, text string) {
		options, err := ParsePersonality(text)
		if err == nil && len(options) == 0 {
			t.Error("no option and no error")
		}
	})
}
