package live

import (
	"net/http"
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const prefix = "lanyard_gate_"

// describe makes the description of a metric.
func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prefix+name, help, labels, nil)
}

// The metrics of decisions. Those of events are in count.go, those of what the
// sources tell in gauges.go.
var (
	buildInfo = describe("build_info", "1, with the version of the program and of Go.", "version", "go_version")

	decisionsTotal = describe("decisions_total", "Sign-ins that were decided, by what was done: allow, warn or block.", "action")
	askedTotal     = describe("asked_total", "Sign-ins that were decided, by what the notices asked for.", "action")
	weakenedTotal  = describe("weakened_total", "Sign-ins that were warned and would have been blocked, by why they were not.", "reason")
	tlsTotal       = describe("tls_decisions_total", "Sign-ins that were decided, by the version of TLS that was negotiated.", "tls", "action")
	provenTotal    = describe("proven_decisions_total", "Sign-ins that were decided, by the strongest identity in them that is proven.", "proven")
	contradicted   = describe("contradicted_total", "Sign-ins whose claims the handshake contradicts.")
	outcomesTotal  = describe("outcomes_total", "What the service behind the gate made of sign-ins that were let through.", "outcome")

	requirementTotal  = describe("requirement_decisions_total", "Sign-ins that fell short of a requirement, or of which that is not known, by what it did: observe, warn or block.", "notice", "requirement", "action")
	requirementSpared = describe("requirement_weakened_total", "Sign-ins that a requirement would have blocked and that were warned instead.", "notice", "requirement")
	clientTotal       = describe("client_decisions_total", "Sign-ins by the software that they claim to come from; beyond 512 names as other.", "client", "version", "action")
	extractorTotal    = describe("extractor_decisions_total", "Sign-ins by the extractor that knew them.", "extractor", "action")
	organisationTotal = describe("organisation_decisions_total", "Sign-ins that were warned or blocked, by organisation from the first such on; beyond 1,000 organisations as other.", "organisation", "action")
	organisationSpare = describe("organisation_weakened_total", "Sign-ins that were warned and would have been blocked, by organisation as above.", "organisation")

	namesKept   = describe("names", "Names that are counted one by one, by table.", "table")
	namesLimit  = describe("names_limit", "How many may be; beyond that they are counted as other.", "table")
	stepsKept   = describe("trail_steps", "Seconds in which something came under a name, of all names together, that are kept for the last quarter of an hour.")
	stepsLimits = describe("trail_steps_limit", "How many may be; beyond that less of the quarter of an hour is kept.")

	decisionTook = describe("decision_duration_seconds", "How long a decision took, with its record kept.")
	upstreamTook = describe("upstream_duration_seconds", "How long the service behind the gate took until its answer began.")
)

// eventDescs are the metrics of events, by their names.
var eventDescs = func() map[string]*prometheus.Desc {
	descs := make(map[string]*prometheus.Desc)
	for _, as := range eventsAs {
		if descs[as.metric] == nil {
			var labels []string
			if as.label != "" {
				labels = []string{as.label}
			}
			descs[as.metric] = describe(as.metric, metricHelp[as.metric], labels...)
		}
	}
	return descs
}()

// metrics collects everything at a scrape; nothing is counted twice.
type metrics struct {
	*Live
	sources *Sources
}

// Describe sends nothing: which series there are shows at a scrape.
func (m metrics) Describe(chan<- *prometheus.Desc) {}

// Collect sends everything.
func (m metrics) Collect(out chan<- prometheus.Metric) {
	e := emitter(out)
	e.gauge(buildInfo, 1, label(m.o.Version), runtime.Version())
	m.collectDecisions(e)
	m.collectNames(e)
	for ev := range eventCount {
		as := &eventsAs[ev]
		n := float64(m.counted(ev))
		if as.label == "" {
			e.counter(eventDescs[as.metric], n)
		} else {
			e.counter(eventDescs[as.metric], n, as.value)
		}
	}
	room := m.room(m.o.Now().Unix())
	for _, n := range room.Names {
		e.gauge(namesKept, float64(n.Rows), n.Of)
		e.gauge(namesLimit, float64(n.Most), n.Of)
	}
	e.gauge(stepsKept, float64(room.Steps))
	e.gauge(stepsLimits, float64(room.MostSteps))
	e.histogram(decisionTook, &m.decision)
	e.histogram(upstreamTook, &m.upstream)
	m.collectSources(e)
}

