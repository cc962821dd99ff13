package network

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

// Inspection is somebody between this device and a host, who opens its
// connections.
type Inspection struct {
	// By is the authority that signed in the host's place, as people call it.
	By string
	// Product is what is known to sign by such a name; "" if none is.
	Product string
	// Sure is true where the authority is one that this device was made to
	// trust, or is known as a product for inspecting. Else the certificate
	// merely leads to nobody, which a wrong server does, too.
	Sure bool
}

// String is a sentence.
func (i Inspection) String() string {
	s := fmt.Sprintf("its certificate was issued by %q, which no browser knows as an authority", i.By)
	if i.Product != "" {
		s += ", and which is known from " + i.Product
	}
	return s
}

// Inspected tells whether somebody opens this connection on its way: its
// certificate is signed by an authority that is neither public nor expected. A
// host of the device's own owner may be signed like that too, so ask it of hosts
// of others.
func (t *TLS) Inspected() (Inspection, bool) {
	if t == nil || t.Fault != nil || len(t.Chain) == 0 || t.Trust == TrustPublic || t.Trust == TrustExpected {
		return Inspection{}, false
	}
	i := Inspection{By: commonName(t.Chain[0].Issuer), Product: inspectorOf(t.Chain[0].Issuer + "\n" + t.Root)}
	i.Sure = t.Trust == TrustPrivate || i.Product != ""
	return i, true
}

type inspector struct{ contains, product string }

func parseInspectors(name string, r io.Reader) ([]inspector, error) {
	all, _, err := rows(name, r, "contains", "product")
	if err != nil {
		return nil, err
	}
	known := make([]inspector, len(all))
	for i, row := range all {
		known[i] = inspector{strings.ToLower(row[0]), row[1]}
	}
	return known, nil
}

var inspectors = sync.OnceValue(func() []inspector { return shipped(parseInspectors, "inspectors.csv") })

// inspectorOf is the product that signs by such a name.
func inspectorOf(name string) string {
	name = strings.ToLower(name)
	for _, i := range inspectors() {
		if strings.Contains(name, i.contains) {
			return i.product
		}
	}
	return ""
}
