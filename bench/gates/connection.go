package gates

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"
)

// answerWait is how long an answer may take: whatever is slower is broken.
const answerWait = 30 * time.Second

// connection is HTTP/1.1 with as little about it as possible: what the load costs
// is a part of both sides, and hides what differs.
type connection struct {
	net.Conn
	answers *bufio.Reader
	until   time.Time // the deadline
}

func connect(t *target) (*connection, error) {
	c, err := net.DialTimeout("tcp", t.Address, answerWait)
	if err != nil {
		return nil, err
	}
	if t.CA != "" {
		trusted, err := os.ReadFile(t.CA)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(trusted)
		secured := tls.Client(c, &tls.Config{RootCAs: pool, ServerName: host, NextProtos: []string{"http/1.1"}})
		if err := secured.Handshake(); err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c = secured
	}
	return &connection{Conn: c, answers: bufio.NewReaderSize(c, 16<<10)}, nil
}

// ask sends a request and reads its answer whole.
func (c *connection) ask(request []byte) (status int, err error) {
	if now := time.Now(); c.until.Sub(now) < answerWait/2 {
		c.until = now.Add(answerWait)
		if err := c.SetDeadline(c.until); err != nil {
			return 0, err
		}
	}
	if _, err := c.Write(request); err != nil {
		return 0, err
	}
	line, err := c.answers.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if len(line) < len("HTTP/1.1 204") || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, fmt.Errorf("an answer begins %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, err
	}
	length, err := c.head()
	if err != nil || status == 204 {
		return status, err
	}
	if length >= 0 {
		_, err = c.answers.Discard(length)
		return status, err
	}
	return status, c.chunks()
}

// head reads header fields and returns the length of the body, -1 of one in chunks.
func (c *connection) head() (length int, err error) {
	for {
		line, err := c.answers.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) <= 2 {
			return length, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch {
		case len(name) == len("Content-Length") && bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, err
			}
		case len(name) == len("Transfer-Encoding") && bytes.EqualFold(name, []byte("Transfer-Encoding")):
			length = -1
		}
	}
}

// chunks reads a body in chunks.
func (c *connection) chunks() error {
	for {
		line, err := c.answers.ReadSlice('\n')
		if err != nil {
			return err
		}
		n, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 31)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, c.answers, int64(n)+2); err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
	}
}
