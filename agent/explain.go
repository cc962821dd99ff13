package agent

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/page"
	"github.com/lanyard-id/lanyard/agent/internal/symptom"
)

// Explained is what an error text comes to.
type Explained struct {
	Symptoms []symptom.Symptom `json:"symptoms"`
	// Nearest are titles that come near where none is the one; for a person to choose.
	Nearest []string `json:"nearest,omitempty"`
}

// Explain tells what an error means that a person saw.
func Explain(text string) Explained {
	e := Explained{Symptoms: symptom.Explain(text)}
	if len(e.Symptoms) == 0 {
		e.Symptoms = []symptom.Symptom{}
		e.Nearest = symptom.Nearest(text)
	}
	return e
}

// AllSymptoms is every error that is known.
func AllSymptoms() Explained { return Explained{Symptoms: symptom.All()} }

// JSON writes it for programs.
func (e Explained) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(e)
}

// Text writes it for people.
func (e Explained) Text(w io.Writer) error {
	var b strings.Builder
	for i, s := range e.Symptoms {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(page.Wrap(s.Title, "") + page.Wrap(s.Means, "  "))
		for n, c := range s.Causes {
			b.WriteString(page.Wrap(fmt.Sprintf("%d. %s", n+1, c.Say), "  "))
			b.WriteString(page.Wrap(fmt.Sprintf("To do, by %s: %s", page.Whom(c.Who), c.Do), "     "))
			if titles := titles(c.Checks); len(titles) > 0 {
				b.WriteString(page.Wrap("Looked at by: "+strings.Join(titles, "; ")+".", "     "))
			}
		}
		b.WriteString(page.Wrap("Source: "+s.Source, "  "))
	}
	if len(e.Nearest) > 0 {
		b.WriteString("It is none that is known. These come near:\n")
		for _, title := range e.Nearest {
			b.WriteString(page.Wrap(title, "  "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// titles are those of the checks.
func titles(ids []string) []string {
	var out []string
	for _, id := range ids {
		if c := checks.Find(id); c != nil {
			out = append(out, c.Title)
		}
	}
	return out
}
