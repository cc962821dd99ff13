package server

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/extractors"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/clock"
	"github.com/lanyard-id/lanyard/server/internal/gate/config"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/direct"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/handover"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
	"github.com/lanyard-id/lanyard/server/internal/journal"
	"github.com/lanyard-id/lanyard/text"
)

// runningGate is the parts of a gate, wired.
type runningGate struct {
	c   *GateConfig
	run GateRun

	logging sync.Mutex
	clock   *clock.Clock
	keeper  *plan.Keeper
	estate  *estateFiles
	proven  *proven.Store
	budget  *budget.Budget
	pager   *pager.Pager
	live    *live.Live
	gate    *gate.Gate

	certificates *door.Certificates
	door         *door.Listener // nil: there is no front
	clients      *x509.CertPool
	journal      atomic.Pointer[journal.Journal] // nil: nothing is kept, or not yet
	sockets      *handover.Sockets
	proxyLines   gate.Complaints
}

// openGate reads everything, and starts nothing that others see.
func openGate(c *GateConfig, run GateRun) (*runningGate, error) {
	g := &runningGate{c: c, run: run}
	steps := []func() error{g.openClock, g.openPlan, g.openEstate, g.openBudget, g.openGate, g.openDoor}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, errors.Join(err, g.close())
		}
	}
	return g, nil
}

// log writes what somebody should read.
func (g *runningGate) log(format string, args ...any) {
	g.logging.Lock()
	defer g.logging.Unlock()
	fmt.Fprintf(g.run.Log, "%s %s\n", time.Now().UTC().Format(time.RFC3339), fmt.Sprintf(format, args...))
}

func (g *runningGate) openClock() error {
	o := clock.Options{Rate: g.c.Clock.Rate, Tell: func(words string) { g.log("%s", words) }}
	if g.c.Clock.Start != "" {
		// A rehearsal's day is in the zone of its first notice, which is read twice:
		// the keeper of the plan asks for a clock itself.
		zone, err := firstZone(g.planFiles())
		if err != nil {
			return err
		}
		if o.Start, err = instantIn(g.c.Clock.Start, zone); err != nil {
			return fmt.Errorf("the clock cannot begin at %q: %w", g.c.Clock.Start, err)
		}
	}
	var err error
	g.clock, err = clock.New(o)
	return err
}

func instantIn(s string, zone *civil.Zone) (time.Time, error) {
	if p, err := civil.ParsePoint(s); err == nil {
		return p.Start(zone), nil
	}
	at, _, err := civil.ParseInstant(s, zone)
	return at, err
}

// firstZone is the zone of the first notice. Where that is broken a gate that ran
// before begins with what was good then, and so with the zone of that; UTC where
// there is none either, which the keeper of the plan says better.
func firstZone(files plan.Files) (*civil.Zone, error) {
	for _, path := range files.Notices {
		names := []string{path}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			if names, err = filepath.Glob(filepath.Join(path, "*.yaml")); err != nil {
				return nil, err
			}
		}
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				continue
			}
			if n, _ := notice.Parse(name, src); n != nil {
				return n.Zone, nil
			}
		}
	}
	if z := files.LastZone(); z != nil {
		return z, nil
	}
	return civil.LoadZone("UTC")
}

// planFiles are the files that the gate decides by.
func (g *runningGate) planFiles() plan.Files {
	return plan.Files{Notices: g.c.Notices, Exemptions: g.c.Exemptions, Pauses: g.c.Pauses, Armed: g.c.Armed, State: g.state()}
}

func (g *runningGate) openPlan() error {
	var err error
	g.keeper, err = plan.Open(g.planFiles(), g.clock.Now, func(m plan.Message) { g.log("%s", m.Text) })
	if err != nil {
		return err
	}
	if g.c.Hold {
		if err := g.keeper.Hold("the command line", "it began with --hold"); err != nil {
			g.log("%v", err)
		}
	}
	return nil
}

