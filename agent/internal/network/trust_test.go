package network

import (
	"crypto/sha1"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

func TestWhoSigned(t *testing.T) {
	nhs := func(t *testing.T) *authority {
		return newAuthority(t, pkix.Name{CommonName: "NHS Root Authority G9"}, nil)
	}
	for _, c := range []struct {
		name string
		// by gives who signs, and may change the device.
		by      func(t *testing.T, w *world, o *Options) *authority
		change  func(*x509.Certificate)
		trust   Trust
		root    string
		names   bool
		opened  string // by whom; "" is nobody
		sure    bool
		product string
	}{
		{name: "public", by: func(_ *testing.T, w *world, _ *Options) *authority { return w.public }, trust: TrustPublic, root: "Public Test Root", names: true},
		{name: "inspecting proxy", by: func(_ *testing.T, w *world, _ *Options) *authority { return w.owner }, trust: TrustPrivate, root: "Contoso TLS Inspection CA", names: true, opened: "Contoso TLS Inspection CA", sure: true},
		{
			name: "intermediate of an inspecting proxy", trust: TrustPrivate, root: "Contoso TLS Inspection CA", names: true,
			by: func(t *testing.T, w *world, _ *Options) *authority {
				return newAuthority(t, pkix.Name{CommonName: "Zscaler Intermediate Root CA (example.test)"}, w.owner)
			},
			opened: "Zscaler Intermediate Root CA (example.test)", sure: true, product: "Zscaler",
		},
		{
			name: "known product that is not trusted", trust: TrustNoRoot, root: "FortiGate CA", names: true,
			by: func(t *testing.T, _ *world, _ *Options) *authority {
				return newAuthority(t, pkix.Name{CommonName: "FortiGate CA"}, nil)
			},
			opened: "FortiGate CA", sure: true, product: "Fortinet FortiGate",
		},
		{name: "nobody", by: func(t *testing.T, _ *world, _ *Options) *authority { return nhs(t) }, trust: TrustNoRoot, root: "NHS Root Authority G9", names: true, opened: "NHS Root Authority G9"},
		{
			name: "expected and held", trust: TrustExpected, root: "NHS Root Authority G9", names: true,
			by: func(t *testing.T, w *world, o *Options) *authority {
				a := nhs(t)
				o.Roots = func() (Held, error) { return Held{Roots: []Root{{a.cert, "group policy", false}}}, nil }
				o.Expected = []Issuer{{Name: "NHS Root Authority G9", SHA1: fmt.Sprintf("%X", sha1.Sum(a.cert.Raw))}}
				return a
			},
		},
		{
			name: "named like one that is expected", trust: TrustPrivate, root: "NHS Root Authority G9", names: true, opened: "NHS Root Authority G9", sure: true,
			by: func(t *testing.T, w *world, o *Options) *authority {
				a := nhs(t)
				o.Roots = func() (Held, error) { return Held{Roots: []Root{{a.cert, "ROOT of the user", false}}}, nil }
				o.Expected = []Issuer{{Name: "NHS Root Authority G9", SHA1: strings.Repeat("A", 40)}}
				return a
			},
		},
		{
			name: "another name", by: func(_ *testing.T, w *world, _ *Options) *authority { return w.public },
			change: func(c *x509.Certificate) { c.DNSNames = []string{"portal.example.test"} },
			trust:  TrustPublic, root: "Public Test Root",
		},
		{
			name: "expired is still public", by: func(_ *testing.T, w *world, _ *Options) *authority { return w.public },
			change: func(c *x509.Certificate) { c.NotAfter = noon.AddDate(0, 0, -1) },
			trust:  TrustPublic, root: "Public Test Root", names: true,
		},
		{
			name: "older than its authority", by: func(_ *testing.T, w *world, _ *Options) *authority { return w.owner },
			change: func(c *x509.Certificate) { c.NotBefore = noon.AddDate(-20, 0, 0) },
			trust:  TrustPrivate, root: "Contoso TLS Inspection CA", names: true, opened: "Contoso TLS Inspection CA", sure: true,
		},
		{
			name: "hostile words", trust: TrustNoRoot, root: "evil\x00", names: true, opened: "evil [31m gnp.exe",
			by: func(t *testing.T, _ *world, _ *Options) *authority {
				return newAuthority(t, pkix.Name{CommonName: "evil\x1b[31m\u202egnp.exe"}, nil)
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			o := w.options("gas.example.test")
			signer := c.by(t, w, &o)
			w.web("gas.example.test", config(signer.issue("gas.example.test", c.change), tls.VersionTLS12, tls.VersionTLS13), hello)
			p := the(t, w.look(o))
			if p.Fault != nil {
				t.Fatal(p.Fault)
			}
			if p.TLS.Trust != c.trust || p.TLS.NameMatches != c.names {
				t.Errorf("trust %s, name matches %v", p.TLS.Trust, p.TLS.NameMatches)
			}
			if root, _, _ := strings.Cut(c.root, "\x00"); !strings.Contains(p.TLS.Root, root) {
				t.Errorf("root %q, want %q", p.TLS.Root, root)
			}
			i, opened := p.TLS.Inspected()
			if opened != (c.opened != "") || i.By != c.opened || i.Sure != c.sure || i.Product != c.product {
				t.Errorf("opened %v by %+v; want %q, sure %v, product %q", opened, i, c.opened, c.sure, c.product)
			}
			if opened && !strings.Contains(i.String(), c.opened) {
				t.Errorf("said as %q", i)
			}
		})
	}
}

func TestShippedPublicRootsArePublic(t *testing.T) {
	pool, all := publicRoots()
	if len(all) < 50 || pool.Equal(x509.NewCertPool()) {
		t.Errorf("%d public roots", len(all))
	}
}

func TestWithoutRootsOfTheDevice(t *testing.T) {
	w := newWorld(t)
	w.web("gas.example.test", config(w.public.issue("gas.example.test", nil), tls.VersionTLS12, tls.VersionTLS13), hello)
	o := w.options("gas.example.test")
	o.Roots = func() (Held, error) { return Held{}, errors.New("access denied") }
	n := w.look(o)
	if p := the(t, n); p.TLS.Trust != TrustNoRoot || p.Fault != nil {
		t.Errorf("trust %s, fault %v", p.TLS.Trust, p.Fault)
	}
	if f := n.Roots.Fault; f == nil || f.Kind != NotPossible || !strings.Contains(f.Text, "access denied") {
		t.Errorf("fault %+v", f)
	}
}

func TestGiantCertificates(t *testing.T) {
	w := newWorld(t)
	cert := w.public.issue("gas.example.test", func(c *x509.Certificate) {
		for i := range 1500 {
			c.DNSNames = append(c.DNSNames, fmt.Sprintf("n%d.example.test", i))
		}
		for range 100 {
			c.IPAddresses = append(c.IPAddresses, net.IPv4(192, 0, 2, 1))
		}
		c.Subject.OrganizationalUnit = []string{strings.Repeat("x", 9000)}
	})
	for range 40 {
		cert.Certificate = append(cert.Certificate, w.owner.cert.Raw)
	}
	w.web("gas.example.test", config(cert, tls.VersionTLS12, tls.VersionTLS13), hello)
	p := the(t, w.look(w.options("gas.example.test")))
	if p.Fault != nil {
		t.Fatal(p.Fault)
	}
	leaf := p.TLS.Chain[0]
	if len(p.TLS.Chain) != maxCertificates || p.TLS.More != 42-maxCertificates || len(leaf.Names) != maxNames || leaf.More != 1601-maxNames || len(leaf.Subject) > maxTextBytes {
		t.Errorf("%d certificates and %d more, %d names and %d more, subject of %d bytes", len(p.TLS.Chain), p.TLS.More, len(leaf.Names), leaf.More, len(leaf.Subject))
	}
	// One that is too large for any handshake.
	cert = w.public.issue("huge.example.test", func(c *x509.Certificate) {
		c.Subject.OrganizationalUnit = []string{strings.Repeat("x", 300_000)}
	})
	w.web("huge.example.test", config(cert, tls.VersionTLS12, tls.VersionTLS12), hello)
	p = the(t, w.look(w.options("huge.example.test")))
	if p.Fault == nil || p.Fault.Kind != Malformed {
		t.Errorf("fault %+v", p.Fault)
	}
}

func TestCommonName(t *testing.T) {
	for in, want := range map[string]string{
		"CN=Contoso TLS Inspection CA,O=Contoso": "Contoso TLS Inspection CA",
		`O=A\, B,CN=C\, D`:                       "C, D",
		"OU=a+CN=b,O=c":                          "b",
		"O=No Common Name Ltd":                   "O=No Common Name Ltd",
		"":                                       "",
		`CN=ends in\`:                            "ends in",
	} {
		if got := commonName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDatesAndTheClock(t *testing.T) {
	long := func(from, until time.Duration) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.NotBefore, c.NotAfter = noon.Add(from), noon.Add(until) }
	}
	const month = 30 * 24 * time.Hour
	for _, c := range []struct {
		name       string
		change     func(*x509.Certificate)
		now, right time.Time
		built      time.Time
		silent     bool // the server gives no Date
		private    bool
		dates      Dates
		skew       time.Duration
		unknown    bool
	}{
		{name: "all is well", now: noon, right: noon, dates: DatesValid},
		{name: "expired", change: long(-2*month, -month), now: noon, right: noon, dates: DatesExpired},
		{name: "not begun", change: long(month, 2*month), now: noon, right: noon, dates: DatesNotYet, silent: true, private: true, unknown: true},
		{name: "clock in 1970", now: time.Unix(0, 0), right: noon, dates: DatesWrongClock, skew: time.Unix(0, 0).Sub(noon)},
		{name: "clock in 2041", now: noon.AddDate(16, 0, 0), right: noon, dates: DatesWrongClock, skew: noon.AddDate(16, 0, 0).Sub(noon)},
		{name: "wrong clock and expired", change: long(-2*month, -month), now: noon.Add(-month - 15*24*time.Hour), right: noon, dates: DatesExpired, skew: -month - 15*24*time.Hour},
		{name: "five minutes ahead", now: noon.Add(5 * time.Minute), right: noon, dates: DatesValid, skew: 5 * time.Minute},
		{name: "1970 without a Date", now: time.Unix(0, 0), silent: true, dates: DatesWrongClock, skew: time.Unix(0, 0).Sub(noon.AddDate(0, -1, 0))},
		{name: "1970 without a Date, and nobody to believe", now: time.Unix(0, 0), silent: true, private: true, dates: DatesNotYet, unknown: true},
		{name: "1970 and the build is known", now: time.Unix(0, 0), silent: true, private: true, built: noon, dates: DatesWrongClock, skew: time.Unix(0, 0).Sub(noon)},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.now, w.right = c.now, c.right
			signer := w.public
			if c.private {
				signer = w.owner
			}
			w.web("gas.example.test", config(signer.issue("gas.example.test", c.change), tls.VersionTLS12, tls.VersionTLS13), hello)
			if c.silent {
				w.silence("gas.example.test", signer, c.change)
			}
			o := w.options("gas.example.test")
			o.Built = c.built
			n := w.look(o)
			p := the(t, n)
			if p.Fault != nil {
				t.Fatal(p.Fault)
			}
			skew, known := n.Skew()
			if known == c.unknown || (skew-c.skew).Abs() > time.Second {
				t.Errorf("skew %v, known %v; want %v (clock %+v)", skew, known, c.skew, n.Clock)
			}
			if p.TLS.Dates != c.dates || p.Works() != (c.dates == DatesValid || c.dates == DatesWrongClock) {
				t.Errorf("dates %s, works %v; want %s", p.TLS.Dates, p.Works(), c.dates)
			}
		})
	}
}
