package door

import (
	"errors"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// notTLS is what a browser shows that was sent to http:// on a port of TLS.
const notTLS = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" +
	"This address speaks HTTPS. Use https:// in place of http://.\n"

// maxDetail is how long the detail of a reason may be, in bytes: package tls puts
// lists into it that are as long as the client wants them to be.
const maxDetail = 500

// sendAway counts and tells why a connection gets no further, says so to the
// client where there are words or an alert for it, and closes.
func (l *Listener) sendAway(c *conn, err error) {
	defer c.Close()
	why := new(turnedAway)
	if !errors.As(err, &why) {
		why = &turnedAway{Broken, noAlert, err.Error()}
	}
	l.counts[why.reason].Add(1)
	if l.config.Refused != nil && why.reason != Silent {
		l.config.Refused(c.visitor, why.reason, plain([]byte(why.detail), maxDetail))
	}
	switch {
	case why.alert != noAlert:
		version := byte(1) // of the record: TLS 1.0, which all understand
		if h := c.visitor.Hello; h != nil && h.Offered <= clienthello.SSL30 {
			version = 0
		}
		c.farewell([]byte{21, 3, version, 0, 2, 2, why.alert}) // RFC 8446 §5.1, §6: alert, fatal
	case why.reason == Plain:
		c.farewell([]byte(notTLS))
	case why.reason == Failed:
		c.farewell(nil) // package tls has sent an alert
	}
}

// farewell sends the last bytes, and gives the client time to read them. To close
// at once, with bytes of it unread, would reset the connection and throw away what
// was sent.
func (c *conn) farewell(last []byte) {
	if err := c.Conn.SetDeadline(time.Now().Add(lingerTime)); err != nil {
		return
	}
	if _, err := c.Conn.Write(last); err != nil {
		return
	}
	if err := c.CloseWrite(); err != nil {
		return
	}
	_, _ = io.CopyN(io.Discard, c.Conn, lingerBytes)
}