func (g *runningGate) openEstate() (err error) {
	g.estate, err = newEstateFiles(g)
	return err
}

func (g *runningGate) openBudget() error {
	state := g.state()
	var err error
	if g.proven, err = proven.Open(state, g.clock.Now()); err != nil {
		return err
	}
	if !handover.IsSuccessor() { // a successor finds its predecessor at work, as it should
		for _, problem := range g.proven.Status().Loaded.Problems {
			g.log("%s", problem)
		}
	}
	if g.c.Pager.URL != "" {
		o := pager.Options{URL: g.c.Pager.URL, Gate: g.name(), Link: "http://" + g.adminAddress() + "/"}
		if g.c.Pager.Secret != "" {
			if o.Secret, err = pager.ReadSecret(g.c.Pager.Secret); err != nil {
				return err
			}
		}
		if g.pager, err = pager.New(o); err != nil {
			return err
		}
	}
	limits := budget.Limits{
		Organisation: g.c.Budget.Organisation, All: g.c.Budget.All,
		Organisations: g.c.Budget.Organisations, Networks: g.c.Budget.Networks, Unproven: g.c.Budget.Unproven,
	}
	if err := limits.Check(); err != nil {
		return err
	}
	g.budget = budget.New(limits, g.proven, g.page)
	return nil
}

// page tells those who are responsible.
func (g *runningGate) page(p pager.Page) {
	p.Since = g.zoned(p.Since)
	g.log("%s: %d %s in an hour, more than %d; organisation %q", p.What, p.Count, p.Unit, p.Limit, p.Organisation)
	g.pager.Page(p)
}

// prove remembers whom an accepted sign-in carried.
func (g *runningGate) prove(id budget.Identity, at time.Time) {
	g.proven.Prove(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, at)
}

// provenUnit is the strongest identity of a sign-in that is proven.
func (g *runningGate) provenUnit(id budget.Identity, at time.Time) decision.Unit {
	return g.proven.Strongest(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, id.Certificate, at).Unit
}

// state is the folder of what must outlive a restart beside the journal: who is
// proven, what is open, a hold; "" = there is none.
func (g *runningGate) state() string {
	if g.c.Journal == "" || g.run.DryRun {
		return ""
	}
	if g.c.Clock.Start != "" {
		// Of a rehearsal nothing is true of people: a clock in the past would take all
		// that is proven for seen in the past.
		return filepath.Join(g.c.Journal, "rehearsal")
	}
	return filepath.Join(g.c.Journal, "state")
}

// name is how the gate is called in pages.
func (g *runningGate) name() string {
	host, err := os.Hostname()
	if err != nil {
		return g.c.Listen
	}
	return host
}

func (g *runningGate) adminAddress() string {
	if g.c.Admin == "" {
		return config.DefaultAdmin
	}
	return g.c.Admin
}

// openGate makes the part that decides.
func (g *runningGate) openGate() error {
	known, err := g.extractors()
	if err != nil {
		return err
	}
	g.live = live.New(live.Options{Now: g.clock.Now, Version: g.run.Version, KnownOrganisation: g.estate.knows})
	upstream, transport, err := g.upstream()
	if err != nil {
		return err
	}
	open := g.c.Open
	if len(open) == 0 {
		open = config.OpenPaths
	}
	for _, path := range open {
		if at := known.Below(path); len(at) > 0 {
			g.log("%s is open, and sign-ins begin at %s: they pass without a decision; open a narrower path", path, strings.Join(at, ", "))
		}
	}
	g.gate = &gate.Gate{
		Clock: g.clock, Plans: g.keeper, Extractors: known, Budget: g.budget, Prove: g.prove, Proven: g.provenUnit, Watch: g.live,
		Random:   &lockedReader{r: bufio.NewReaderSize(rand.Reader, 4096)},
		Upstream: upstream, Transport: transport, Open: open, Listed: listedOf(g.c),
		Log: func(words string) { g.log("%s", words) },
	}
	if g.c.Journal != "" {
		g.gate.Keep = g.keep
	}
	g.gate.Estate.Store(g.estate.current())
	g.estate.changed = func(e *joined.Estate) { g.gate.Estate.Store(e) }
	g.gate.Start()
	return nil
}

