package door

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Files are the names of a certificate, with its chain, and of its key, both in
// PEM. Both empty: there is none.
type Files struct{ Certificate, Key string }

// Certificates are those of both configurations, as files have them now. What is in
// force changes as one; while files are wrong the last good ones stay in force.
type Certificates struct {
	files [2]Files // modern, old
	now   func() time.Time
	tell  func(string)

	force atomic.Pointer[pairs]

	mu      sync.Mutex // of what follows: looks come one after another
	seen    [4]sight   // of each file, when it was last read
	changed bool       // what was seen is not what was last loaded
	failure string     // of the last look; "" = it was good
	warned  []string   // the warnings that hold and were told
}

// pairs are the certificates in force.
type pairs struct {
	modern *tls.Certificate
	old    *tls.Certificate // nil: there is none
}

// sight is what a file was when it was read.
type sight struct {
	info    os.FileInfo
	content []byte
	young   bool // it had changed so recently that another change need not show
}

// youth is how long a file is read again at each look after it changed: two changes
// within the resolution of a file system's clock look like one.
const youth = 2 * time.Second

// maxPEM is how long a file may be, in bytes.
const maxPEM = 1 << 20

// OpenCertificates reads the files. The old ones may be left out. What is told are
// warnings and what happens at later looks, in sentences for the log.
func OpenCertificates(modern, old Files, now func() time.Time, tell func(string)) (*Certificates, error) {
	c := &Certificates{files: [2]Files{modern, old}, now: now, tell: tell}
	for _, f := range c.files {
		if (f.Certificate == "") != (f.Key == "") {
			return nil, fmt.Errorf("certificate %q with the key %q: one of both is missing", f.Certificate, f.Key)
		}
	}
	if modern.Certificate == "" {
		return nil, errors.New("there is no certificate; TLS needs a certificate and its key")
	}
	if err := c.refresh(); err != nil {
		return nil, err
	}
	c.warn()
	return c, nil
}

// Modern gives the certificate of TLS 1.2 and 1.3.
func (c *Certificates) Modern() (*tls.Certificate, error) { return c.force.Load().modern, nil }

// HasOld tells whether there is a certificate for TLS 1.0 and 1.1.
func (c *Certificates) HasOld() bool { return c.files[1].Certificate != "" }

// Old gives the certificate of TLS 1.0 and 1.1.
func (c *Certificates) Old() (*tls.Certificate, error) {
	if old := c.force.Load().old; old != nil {
		return old, nil
	}
	return nil, errors.New("there is no certificate for old TLS")
}

// Look reads the files again if they changed.
func (c *Certificates) Look() {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.force.Load()
	failure := ""
	if err := c.refresh(); err != nil {
		failure = err.Error()
	}
	switch {
	case failure != "" && failure != c.failure:
		c.tell("A certificate or key is wrong now, and the last good ones stay in force: " + failure)
	case failure == "" && c.failure != "" && c.force.Load() == before:
		c.tell("The certificates and keys are as they were before.")
	case c.force.Load() != before:
		c.tell("New certificates are in force, from " + strings.Join(c.names(), ", ") + ".")
	}
	c.failure = failure
	c.warn()
}

// refresh puts into force what the files have, if it is good and another than
// before.
func (c *Certificates) refresh() error {
	if err := c.read(); err != nil {
		return err
	}
	if !c.changed {
		return nil
	}
	loaded, err := c.load()
	if err != nil {
		return err
	}
	c.changed = false
	c.force.Store(loaded)
	return nil
}

// names are the files' names.
func (c *Certificates) names() []string {
	var names []string
	for _, f := range c.files {
		if f.Certificate != "" {
			names = append(names, f.Certificate, f.Key)
		}
	}
	return names
}

// read reads the files that may have changed.
func (c *Certificates) read() error {
	for i, name := range c.names() {
		now := c.now()
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		last := &c.seen[i]
		if !last.young && last.info != nil && os.SameFile(info, last.info) && info.ModTime().Equal(last.info.ModTime()) && info.Size() == last.info.Size() {
			continue
		}
		content, err := readPEM(name, info)
		if err != nil {
			return err
		}
		c.changed = c.changed || !bytes.Equal(content, last.content)
		*last = sight{info: info, content: content, young: now.Sub(info.ModTime()) < youth}
	}
	return nil
}

func readPEM(name string, info os.FileInfo) ([]byte, error) {
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxPEM+1))
	if err == nil && len(content) > maxPEM {
		err = fmt.Errorf("%s has more than %d bytes: it is no certificate or key in PEM", name, maxPEM)
	}
	return content, err
}
