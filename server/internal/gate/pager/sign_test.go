package pager

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The vector with which the libraries of Standard Webhooks test themselves.
// Source: github.com/standard-webhooks/standard-webhooks, libraries/go.
func TestSign(t *testing.T) {
	secret, err := decodeSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	sign(h, secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if got, want := h.Get("webhook-signature"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if h.Get("webhook-id") != "msg_p5jXN8AQM9LWM0D4loKWxJek" || h.Get("webhook-timestamp") != "1614265330" {
		t.Errorf("%v", h)
	}
	h = http.Header{}
	sign(h, nil, "id", time.Unix(1, 0), nil)
	if _, ok := h["Webhook-Signature"]; ok || h.Get("webhook-id") != "id" {
		t.Errorf("without a secret: %v", h)
	}
}

func TestReadSecret(t *testing.T) {
	tests := []struct{ text, secret, problem string }{
		{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4\xb0", ""},
		{"  an invented secret, long enough \r\n", "an invented secret, long enough", ""},
		{"", "", "has 0 bytes"},
		{"short", "", "has 5 bytes; it must have 24 to 64"},
		{"whsec_c2hvcnQ=", "", "has 5 bytes"},
		{"whsec_hidden text", "", "not base64"},
		{strings.Repeat("hidden ", 2000), "", "must have"},
	}
	for _, test := range tests {
		path := filepath.Join(t.TempDir(), "webhook-key")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadSecret(path)
		if string(got) != test.secret || (err == nil) != (test.problem == "") {
			t.Errorf("%q: %q, %v", test.text, got, err)
		}
		if err != nil && (!strings.Contains(err.Error(), test.problem) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "hidden")) {
			t.Errorf("%q: %v", test.text, err)
		}
	}
	if _, err := ReadSecret(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func FuzzSecret(f *testing.F) {
	f.Add("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	f.Add("an invented secret, long enough")
	f.Fuzz(func(t *testing.T, text string) {
		secret, err := decodeSecret(text)
		if err == nil && (len(secret) < minSecretBytes || len(secret) > maxSecretBytes) || err != nil && secret != nil {
			t.Errorf("%q: %d bytes, %v", text, len(secret), err)
		}
		again, err2 := decodeSecret(" " + text + "\n")
		if !bytes.Equal(secret, again) || (err == nil) != (err2 == nil) {
			t.Errorf("%q depends on the space around it", text)
		}
	})
}
