package server

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/format"
	"github.com/lanyard-id/lanyard/server/internal/page"
)

// Forms are those in which an answer about an estate can be written.
var Forms = []string{"table", "json", "csv", "html", "xlsx"}

// CheckOptions are what an answer needs to know besides the estate.
type CheckOptions struct {
	Dormant time.Duration // after so long without use a subject is counted apart
	PerDay  int           // cards that are replaced on a working day; 0 = not said
	Signers string        // the group of those who sign prescriptions
	Images  string        // the group of devices that are images
	Made    time.Time     // when the answer is made
	// Baseline is the path of an earlier answer in JSON; "" = there is none.
	Baseline string
}

// Answer is the answer about an estate at an instant.
type Answer struct {
	report *readiness.Report
	survey *readiness.Survey
	chains *readiness.Chains
	estate *Estate
	at     time.Time
	o      CheckOptions
}

// Check answers about an estate at an instant.
func (e *Estate) Check(at time.Time, o CheckOptions) (*Answer, error) {
	var earlier *readiness.Earlier
	if o.Baseline != "" {
		f, err := os.Open(o.Baseline)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: there is no such file; a baseline is an earlier answer: --format json --out %s", o.Baseline, o.Baseline)
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if earlier, err = format.ReadBaseline(f); err != nil {
			return nil, fmt.Errorf("%s: %w", o.Baseline, err)
		}
	}
	a := &Answer{estate: e, at: at, o: o}
	asked := []time.Time{at}
	if block := readiness.NextBlock(e.set, at); block != nil {
		asked = append(asked, block.At)
	}
	a.survey = readiness.NewSurvey(e.estate, e.set, readiness.Options{
		Dormant: o.Dormant, Instants: append(readiness.ChainInstants(e.set, at), asked...),
	})
	// Three answers of one survey, which need nothing of each other.
	var beside sync.WaitGroup
	var chain readiness.Chain
	var cards *readiness.CardPlan
	beside.Go(func() {
		a.chains = a.survey.Chains(at, o.Images)
		chain = a.chains.Chain()
	})
	beside.Go(func() {
		cards = a.survey.At(at).CardPlan(readiness.CardOptions{PerDay: o.PerDay, Signers: o.Signers, Earlier: earlier})
	})
	r := a.survey.Report(at, a.survey.Ways(readiness.WaysOptions{Instants: asked, End: at}).Fill)
	beside.Wait()
	r.Devices, r.Cards = chain, cards
	if earlier != nil {
		r.Compare(earlier)
	}
	r.Files, r.Joins, r.NearMisses = e.account.Files, e.account.Joins, e.account.NearMisses
	r.Ambiguous, r.Rejects, r.RejectCount = e.account.Ambiguous, e.account.Rejects, e.account.RejectCount
	r.Notes = e.account.Notes
	a.report = r
	return a, nil
}

// Write writes the answer in one of Forms. Width is that of the screen of a
// table, in columns; 0 = not a screen.
func (a *Answer) Write(w io.Writer, form string, width int) error {
	switch form {
	case "table":
		return format.Table(w, a.report, format.TableOptions{Width: width, Colour: width > 0})
	case "json":
		return format.JSON(w, a.report)
	case "csv":
		return format.CSV(w, a.report)
	case "xlsx":
		return format.XLSX(w, a.report)
	case "html":
		return page.Write(w, a.report, page.Options{Made: a.o.Made, Sample: a.estate.sample})
	}
	return fmt.Errorf("there is no form %q", form)
}

// WriteRejects writes the rows and cells that could not be read, as CSV.
func (a *Answer) WriteRejects(w io.Writer) error { return format.Rejects(w, a.report) }

// WriteMailMerge writes the holders of the cards to replace, in order of need, as
// CSV.
func (a *Answer) WriteMailMerge(w io.Writer) error { return format.MailMerge(w, a.report) }
