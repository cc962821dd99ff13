package readiness

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pageNotice is the whole notice of the language's page.
func pageNotice(t testing.TB) *notice.Notice {
	t.Helper()
	page, err := os.ReadFile("../docs/notice.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(page), "```yaml notice\n")
	src, _, found := strings.Cut(after, "```\n")
	if !found {
		t.Fatal("docs/notice.md has no whole notice")
	}
	return parsed(t, src)
}

// pageEstate has the numbers of the check on the page: fifteen cards, of which
// RXX has five, and a trust with a practice below it.
func pageEstate(t testing.TB) *maker {
	m := newMaker(t, "identity-agent", "oberthur-middleware")
	m.organisation(row{"organisation": "RXX", "name": "Example Trust", "kind": "trust", "it_provider": "RIT"})
	m.organisation(row{"organisation": "Y00001", "name": "Example Practice", "kind": "gp", "parent": "RXX"})
	m.organisation(row{"organisation": "RIT", "name": "Example Informatics"})
	m.Contacts.Add(estate.Contact{Organisation: "RIT", Team: "it-team", Name: "Example Service Desk", Phone: "01632 960001"}, m.origin(nil))
	m.Contacts.Add(estate.Contact{Organisation: "RXX", Team: "registration-authority", Name: "Ada Example", Email: "ra@example.org"}, m.origin(nil))
	card := func(number, series, organisation, status string) {
		m.card(row{"card": number, "series": series, "organisation": organisation, "status": status, "last_used": "2025-07-01"})
	}
	for i := range 4 {
		card(fmt.Sprintf("08123456%02d", i), "8", "RXX", "active")
		card(fmt.Sprintf("10123456%02d", i), "10", "Y00001", "active")
	}
	card("0899999999", "8", "", "")
	card("0612345678", "6", "RXX", "active")
	card("0412345678", "4", "Y00001", "active")
	m.card(row{"card": "A-77", "organisation": "Y00001", "last_used": "2025-01-01"})
	for i := range 3 {
		card(fmt.Sprintf("06000000%02d", i), "6", "Y00001", "cancelled")
	}
	m.device(row{"device": "PC1", "organisation": "RXX", "identity-agent": "2.3.2.0", "oberthur-middleware": "-", "last_seen": "2025-07-08"})
	m.device(row{"device": "PC2", "organisation": "Y00001", "identity-agent": "2.4.10.0", "oberthur-middleware": "3.1", "last_seen": "2025-07-08"})
	m.device(row{"device": "PC3", "organisation": "Y00001", "identity-agent": "+", "last_seen": "2025-03-01"})
	m.signIn(row{"at": "2025-07-08T08:00", "device": "PC1", "card": "0612345678", "client": "identity-agent", "client_version": "2.3.2.0", "tls": "1.0"})
	m.signIn(row{"at": "2025-07-08T09:00", "device": "PC2", "card": "0812345600", "client": "identity-agent", "client_version": "2.4.10.0", "tls": "1.2"})
	m.signIn(row{"at": "2025-07-07T09:00", "device": "PC1", "card": "0612345678", "client": "identity-agent", "client_version": "2.4.10.0", "tls": "1.3"})
	return m
}

// TestReport holds the whole report about a small estate to a file, and what the
// page of the language says of it to the page.
func TestReport(t *testing.T) {
	m := pageEstate(t)
	at := m.instant("2025-07-08T09:00")
	s := NewSurvey(m.done(), newSet(t, notice.Options{}, pageNotice(t)), Options{Instants: []time.Time{at}})
	r := s.Report(at, func(r *Report, now, block *Moment) {
		r.People.At, r.People.From = s.tellInstant(block.at), "nothing"
	})
	findings := slices.Collect(r.Findings)

	series := r.Requirements[0]
	if want := (Count{Met: 9, Unmet: 2, Unknown: 1, NotApplicable: 3}); series.Count != want || series.Action != notice.Warn || series.Next != "" {
		t.Errorf("card-series: %+v, want %+v, a warning, and no next", series, want)
	}
	rxx := r.Organisations[0]
	if want := (OrganisationCount{"card-series", Count{Met: 4, Unmet: 1}}); rxx.Organisation != "RXX" || rxx.Requirements[0] != want {
		t.Errorf("RXX: %+v, want %+v", rxx, want)
	}
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.Subject == "card:0612345678" })
	got := findings[i]
	got.Notice, got.Contact = "", nil
	if diff := cmp.Diff(Finding{
		Subject: "card:0612345678", Organisation: "RXX", Requirement: "card-series", Result: notice.Unmet, Action: notice.Warn,
		Why: "the card's series is 6, and must be 8 or above", Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.",
	}, got); diff != "" {
		t.Errorf("the finding of the page (-want +got)\n%s", diff)
	}

	r.Zones = "of this program"
	text, err := json.MarshalIndent(struct {
		*Report
		Findings []Finding `json:"findings"`
	}{r, findings}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/report.json"
	if *update {
		if err := os.WriteFile(golden, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(text)+"\n"); diff != "" {
		t.Errorf("%s; run with -update if this is meant (-want +got)\n%s", golden, diff)
	}
}
