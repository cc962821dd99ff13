package pager

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// sign sets the three headers by which a receiver knows who sent a message, that
// it is whole, and that it is not an old one sent again. Without a secret there
// is no signature. at is the machine's clock.
// Source: Standard Webhooks 1.0.0, signature scheme and webhook headers
// (standardwebhooks.com); the headers are fixed by it.
func sign(h http.Header, secret []byte, id string, at time.Time, body []byte) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	h.Set("Webhook-Id", id)
	h.Set("Webhook-Timestamp", stamp)
	if len(secret) == 0 {
		return
	}
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s.%s.%s", id, stamp, body)
	h.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

// secretPrefix begins a secret that is written in base64.
const secretPrefix = "whsec_"

// ReadSecret reads the secret of signatures from a file: whsec_ and base64, as
// services that receive webhooks show it, or any other text, which is then the
// secret itself. White space around it does not count.
func ReadSecret(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the secret of the webhook: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 4<<10))
	if err != nil {
		return nil, fmt.Errorf("reading the secret of the webhook: %w", err)
	}
	secret, err := decodeSecret(string(text))
	if err != nil {
		// The text of the secret stays out of it.
		return nil, fmt.Errorf("reading the secret of the webhook: %s: %w", path, err)
	}
	return secret, nil
}

func decodeSecret(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	secret := []byte(text)
	if encoded, ok := strings.CutPrefix(text, secretPrefix); ok {
		var err error
		secret, err = base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, fmt.Errorf("what follows %s is not base64", secretPrefix)
		}
	}
	if len(secret) < minSecretBytes || len(secret) > maxSecretBytes {
		return nil, fmt.Errorf("the secret has %d bytes; it must have %d to %d. `openssl rand -base64 32` makes one", len(secret), minSecretBytes, maxSecretBytes)
	}
	return secret, nil
}