// lockedReader lets many goroutines read.
type lockedReader struct {
	mu sync.Mutex
	r  *bufio.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}

// extractors are the shipped ones, and those of files.
func (g *runningGate) extractors() (*attempt.Extractors, error) {
	parse := func(name string, src []byte, to *[]*attempt.Extractor) error {
		e, problems := attempt.Parse(name, src)
		if e == nil {
			return fmt.Errorf("%s", said(problems))
		}
		*to = append(*to, e)
		return nil
	}
	var own, shipped []*attempt.Extractor
	for _, f := range extractors.Shipped() {
		if err := parse(f.Name, f.Source, &shipped); err != nil {
			return nil, err
		}
	}
	for _, name := range g.c.Extractors {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := parse(name, src, &own); err != nil {
			return nil, err
		}
	}
	return attempt.New(attempt.Over(own, shipped))
}

// upstream is the way to the service; nil where there is no front.
func (g *runningGate) upstream() (*url.URL, http.RoundTripper, error) {
	if g.c.Listen == "" {
		return nil, nil, nil
	}
	u, err := url.Parse(g.c.Upstream)
	if err != nil {
		return nil, nil, err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if g.c.UpstreamCA != "" {
		if config.RootCAs, err = certificatesIn(g.c.UpstreamCA); err != nil {
			return nil, nil, err
		}
	}
	wait := g.c.UpstreamWait
	if wait == 0 {
		wait = defaultUpstreamWait
	}
	transport := gate.NewTransport(config, wait)
	if u.Scheme == "http" {
		return u, direct.New(u, transport), nil
	}
	return u, transport, nil
}

const defaultUpstreamWait = config.DefaultUpstreamWait

// certificatesIn reads a file of certificates (PEM).
func certificatesIn(name string) (*x509.CertPool, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(src) {
		return nil, fmt.Errorf("%s: there is no certificate in it; it must hold one or more in PEM", name)
	}
	return pool, nil
}

// openDoor reads the certificates of the front.
func (g *runningGate) openDoor() (err error) {
	if g.c.Listen == "" {
		return nil
	}
	modern, old := door.Files{Certificate: g.c.TLS.Cert, Key: g.c.TLS.Key}, door.Files{Certificate: g.c.OldTLS.Cert, Key: g.c.OldTLS.Key}
	g.certificates, err = door.OpenCertificates(modern, old, time.Now, func(words string) { g.log("%s", words) })
	if err == nil && g.c.Clients != "" {
		g.clients, err = certificatesIn(g.c.Clients)
	}
	return err
}

// close ends what was opened.
func (g *runningGate) close() error {
	var all []error
	if g.pager != nil {
		ctx, cancel := context.WithTimeout(context.Background(), pagerEnd)
		g.pager.Close(ctx)
		cancel()
	}
	if g.budget != nil {
		all = append(all, g.budget.Close())
	}
	if g.proven != nil {
		all = append(all, g.proven.Close())
	}
	if j := g.journal.Swap(nil); j != nil {
		all = append(all, j.Close())
	}
	return errors.Join(all...)
}

// pagerEnd is how long the last pages may take at the end.
const pagerEnd = 5 * time.Second

func listedOf(c *GateConfig) []gate.Listed {
	var out []gate.Listed
	for _, p := range c.Proxies {
		if !p.Speaks || len(p.Headers) > 0 {
			out = append(out, gate.Listed{From: p.From, Headers: p.Headers})
		}
	}
	if len(c.Proxies) == 0 {
		// Nobody is listed: this machine's own may ask, and nothing that they say of
		// their clients is believed but what a sign-in shows itself.
		out = append(out, gate.Listed{From: loopback})
	}
	return out
}

// said is everything that is wrong with a file, a line each.
func said(problems text.Problems) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}
