package network

import (
	"context"
	"crypto/tls"
	"time"
)

// everySuite are all that crypto/tls knows: what a path agrees to is to be seen,
// also where it is weak. Nothing secret goes through these connections.
var everySuite = func() []uint16 {
	var all []uint16
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		all = append(all, s.ID)
	}
	return all
}()

// handshake speaks TLS on s, offering the versions from least to most. Who signed
// the certificate is looked at by the caller, not here.
func (l *look) handshake(ctx context.Context, s *stream, name string, least, most uint16) (*tls.Conn, *tls.ConnectionState, int, *Fault) {
	conn := tls.Client(s, &tls.Config{
		ServerName:         name,
		InsecureSkipVerify: true, // trust.go says who it is: every certificate is to be seen
		MinVersion:         least,
		MaxVersion:         most,
		CipherSuites:       everySuite,
		// As Windows offers. Go's own list has a share that does not fit in one
		// packet, at which some boxes on the way fail: that is not the question.
		CurvePreferences:       []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384},
		NextProtos:             []string{"http/1.1"},
		SessionTicketsDisabled: true,
	})
	began := time.Now()
	err := conn.Handshake()
	took := since(began)
	if err == nil {
		state := conn.ConnectionState()
		return conn, &state, took, nil
	}
	f := fault(ctx, "negotiating TLS", err)
	if f.Kind == Failed {
		// crypto/tls ended it. Say of the commonest why what the bytes say.
		f.Kind = Malformed
		if v, ok := chosenVersion(s.head); ok && (v < least || v > most) {
			f.Kind = OtherVersion
			f.Text = "negotiating TLS: the other end chose " + shownVersion(v) + ", which was not offered"
		}
	}
	return nil, nil, took, f
}

func shownVersion(v uint16) string {
	if v == 0x0300 {
		return "SSLv3" // RFC 6101
	}
	return tls.VersionName(v)
}