func (m metrics) collectDecisions(e emitter) {
	all := wholeOf(m.shards)
	e.actions(decisionsTotal, all.done)
	e.actions(askedTotal, all.asked)
	for i, n := range all.reasons {
		e.counter(weakenedTotal, float64(n), string(reasons[i]))
	}
	for i, s := range all.tls {
		e.actions(tlsTotal, s, tlsNames[i])
	}
	for i, n := range all.proven {
		e.counter(provenTotal, float64(n), units[i])
	}
	e.counter(contradicted, float64(all.contradicted))
	for i := range m.outcomes {
		e.counter(outcomesTotal, float64(m.outcomes[i].Load()), outcomeNames[i])
	}
}

// collectNames sends what is counted by names. Rows are copied first, so that
// nobody who signs in waits for a scrape.
func (m metrics) collectNames(e emitter) {
	type named struct {
		name
		sums
	}
	read := func(t *table) (all []named) {
		t.each(func(n name, row *tally) { all = append(all, named{n, row.total.less(row.recalled)}) })
		return all
	}
	for _, r := range read(m.requirements) {
		requirement := or(r.part, other)
		e.counter(requirementTotal, float64(r.sums[allowed]), r.of, requirement, "observe")
		e.counter(requirementTotal, float64(r.sums[warned]), r.of, requirement, "warn")
		e.counter(requirementTotal, float64(r.sums[blocked]), r.of, requirement, "block")
		e.counter(requirementSpared, float64(r.sums[weakened]), r.of, requirement)
	}
	for _, r := range read(m.clients) {
		e.actions(clientTotal, r.sums, r.of, or(r.part, other))
	}
	for _, r := range read(m.extractors) {
		e.actions(extractorTotal, r.sums, r.of)
	}
	var published []named
	m.organisations.each(func(n name, row *tally) {
		if row.published {
			published = append(published, named{n, row.series})
		}
	})
	rest := named{name: name{of: other}}
	for k := range rest.sums {
		rest.sums[k] = m.organisations.publish.rest[k].Load()
	}
	for _, r := range append(published, rest) {
		e.counter(organisationTotal, float64(r.sums[warned]), r.of, "warn")
		e.counter(organisationTotal, float64(r.sums[blocked]), r.of, "block")
		e.counter(organisationSpare, float64(r.sums[weakened]), r.of)
	}
}

// emitter sends metrics.
type emitter chan<- prometheus.Metric

func (e emitter) counter(d *prometheus.Desc, value float64, labels ...string) {
	e <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, value, labels...)
}

func (e emitter) gauge(d *prometheus.Desc, value float64, labels ...string) {
	e <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
}

func (e emitter) histogram(d *prometheus.Desc, h *histogram) {
	n, sum, within := h.read()
	e <- prometheus.MustNewConstHistogram(d, n, sum, within)
}

// actions sends sums by action, the last label.
func (e emitter) actions(d *prometheus.Desc, s sums, labels ...string) {
	for k, action := range [...]string{allowed: "allow", warned: "warn", blocked: "block"} {
		e.counter(d, float64(s[k]), append(labels[:len(labels):len(labels)], action)...)
	}
}

// oneIf is 1 or 0.
func oneIf(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// metricsHandler is /metrics, with a registry of its own: what other packages of
// the program register is not ours to publish. The process and its memory are.
func (l *Live) metricsHandler(s *Sources) http.Handler {
	r := prometheus.NewRegistry()
	r.MustRegister(metrics{l, s}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
