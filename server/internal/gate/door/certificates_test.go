package door

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// shelf is certificates in files, with a clock of its own and what they told.
type shelf struct {
	*Certificates
	now   time.Time
	words []string
}

func openShelf(t *testing.T, modern, old Files) (*shelf, error) {
	t.Helper()
	s := &shelf{now: time.Now().Add(time.Hour)} // the files are not young
	var err error
	s.Certificates, err = OpenCertificates(modern, old, func() time.Time { return s.now }, func(w string) { s.words = append(s.words, w) })
	return s, err
}

// said returns what was told since it was asked last.
func (s *shelf) said() string {
	all := strings.Join(s.words, "\n")
	s.words = nil
	return all
}

func TestOpenCertificates(t *testing.T) {
	dir := t.TempDir()
	modern, old := write(t, dir, "modern", modernOne()), write(t, dir, "old", oldOne())
	s, err := openShelf(t, modern, old)
	if err != nil {
		t.Fatal(err)
	}
	for name, get := range map[*tls.Certificate]func() (*tls.Certificate, error){modernOne(): s.Modern, oldOne(): s.Old} {
		got, err := get()
		if err != nil || !got.Leaf.Equal(name.Leaf) {
			t.Errorf("%v, %v", got, err)
		}
	}
	if words := s.said(); words != "" || !s.HasOld() {
		t.Errorf("told %q, old %v", words, s.HasOld())
	}
	if s, err = openShelf(t, modern, Files{}); err != nil || s.HasOld() {
		t.Fatal(err)
	}
	if _, err := s.Old(); err == nil {
		t.Error("there is an old certificate from nowhere")
	}
}

