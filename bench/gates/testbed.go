package gates

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/estates"
)

// Testbed has the files of gates and the processes that take turns. What is asked
// for is made when it is asked for first.
type Testbed struct {
	lab   *estates.Lab
	root  string
	known map[string]*process // by name
	stops []*process
	at    map[string]string // addresses, by name
}

const (
	host = "signin.example.org"
	// before is when all turns are: blocks are at hand, and no window is open.
	before = "2025-07-08T08:00"
)

// NewTestbed returns an empty one, with the program that a lab builds.
func NewTestbed(lab *estates.Lab) (*Testbed, error) {
	root, err := os.MkdirTemp("", "lanyard-bench-gates-")
	return &Testbed{lab: lab, root: root, known: map[string]*process{}, at: map[string]string{}}, err
}

// Close ends all processes and removes all files.
func (t *Testbed) Close() error {
	for _, p := range t.stops {
		p.stop()
	}
	return os.RemoveAll(t.root)
}

// path is the path of a file of the testbed.
func (t *Testbed) path(name string) string { return filepath.Join(t.root, name) }

// file writes a file, once, and returns its path.
func (t *Testbed) file(name string, content func() ([]byte, error)) (string, error) {
	path := t.path(name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	b, err := content()
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, b, 0o600)
}

// add keeps a process until the end. An address is remembered by the name.
func (t *Testbed) add(name, address string, p *process) {
	t.known[name], t.at[name] = p, address
	t.stops = append(t.stops, p)
}

// role starts this program in a role, once.
func (t *Testbed) role(name string, args ...string) (*process, error) {
	if p := t.known[name]; p != nil {
		return p, nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p, err := start(false, []string{roleVariable + "=" + name}, self, args...)
	if err != nil {
		return nil, err
	}
	address, err := p.await("it was ready", func(string) bool { return true })
	t.add(name, address, p)
	return p, err
}

// turn has the load do a command.
func (t *Testbed) turn(c command) (turn, error) {
	load, err := t.role(roleLoad)
	if err != nil {
		return turn{}, err
	}
	return load.tell(c)
}

// certificate makes an authority and what it has signed for the front.
func (t *Testbed) certificate() (ca, cert, key string, err error) {
	ca, cert, key = t.path("ca.pem"), t.path("front.pem"), t.path("front.key")
	if _, err := os.Stat(key); err == nil {
		return ca, cert, key, nil
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", "", err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		return "", "", "", err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return "", "", "", err
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return ca, cert, key, errors.Join(
		os.WriteFile(ca, public, 0o600), os.WriteFile(cert, public, 0o600),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}

// gate starts a gate, once: the real program, armed, with the 2025 notice, the
// devices of requests.go, a journal and a clock before a window. More arguments may
// be given. Its addresses are name, name+"/front" and name+"/admin".
func (t *Testbed) gate(name string, more ...string) (*process, error) {
	if p := t.known[name]; p != nil {
		return p, nil
	}
	noticed, err := t.notice()
	if err != nil {
		return nil, err
	}
	return t.gateWith(name, append([]string{"--notice", noticed, "--journal", t.path(name + "-journal")}, more...)...)
}

// gateWith starts a gate with what is said alone. Whatever stands for files of a
// plan is armed.
func (t *Testbed) gateWith(name string, args ...string) (*process, error) {
	program, err := t.lab.Program()
	if err != nil {
		return nil, err
	}
	devices, err := t.file("devices.csv", func() ([]byte, error) { return devices(), nil })
	if err != nil {
		return nil, err
	}
	digest, err := t.digest(program, args)
	if err != nil {
		return nil, err
	}
	all := append([]string{
		"gate", "--armed", digest, "--clock", before, "--admin", "127.0.0.1:0", "--decide", "127.0.0.1:0",
		"--proxy", "127.0.0.1=" + strings.Join(proxyHeaders, ","), "--devices", devices,
	}, args...)
	began := time.Now()
	p, err := start(true, nil, program, all...)
	if err != nil {
		return nil, err
	}
	defer func() { p.took = time.Since(began) }()
	t.add(name, "", p)
	_, err = p.await("it said where metrics are", func(line string) bool {
		for what, before := range map[string]string{"": "proxies ask at http://", "/front": "people sign in at ", "/admin": "live page are at http://"} {
			if _, rest, ok := strings.Cut(line, before); ok {
				end := strings.IndexAny(rest, "/,")
				if end < 0 {
					return false
				}
				t.at[name+what] = rest[:end]
			}
		}
		return t.at[name+"/admin"] != ""
	})
	return p, err
}

// digest is what the files of a plan are armed by.
func (t *Testbed) digest(program string, args []string) (string, error) {
	files := []string{"notice", "digest"}
	for i, a := range args {
		switch a {
		case "--notice", "--exemptions", "--pauses":
			files = append(files, args[i+1])
		}
	}
	out, err := exec.Command(program, files...).Output()
	if err != nil {
		return "", fmt.Errorf("asking for the digest of %d files: %w\n%s", len(files)-2, err, said(err))
	}
	return strings.TrimSpace(string(out)), nil
}

// said is what a program wrote that failed.
func said(err error) []byte {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.Stderr
	}
	return nil
}

// program builds a program of a module beside the benchmarks, once.
func (t *Testbed) program(name, folder, pkg string) (string, error) {
	path := t.path(name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	tree, err := t.lab.Tree()
	if err != nil {
		return "", err
	}
	build := exec.Command("go", "build", "-C", filepath.Join(tree, folder), "-o", path, pkg)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return path, nil
}

// freePort is a port that nothing used a moment ago, for programs that cannot say
// which they took.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
