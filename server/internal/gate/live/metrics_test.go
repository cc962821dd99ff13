package live

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/lanyard-id/lanyard/notice"
)

// scraped is /metrics as text.
func scraped(t testing.TB, h http.Handler) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/metrics", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("/metrics: %d\n%s", w.Code, w.Body)
	}
	return w.Body.String()
}

// scrape reads /metrics as Prometheus does.
func scrape(t testing.TB, h http.Handler) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(scraped(t, h)))
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// valueOf is the value of a series with a label; -1 if there is none.
func valueOf(families map[string]*dto.MetricFamily, family string, labels ...string) float64 {
	f := families[family]
	if f == nil {
		return -1
	}
	for _, m := range f.Metric {
		have := make(map[string]string)
		for _, l := range m.Label {
			have[l.GetName()] = l.GetValue()
		}
		fits := true
		for i := 0; i+1 < len(labels); i += 2 {
			fits = fits && have[labels[i]] == labels[i+1]
		}
		if fits {
			return m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return -1
}

// TestMetrics reads /metrics of a morning with the parser that Prometheus has, and
// holds it to the conventions.
func TestMetrics(t *testing.T) {
	l, c := morning(t)
	sources := standing(t, c)
	h := l.metricsHandler(&sources)
	problems, err := promlint.New(strings.NewReader(scraped(t, h))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, prefix) {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
	families := scrape(t, h)
	for _, want := range []struct {
		value  float64
		family string
		labels []string
	}{
		{1, "build_info", []string{"version", "0.4.0"}},
		{9, "handshakes_failed_total", []string{"why", "refused"}},
		{0, "handshakes_failed_total", []string{"why", "slow"}},
		{709, "connections", nil},
		{977, "old_tls_connections_total", nil},
		{3, "connections_turned_away_total", []string{"reason", "too-old"}},
		{1, "pager_delivered_total", nil},
		{312, "proven_identities", []string{"unit", "people"}},
		{1, "plan_armed", nil},
		{0, "held", nil},
		{1, "plan_info", []string{"digest", "sha256:7f1c5e0b9a6d4c3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e"}},
		{1, "plan_files_broken", nil},
		{1, "windows_open", nil},
		{37*60 + 19, "window_left_seconds", nil},
		{61, "budget_used", []string{"unit", "people"}},
		{50, "organisation_budget_used", []string{"organisation", "ORG-09"}},
		{-1, "organisation_budget_used", []string{"organisation", "ORG-06"}}, // it is not used up
		{14, "unproven_refusals", nil},
		{3, "journal_unsynced", nil},
		{2, "organisation_decisions_total", []string{"organisation", "ORG-03", "action", "block"}},
		{-1, "organisation_decisions_total", []string{"organisation", "ORG-01"}}, // nobody was refused there
		{0, "organisation_decisions_total", []string{"organisation", "other"}},
	} {
		if got := valueOf(families, prefix+want.family, want.labels...); got != want.value {
			t.Errorf("%s %v is %g, want %g", want.family, want.labels, got, want.value)
		}
	}
	all := wholeOf(l.shards).done
	for k, action := range []string{allowed: "allow", warned: "warn", blocked: "block"} {
		if got := valueOf(families, prefix+"decisions_total", "action", action); got != float64(all[k]) || got == 0 {
			t.Errorf("%s: %g, want %d", action, got, all[k])
		}
	}
	if got := valueOf(families, prefix+"decision_duration_seconds"); got != float64(all.all()) {
		t.Errorf("%g decisions took a time, of %d", got, all.all())
	}
	if got := valueOf(families, prefix+"certificate_expiry_seconds", "use", "old-tls"); got < 11*24*3600 || got > 12*24*3600 {
		t.Errorf("the certificate ends in %g seconds", got)
	}

	// The page and /metrics tell the same, where both tell it.
	st := l.state(&sources, query{span: "start", everyRow: true})
	agree := func(want uint64, family string, labels ...string) {
		t.Helper()
		if got := valueOf(families, prefix+family, labels...); got != float64(want) && (want != 0 || got != -1) {
			t.Errorf("%s %v is %g, on the page %d", family, labels, got, want)
		}
	}
	for _, r := range st.Requirements.Rows {
		for k, action := range []string{allowed: "observe", warned: "warn", blocked: "block"} {
			agree(r.of(kind(k)), "requirement_decisions_total", "notice", r.Name, "requirement", r.Part, "action", action)
		}
		agree(r.Weakened, "requirement_weakened_total", "notice", r.Name, "requirement", r.Part)
	}
	for _, r := range st.Organisations.Rows {
		agree(r.Warned, "organisation_decisions_total", "organisation", r.Name, "action", "warn")
		agree(r.Blocked, "organisation_decisions_total", "organisation", r.Name, "action", "block")
		agree(r.Weakened, "organisation_weakened_total", "organisation", r.Name)
	}
	for _, r := range st.Clients.Rows {
		agree(r.Blocked, "client_decisions_total", "client", r.Name, "version", r.Part, "action", "block")
	}
	agree(uint64(st.Budget.Unproven.Used), "unproven_refusals")
	agree(uint64(st.Organisations.All), "names", "table", "organisations")
	agree(uint64(st.Room.Steps), "trail_steps")
	if len(st.Organisations.Rows) < 10 || len(st.Requirements.Rows) == 0 || len(st.Clients.Rows) == 0 || st.Room.Steps == 0 {
		t.Errorf("there is little to compare: %d organisations, %d requirements, %d clients, %d seconds", len(st.Organisations.Rows), len(st.Requirements.Rows), len(st.Clients.Rows), st.Room.Steps)
	}

	var names []string
	for name, f := range families {
		if strings.HasPrefix(name, prefix) {
			names = append(names, fmt.Sprintf("%s %s %s", name, strings.ToLower(f.GetType().String()), f.GetHelp()))
			if f.GetHelp() == "" {
				t.Errorf("%s has no HELP", name)
			}
		}
	}
	slices.Sort(names)
	golden(t, "metrics.txt", []byte(strings.Join(names, "\n")+"\n"))
}

// TestDocsNameMetrics: every metric that the guide speaks of is there.
func TestDocsNameMetrics(t *testing.T) {
	guide, err := os.ReadFile(filepath.FromSlash("../../../../docs/gate.md"))
	if err != nil {
		t.Fatal(err)
	}
	metrics, err := os.ReadFile(filepath.Join("testdata", "metrics.txt"))
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(prefix+`[a-z_]*[a-z]`).FindAllString(string(guide), -1)
	if len(names) < 10 {
		t.Errorf("the guide names %d metrics", len(names))
	}
	for _, name := range names {
		if !strings.Contains("\n"+string(metrics), "\n"+name+" ") {
			t.Errorf("docs/gate.md names %s, which there is not", name)
		}
	}
}

// TestEventsAreNamed: each event has a metric with words, and one metric has one
// label.
func TestEventsAreNamed(t *testing.T) {
	labels := make(map[string]string)
	series := make(map[string]Event)
	for e := range eventCount {
		as := eventsAs[e]
		if as.metric == "" || as.words == "" || metricHelp[as.metric] == "" || (as.label == "") != (as.value == "") {
			t.Errorf("event %d is named %+v, help %q", e, as, metricHelp[as.metric])
		}
		if was, ok := labels[as.metric]; ok && was != as.label {
			t.Errorf("%s has the labels %q and %q", as.metric, was, as.label)
		}
		labels[as.metric] = as.label
		if was, ok := series[e.key()]; ok {
			t.Errorf("events %d and %d are both %s", was, e, e.key())
		}
		series[e.key()] = e
	}
	if len(metricHelp) != len(labels) {
		t.Errorf("%d metrics have help, of %d", len(metricHelp), len(labels))
	}
}

// TestSeriesAreBounded counts the series that a flood of invented names leaves.
func TestSeriesAreBounded(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	for i := range 30_000 {
		d := decided(c.now(), fmt.Sprintf("o%d", i), fmt.Sprint(i), notice.Block, notice.Block, "")
		d.Extractor, d.Findings[0].Notice = fmt.Sprint(i), fmt.Sprintf("n%d", i)
		l.Decided(d)
	}
	series := strings.Count(scraped(t, l.metricsHandler(&Sources{})), "\n"+prefix)
	if most := 3*(mostPublished+1) + 3*(mostClients+1) + 4*(mostRequirements+1) + 3*(mostExtractors+1) + 200; series > most || series < most/2 {
		t.Errorf("%d series, at most %d", series, most)
	}
}

// TestMetricsToOthers: a scraper may ask for another format, and gets it.
func TestMetricsToOthers(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	h := New(Options{Now: c.now}).metricsHandler(&Sources{})
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/metrics", nil)
	r.Header.Set("Accept", string(expfmt.NewFormat(expfmt.TypeProtoDelim)))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	decoder := expfmt.NewDecoder(w.Body, expfmt.ResponseFormat(w.Header()))
	var got []string
	for {
		var f dto.MetricFamily
		if err := decoder.Decode(&f); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		got = append(got, f.GetName())
	}
	if !slices.Contains(got, prefix+"build_info") {
		t.Errorf("families %v", cmp.Diff(nil, got))
	}
}