func TestOpenCertificatesRefuses(t *testing.T) {
	dir := t.TempDir()
	modern, old := write(t, dir, "modern", modernOne()), write(t, dir, "old", oldOne())
	sameKey := write(t, dir, "same", invented().issue(rsaKey(), func(*x509.Certificate) {}))
	long := filepath.Join(dir, "long.pem")
	if err := os.WriteFile(long, make([]byte, maxPEM+1), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name        string
		modern, old Files
		want        string
	}{
		{"nothing", Files{}, Files{}, "there is no certificate"},
		{"no key", Files{Certificate: modern.Certificate}, Files{}, "one of both is missing"},
		{"no old key", modern, Files{Certificate: old.Certificate}, "one of both is missing"},
		{"a file that is not there", Files{filepath.Join(dir, "none.pem"), modern.Key}, Files{}, "none.pem"},
		{"a folder", Files{dir, modern.Key}, Files{}, "no regular file"},
		{"a long file", Files{long, modern.Key}, Files{}, "1048576 bytes"},
		{"another's key", Files{modern.Certificate, old.Key}, Files{}, "does not match"},
		{"the other way round", Files{modern.Key, modern.Certificate}, Files{}, "PEM inputs may have been switched"},
		{"no RSA for old TLS", modern, modern, "need RSA"},
		{"one key for both", sameKey, old, "make another key for old TLS"},
		{"one certificate for both", old, old, "make another key for old TLS"},
	}
	for _, tt := range tests {
		if _, err := openShelf(t, tt.modern, tt.old); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestCertificatesReload(t *testing.T) {
	dir := t.TempDir()
	modern, old := write(t, dir, "modern", modernOne()), write(t, dir, "old", oldOne())
	s, err := openShelf(t, modern, old)
	if err != nil {
		t.Fatal(err)
	}
	inForce := func(want *tls.Certificate) {
		t.Helper()
		if got, err := s.Modern(); err != nil || !got.Leaf.Equal(want.Leaf) {
			t.Errorf("another certificate is in force: %v", err)
		}
	}
	s.Look()
	if words := s.said(); words != "" {
		t.Errorf("nothing changed: %q", words)
	}

	// A new certificate comes before its key: until both are there the old pair stays.
	next := invented().issue(newKey(), func(*x509.Certificate) {})
	kept, err := os.ReadFile(modern.Key)
	if err != nil {
		t.Fatal(err)
	}
	writeFiles(t, modern, next)
	key, err := os.ReadFile(modern.Key)
	if err != nil {
		t.Fatal(err)
	}
	replace(t, modern.Key, kept)
	s.Look()
	s.Look()
	inForce(modernOne())
	if words := s.said(); strings.Count(words, "the last good ones stay in force") != 1 || !strings.Contains(words, modern.Key) {
		t.Errorf("told %q", words)
	}
	replace(t, modern.Key, key)
	s.Look()
	inForce(next)
	if words := s.said(); !strings.Contains(words, "New certificates are in force") {
		t.Errorf("told %q", words)
	}

	// A file that vanishes, and comes back as it was.
	if err := os.Rename(old.Key, old.Key+".away"); err != nil {
		t.Fatal(err)
	}
	s.Look()
	if words := s.said(); !strings.Contains(words, "stay in force") {
		t.Errorf("told %q", words)
	}
	if err := os.Rename(old.Key+".away", old.Key); err != nil {
		t.Fatal(err)
	}
	s.Look()
	if words := s.said(); !strings.Contains(words, "as they were before") {
		t.Errorf("told %q", words)
	}
	inForce(next)

	// While one of four is wrong, nothing changes, not even what is right.
	third := invented().issue(newKey(), func(*x509.Certificate) {})
	writeFiles(t, modern, third)
	oldKey, err := os.ReadFile(old.Key)
	if err != nil {
		t.Fatal(err)
	}
	replace(t, old.Key, []byte("garbage"))
	s.Look()
	inForce(next)
	replace(t, old.Key, oldKey)
	s.Look()
	inForce(third)
}

// replace writes a file beside its place and puts it there.
func replace(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name+".new", content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		t.Fatal(err)
	}
}

// Two changes within one tick of the file system's clock, in the same file and of
// the same length, are both seen.
func TestCertificatesChangeTwiceInATick(t *testing.T) {
	dir := t.TempDir()
	modern := write(t, dir, "modern", modernOne())
	s, err := openShelf(t, modern, Files{})
	if err != nil {
		t.Fatal(err)
	}
	tick := s.now
	overwrite := func(content []byte) {
		t.Helper()
		if err := os.WriteFile(modern.Key, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(modern.Key, tick, tick); err != nil {
			t.Fatal(err)
		}
	}
	right, err := os.ReadFile(modern.Key)
	if err != nil {
		t.Fatal(err)
	}
	wrong := []byte(strings.Repeat("x", len(right)))
	overwrite(wrong)
	s.Look()
	if words := s.said(); !strings.Contains(words, "stay in force") {
		t.Errorf("told %q", words)
	}
	overwrite(right)
	s.Look()
	if words := s.said(); !strings.Contains(words, "in force, from") {
		t.Errorf("told %q", words)
	}
}

func TestCertificateWarnings(t *testing.T) {
	dir := t.TempDir()
	short := must(rsa.GenerateKey(rand.Reader, 1024))
	modern := write(t, dir, "modern", invented().issue(short, func(c *x509.Certificate) {
		c.NotAfter = time.Date(2100, 3, 1, 12, 0, 0, 0, time.UTC)
	}))
	old := write(t, dir, "old", invented().issue(rsaKey(), func(c *x509.Certificate) {
		c.NotAfter = time.Date(2100, 5, 1, 12, 0, 0, 0, time.UTC)
		c.KeyUsage = x509.KeyUsageDigitalSignature
	}))
	s, err := openShelf(t, modern, old)
	if err != nil {
		t.Fatal(err)
	}
	if words := s.said(); !strings.Contains(words, "1024 bits") || !strings.Contains(words, "key encipherment") || strings.Count(words, "\n") != 1 {
		t.Errorf("told %q", words)
	}
	for _, tt := range []struct {
		at   time.Time
		want string // "" = nothing new
	}{
		{time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), "is not valid before"},
		{time.Date(2100, 1, 30, 12, 0, 0, 0, time.UTC), ""},
		{time.Date(2100, 1, 30, 12, 0, 1, 0, time.UTC), "expires at 2100-03-01T12:00:00Z, in 29 days"},
		{time.Date(2100, 1, 30, 13, 0, 1, 0, time.UTC), ""},
		{time.Date(2100, 1, 31, 13, 0, 1, 0, time.UTC), "in 28 days"},
		{time.Date(2100, 3, 1, 12, 0, 1, 0, time.UTC), "expired at 2100-03-01T12:00:00Z"},
		{time.Date(2100, 3, 2, 12, 0, 1, 0, time.UTC), ""},
	} {
		s.now = tt.at
		s.Look()
		words := s.said()
		if tt.at.Year() == 2000 {
			words, _, _ = strings.Cut(words, "\n") // both are not valid yet
		}
		if (words == "") != (tt.want == "") || !strings.Contains(words, tt.want) {
			t.Errorf("%s: told %q, want %q", tt.at, words, tt.want)
		}
	}
	if got, err := s.Modern(); err != nil || got == nil {
		t.Errorf("an expired certificate is not used: %v", err)
	}
	if n := len(s.Warnings(s.now)); n != 3 {
		t.Errorf("%d warnings: %v", n, s.Warnings(s.now))
	}
}

// Every kind of key that package tls takes will do for the modern configuration.
func TestModernKeys(t *testing.T) {
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, certificate := range map[string]*tls.Certificate{"Ed25519": invented().issue(ed, func(*x509.Certificate) {}), "RSA": oldOne(), "ECDSA": modernOne()} {
		files := write(t, t.TempDir(), "modern", certificate)
		s, err := openShelf(t, files, Files{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		h := open(t, func(c *Config) { c.Certificate, c.Old = s.Modern, nil })
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			if said, err := h.get(t, both(version, version)); err != nil || said.Proto != "HTTP/2.0" {
				t.Errorf("%s with %s: %+v, %v", name, tls.VersionName(version), said, err)
			}
		}
	}
}

func TestWatchCertificates(t *testing.T) {
	files := write(t, t.TempDir(), "modern", modernOne())
	s, err := openShelf(t, files, Files{})
	if err != nil {
		t.Fatal(err)
	}
	next := invented().issue(newKey(), func(*x509.Certificate) {})
	writeFiles(t, files, next)
	ctx, cancel := context.WithCancel(t.Context())
	ticks, done := make(chan time.Time), make(chan struct{})
	go func() {
		s.Watch(ctx, ticks)
		close(done)
	}()
	ticks <- s.now
	ticks <- s.now // taken when the first look is done
	if got, err := s.Modern(); err != nil || !got.Leaf.Equal(next.Leaf) {
		t.Errorf("the new certificate is not in force: %v", err)
	}
	cancel()
	<-done
	if !slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(w, "New certificates") }) {
		t.Errorf("told %q", s.words)
	}
}
