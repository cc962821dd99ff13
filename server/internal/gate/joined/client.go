package joined

import (
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

// client tells of the software that signs in. All of it is claimed: what the files
// say is installed may have been updated since.
func (q *question) client(doubt string) {
	a, f := q.attempt, q.facts
	product := strings.TrimSpace(a.Client)
	if product == "" {
		return
	}
	f.Set(*clientProduct, notice.Text(product))
	v := q.read(clientVersion, a.Version)
	switch {
	case v.IsMissing():
	case doubt != "":
		f.Note(*clientVersion, doubt)
	default:
		f.Set(*clientVersion, v)
	}
}

// connection tells of the hop nearest to the client, as the gate or a proxy that it
// trusts saw it. What a client says of its connection is not asked.
func (q *question) connection(v *door.Visitor) {
	if v == nil || v.TLS == 0 && v.Hello == nil {
		return
	}
	f := q.facts
	f.Give(notice.Connection)
	setTLS(f, connectionTLS, v.TLS)
	if v.Hello != nil {
		setTLS(f, offered, v.Hello.Offered)
	}
	if v.Cipher != "" {
		f.Set(*cipher, notice.Text(v.Cipher))
	}
}

// setTLS sets a version, if it is one that notices know.
func setTLS(f *notice.Facts, a *fact.Attribute, version uint16) {
	if v := fact.TLS(version); v >= fact.SSLv3 && v <= fact.TLS13 {
		f.Set(*a, tlsValues[v-fact.SSLv3])
	}
}

// tlsValues are the versions that notices know, made once.
var tlsValues = [...]notice.Value{
	notice.TLSOf(fact.SSLv3), notice.TLSOf(fact.TLS10), notice.TLSOf(fact.TLS11), notice.TLSOf(fact.TLS12), notice.TLSOf(fact.TLS13),
}
