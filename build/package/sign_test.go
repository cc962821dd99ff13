package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// newSigner makes a key with a password, and a certificate for it.
func newSigner(t *testing.T) signer {
	t.Helper()
	dir := t.TempDir()
	s := signer{key: filepath.Join(dir, "key.pem"), certificate: filepath.Join(dir, "cert.pem"), password: filepath.Join(dir, "password")}
	if err := os.WriteFile(s.password, []byte("an invented password\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	output(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", s.key, "-passout", "file:"+s.password, "-out", s.certificate,
		"-days", "2", "-subj", "/CN=Invented publisher", "-addext", "extendedKeyUsage=codeSigning")
	return s
}

// verify asks osslsigncode whether the file is signed by the signer's certificate.
func (s signer) verify(t *testing.T, path string) (string, error) {
	t.Helper()
	out, err := exec.Command(need.Program(t, "osslsigncode"), "verify", "-CAfile", s.certificate, "-in", path).CombinedOutput()
	return string(out), err
}

func TestSignatures(t *testing.T) {
	need.Program(t, "osslsigncode")
	unsigned := packaged(t)
	one := t.TempDir()
	path := zipPath(newer, "windows", "amd64")
	if err := os.Link(path, filepath.Join(one, filepath.Base(path))); err != nil {
		t.Fatal(err)
	}
	s := newSigner(t)
	out := filepath.Join(t.TempDir(), "signed")
	if err := run(one, out, s); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lanyard-agent-1.5.0-windows-amd64.exe", "lanyard-agent-1.5.0-windows-amd64.msi"} {
		path := filepath.Join(out, name)
		if said, err := s.verify(t, path); err != nil || !strings.Contains(said, "Signature verification: ok") {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
		if said, err := s.verify(t, filepath.Join(unsigned, name)); err == nil {
			t.Errorf("%s without a signature is taken for signed:\n%s", name, said)
		}
		if said, err := newSigner(t).verify(t, path); err == nil {
			t.Errorf("%s is taken for signed by somebody else:\n%s", name, said)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 1
		flipped := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(flipped, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if said, err := s.verify(t, flipped); err == nil {
			t.Errorf("%s with one bit flipped is taken for whole:\n%s", name, said)
		}
	}

	// The program in the MSI is the signed one.
	dir := t.TempDir()
	output(t, "msiextract", "-C", dir, filepath.Join(out, "lanyard-agent-1.5.0-windows-amd64.msi"))
	inside := filepath.Join(dir, "Lanyard", "lanyard-agent.exe")
	if said, err := s.verify(t, inside); err != nil {
		t.Errorf("the program in the MSI: %v\n%s", err, said)
	}

	// Without its signature it is the program of the zip, but for the checksum of the
	// file (PE format, OptionalHeader.CheckSum), so that a signed release can be
	// compared with one that was built again.
	bare := filepath.Join(dir, "bare.exe")
	output(t, "osslsigncode", "remove-signature", "-in", inside, "-out", bare)
	a, err := os.ReadFile(bare)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(unsigned, "lanyard-agent-1.5.0-windows-amd64.exe"))
	if err != nil {
		t.Fatal(err)
	}
	if len(a) != len(b) {
		t.Fatalf("without its signature the program has %d bytes, in the zip %d", len(a), len(b))
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	if differ > 4 {
		t.Errorf("without its signature %d bytes of the program differ from that in the zip", differ)
	}
}

// TestTimestamp signs with a time stamp of an authority that the test plays, so that
// the signature outlives its certificate.
func TestTimestamp(t *testing.T) {
	need.Program(t, "osslsigncode")
	dir := t.TempDir()
	key, certificate := filepath.Join(dir, "tsa.key"), filepath.Join(dir, "tsa.pem")
	output(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
		"-days", "2", "-subj", "/CN=Invented time-stamp authority", "-addext", "extendedKeyUsage=critical,timeStamping")
	if err := os.WriteFile(filepath.Join(dir, "serial"), []byte("01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "tsa.conf")
	if err := os.WriteFile(settings, []byte("[tsa]\nserial = "+filepath.Join(dir, "serial")+"\ndefault_policy = 1.2.3.4\ndigests = sha256\nsigner_digest = sha256\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	authority := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, answer := filepath.Join(dir, "query"), filepath.Join(dir, "answer")
		body, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		if err == nil {
			err = os.WriteFile(query, body, 0o600)
		}
		var reply []byte
		if err == nil {
			_, err = exec.Command("openssl", "ts", "-reply", "-config", settings, "-section", "tsa", "-queryfile", query, "-signer", certificate, "-inkey", key, "-out", answer).Output()
		}
		if err == nil {
			reply, err = os.ReadFile(answer)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		w.Write(reply)
	}))
	defer authority.Close()

	s := newSigner(t)
	s.timestamp = authority.URL
	program := agentProgram(t)
	if err := s.sign(program, "Lanyard agent"); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("osslsigncode", "verify", "-CAfile", s.certificate, "-TSA-CAfile", certificate, "-in", program).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Timestamp Server Signature verification: ok") {
		t.Errorf("%v\n%s", err, out)
	}

	authority.Close()
	if err := s.sign(agentProgram(t), "Lanyard agent"); err == nil {
		t.Error("without an answer of the authority it signs without a time stamp, though one was asked for")
	}
}

// agentProgram is the agent for Windows, unsigned, in a folder of the test.
func agentProgram(t *testing.T) string {
	t.Helper()
	if err := zips(); err != nil {
		t.Fatal(err)
	}
	r, err := unpack(zipPath(newer, "windows", "amd64"), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return r.program()
}

func TestSignerThatCannot(t *testing.T) {
	need.Program(t, "osslsigncode")
	s := newSigner(t)
	for _, half := range []signer{{key: s.key}, {certificate: s.certificate}, {password: s.password}, {timestamp: "http://localhost"}} {
		if err := run(t.TempDir(), filepath.Join(t.TempDir(), "out"), half); err == nil || !strings.Contains(err.Error(), "SIGN_KEY") {
			t.Errorf("%+v: %v", half, err)
		}
	}
	program := agentProgram(t)
	before, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.password, []byte("another\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.sign(program, "Lanyard agent"); err == nil {
		t.Error("it signs with the wrong password")
	}
	after, err := os.ReadFile(program)
	if err != nil || string(after) != string(before) {
		t.Errorf("a signature that failed changed the program (%v)", err)
	}
	if left, err := filepath.Glob(program + ".*"); err != nil || len(left) > 0 {
		t.Errorf("it leaves %q, %v", left, err)
	}
}
