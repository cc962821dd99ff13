package tokens

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

const (
	// over is what a signature may cost beside pkcs11-tool's own.
	over = 1.1
	pin  = "135724"
	// enough is how many rounds are: each starts a program for each side.
	enough = 20
)

// Bench is the token and the programs, made when they are asked for first.
type Bench struct {
	tree   func() (string, error) // the program's
	root   string
	module string
	tool   string
	direct string
	try    string
}

// New returns a bench that makes what it needs in a folder for temporary files. Tree
// gives the folder of the program's module.
func New(tree func() (string, error)) *Bench { return &Bench{tree: tree} }

// Close removes what was made.
func (b *Bench) Close() error {
	if b.root == "" {
		return nil
	}
	return os.RemoveAll(b.root)
}

// places are where systems put the module of SoftHSM.
var places = []string{"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib64/libsofthsm2.so"}

// Has reports whether what is measured beside is there: SoftHSM, pkcs11-tool and a C
// compiler, on Linux.
func Has() bool {
	for _, name := range []string{"softhsm2-util", "pkcs11-tool", "gcc"} {
		if _, err := exec.LookPath(name); err != nil {
			return false
		}
	}
	return place() != ""
}

func place() string {
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}

// Comparisons are the pairs, each with so many signatures in a session; none where
// there is nothing to measure beside.
func (b *Bench) Comparisons(signatures int) []ratio.Pair {
	if !Has() {
		return nil
	}
	whole := func(name string, limit float64, args ...string) ratio.Pair {
		p := ratio.Pair{Name: name, Limit: limit, Rounds: enough, A: ratio.Side{Name: "Lanyard"}, B: ratio.Side{Name: "pkcs11-tool"}}
		p.Prepare = func(p *ratio.Pair) error {
			if err := b.make(); err != nil {
				return err
			}
			p.A.Do = func() { b.lanyard(0, args...) }
			p.B.Do = b.pkcs11tool
			return nil
		}
		return p
	}
	session := func(name string, limit float64, measure func(run) time.Duration, args ...string) ratio.Pair {
		p := ratio.Pair{Name: name, Limit: limit, Rounds: enough, A: ratio.Side{Name: "Lanyard"}, B: ratio.Side{Name: "C"}}
		p.Prepare = func(*ratio.Pair) error { return b.make() }
		p.Run = func(rounds int) (a, c []time.Duration) {
			for range rounds {
				a = append(a, measure(b.lanyard(signatures, args...)))
				c = append(c, measure(b.c(signatures)))
			}
			return a, c
		}
		return p
	}
	bothApart := func(name string, limit float64, measure func(run) time.Duration) ratio.Pair {
		p := session(name, limit, measure)
		p.B.Name = "C, apart"
		p.Run = func(rounds int) (a, c []time.Duration) {
			for range rounds {
				a = append(a, measure(b.lanyard(signatures)))
				c = append(c, measure(b.c(signatures, "apart")))
			}
			return a, c
		}
		return p
	}
	return []ratio.Pair{
		whole("PKCS #11, a whole run with one signature", over, "-inside", "-id", "01"),
		whole("PKCS #11, the same, module apart", 0),
		session("PKCS #11, a signature in a session", over, run.wall, "-inside"),
		session("PKCS #11, the same, processor", 0, run.processor, "-inside"),
		session("PKCS #11, a signature, module apart", 0, run.wall),
		session("PKCS #11, the same, module apart, processor", 0, run.processor),
		bothApart("PKCS #11, the same, apart in C, too", over, run.wall),
		bothApart("PKCS #11, the same, apart in C, too, processor", 0, run.processor),
	}
}

// make makes the token and the programs.
func (b *Bench) make() error {
	if b.try != "" {
		return nil
	}
	tree, err := b.tree()
	if err != nil {
		return err
	}
	if b.root, err = os.MkdirTemp("", "lanyard-bench-token-"); err != nil {
		return err
	}
	b.module = place()
	if b.tool, err = exec.LookPath("pkcs11-tool"); err != nil {
		return err
	}
	if err := b.token(); err != nil {
		return err
	}
	b.direct = filepath.Join(b.root, "direct")
	if err := b.do("gcc", "-O2", "-o", b.direct, filepath.Join(tree, "bench/tokens/direct/direct.c"), "-ldl"); err != nil {
		return err
	}
	try := filepath.Join(b.root, "try")
	if err := b.do("go", "build", "-C", tree, "-o", try, "./agent/internal/card/pkcs11/try"); err != nil {
		return err
	}
	b.try = try
	return nil
}

// token makes a token with a key and its certificate.
func (b *Bench) token() error {
	tokens := filepath.Join(b.root, "tokens")
	if err := os.Mkdir(tokens, 0o700); err != nil {
		return err
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "A. Nobody"}, NotBefore: now, NotAfter: now.AddDate(1, 0, 0)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		"softhsm2.conf": fmt.Sprintf("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens),
		"pin":           pin + "\n", "data": "32 bytes that are signed again ..", "privkey": string(private), "cert": string(cert),
	} {
		if err := os.WriteFile(b.path(name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	if err := b.do("softhsm2-util", "--init-token", "--free", "--label", "bench", "--so-pin", "87654321", "--pin", pin); err != nil {
		return err
	}
	for _, kind := range []string{"privkey", "cert"} {
		if err := b.do(b.tool, "--module", b.module, "--token-label", "bench", "--login", "--pin", pin, "--write-object", b.path(kind), "--type", kind, "--id", "01"); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bench) path(name string) string { return filepath.Join(b.root, name) }
