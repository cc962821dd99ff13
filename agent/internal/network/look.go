package network

import (
	"context"
	"net/netip"
	"runtime"
	"sync"
	"time"
)

// look is one look at the network.
type look struct {
	Options
	offline bool
	proxies Proxies
	// trust makes the judge of certificates, when one is first needed.
	trust func() *judge
	roots Roots
}

// Look looks at the network. It never fails as a whole, and takes no longer than
// the budget: what could not be seen until then says so.
func Look(ctx context.Context, o Options) Network {
	o.fill()
	ctx, cancel := context.WithTimeout(ctx, o.Budget)
	defer cancel()
	began := time.Now()
	l := &look{Options: o}
	n := Network{Form: Form, At: o.Now().UTC(), Stack: "Go crypto/tls, " + clean(runtime.Version(), 100)}
	n.Link = o.Interfaces()
	l.offline = n.Link.Fault == nil && n.Link.Up == 0
	l.proxies = l.settings()
	l.trust = sync.OnceValue(l.judge)
	n.Proxies = l.proxies

	hosts := o.Hosts[:min(len(o.Hosts), maxHosts)]
	visits := make([]visit, len(hosts))
	room := make(chan struct{}, atOnce)
	var wait sync.WaitGroup
	for i, t := range hosts {
		wait.Go(func() {
			select {
			case room <- struct{}{}:
				defer func() { <-room }()
			case <-ctx.Done():
			}
			if ctx.Err() != nil {
				visits[i] = visit{host: Host{Target: t.cleaned(), Paths: []Path{{Fault: &Fault{Kind: NotAwaited, Text: "there was no time left to look at this host"}}}}}
				return
			}
			visits[i] = l.visit(ctx, t, false, o.Versions)
		})
	}
	var server *visit
	if o.Server != "" {
		wait.Go(func() { n.Server, server = l.gate(ctx, o.Server) })
	}
	ports := o.Ports[:min(len(o.Ports), maxListeners)]
	n.Listeners = make([]Listener, len(ports))
	for i, p := range ports {
		wait.Go(func() { n.Listeners[i] = l.local(ctx, p) })
	}
	wait.Wait()

	var samples []Sample
	for _, v := range visits {
		n.Hosts = append(n.Hosts, v.host)
		samples = append(samples, v.samples()...)
	}
	if server != nil {
		n.Server.Host = server.host
		samples = append(samples, server.samples()...)
	}
	n.Roots = l.roots
	n.finish(samples, o.Built)
	n.TookMS = since(began)
	return n
}

// judge reads the roots.
func (l *look) judge() *judge {
	held, err := l.Roots()
	if err != nil {
		l.roots.Fault = &Fault{Kind: NotPossible, Text: clean("the certificates that this device trusts could not be read: "+err.Error(), maxTextBytes)}
	}
	j := newJudge(held, l.Expected)
	l.roots.Held, l.roots.Public = len(j.stores), len(j.isPublic)
	return j
}

// visit is one host with all its paths.
type visit struct {
	host    Host
	walkers []*walker
}

func (v visit) samples() []Sample {
	var all []Sample
	for _, w := range v.walkers {
		if w.sample != nil {
			all = append(all, *w.sample)
		}
	}
	return all
}

// visit walks all paths to a host at once.
func (l *look) visit(ctx context.Context, t Target, plain bool, versions []string) visit {
	if t.Port == 0 {
		t.Port = 443
	}
	v := visit{host: Host{Target: t.cleaned()}}
	if err := t.valid(); err != nil {
		v.host.Paths = []Path{{Fault: &Fault{Kind: Failed, Text: clean(err.Error(), maxTextBytes)}}}
		return v
	}
	versions = asked(versions)
	scheme := "https"
	if plain {
		scheme = "http"
	}
	all, bypassed := routes(l.proxies, t, scheme)
	v.host.Bypassed = bypassed
	var wait sync.WaitGroup
	for _, r := range all {
		w := &walker{look: l, target: t, route: r, plain: plain}
		v.walkers = append(v.walkers, w)
		if r.proxy != "" {
			wait.Go(func() { w.walk(ctx, nil, nil, versions) })
		}
	}
	var addresses []netip.Addr
	v.host.Names, addresses = l.resolve(ctx, t.Name)
	v.walkers[0].walk(ctx, addresses, v.host.Names.Fault(), versions)
	wait.Wait()
	for _, w := range v.walkers {
		v.host.Paths = append(v.host.Paths, w.path)
	}
	return v
}

// cleaned is what is kept of a target, which may come from a file of others.
func (t Target) cleaned() Target {
	for _, s := range []*string{&t.Name, &t.Environment, &t.Net, &t.Use, &t.Source} {
		*s = clean(*s, maxTextBytes)
	}
	t.Port = min(max(t.Port, 0), 65535)
	return t
}

// asked are the versions that are known, at most four.
func asked(versions []string) []string {
	var known []string
	for _, v := range versions {
		if versionNumber(v) != 0 && len(known) < maxVersions {
			known = append(known, v)
		}
	}
	return known
}
