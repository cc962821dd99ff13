package format

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

const (
	// maxToken is the longest single name, text or number in a baseline, in
	// bytes. The longest that we write is a sentence.
	maxToken = 1 << 20
	// maxRules is how many different requirements a baseline may name: 1,000 are
	// the most that a notice may have, and some notices are judged together.
	maxRules = 100_000
)

// ReadBaseline reads an answer that [JSON] wrote, keeping what a later one is compared with: a
// million findings in under 200 MB. Members that it does not know are passed
// over. UTF-16 is read where a byte order mark says so, because PowerShell
// writes it when an answer is redirected to a file.
//
// What is not an answer, or not all of one, is refused as a whole: compared with
// a part, everything else would look new.
func ReadBaseline(r io.Reader) (*readiness.Earlier, error) {
	window := &window{r: transform.NewReader(r, unicode.BOMOverride(transform.Nop))}
	b := &baselineReader{
		in:    jsontext.NewDecoder(window, jsontext.AllowInvalidUTF8(true)),
		names: make(map[string]string),
		read:  readiness.Earlier{Open: make(map[readiness.RuleName][]string), Closed: make(map[readiness.RuleName][]string)},
	}
	window.decoder = b.in
	if err := b.answer(); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it ends too early; it was not written to its end")
		}
		return nil, fmt.Errorf("this is no answer of lanyard check --format json (at byte %d): %w; give the file that an earlier run wrote", b.in.InputOffset(), err)
	}
	return &b.read, nil
}

type baselineReader struct {
	in    *jsontext.Decoder
	names map[string]string // ids of notices and requirements, each held once
	read  readiness.Earlier
}

// answer reads the whole object.
func (b *baselineReader) answer() error {
	has := make(map[string]bool)
	err := b.object(func(name string) error {
		has[name] = true
		switch name {
		case "at":
			text, err := b.text(name)
			if err != nil {
				return err
			}
			b.read.At, err = time.Parse(time.RFC3339, text)
			if err != nil {
				return fmt.Errorf("%.40q is not an instant", text)
			}
			return nil
		case "findings":
			return b.array(name, b.finding)
		case "change":
			return b.object(func(name string) error {
				if name == "list" {
					return b.array(name, b.moved)
				}
				return b.in.SkipValue()
			})
		}
		return b.in.SkipValue()
	})
	if err != nil {
		return err
	}
	for _, name := range []string{"at", "notices", "requirements", "findings"} {
		if !has[name] {
			return fmt.Errorf("it has no %q", name)
		}
	}
	if _, err := b.in.ReadToken(); err == nil {
		return errors.New("something stands behind it")
	} else if err != io.EOF {
		return err
	}
	return nil
}

// finding reads one open finding.
func (b *baselineReader) finding() error {
	f, err := b.entry()
	if err != nil {
		return err
	}
	if f.result != notice.Unmet.String() && f.result != notice.Unknown.String() {
		return fmt.Errorf("the finding of %.80q has the result %.40q; only unmet and unknown ones are listed", f.subject, f.result)
	}
	return b.keep(b.read.Open, readiness.RuleName{Notice: f.notice, Requirement: f.requirement}, f.subject)
}

// moved reads one finding that changed, and keeps it if it was closed.
func (b *baselineReader) moved() error {
	f, err := b.entry()
	if err != nil || f.what != readiness.MovedClosed && f.what != readiness.MovedClosedBefore {
		return err
	}
	return b.keep(b.read.Closed, readiness.RuleName{Notice: f.notice, Requirement: f.requirement}, f.subject)
}

// subjectKinds are how subjects of findings begin.
var subjectKinds = []string{"card:", "device:", "client:", "application:", "person:"}

func (b *baselineReader) keep(in map[readiness.RuleName][]string, rule readiness.RuleName, subject string) error {
	known := false
	for _, kind := range subjectKinds {
		known = known || strings.HasPrefix(subject, kind) && len(subject) > len(kind)
	}
	if !known {
		return fmt.Errorf("%.80q is not a subject such as card:N or device:ID", subject)
	}
	if rule.Requirement == "" {
		return fmt.Errorf("the finding of %.80q names no requirement", subject)
	}
	if len(in[rule]) == 0 && len(in) == maxRules {
		return fmt.Errorf("it names more than %d requirements", maxRules)
	}
	in[rule] = append(in[rule], subject)
	return nil
}

// entry is what matters of an item of "findings" or of the list of a change.
type entry struct{ subject, notice, requirement, result, what string }

func (b *baselineReader) entry() (e entry, err error) {
	err = b.object(func(name string) (err error) {
		switch name {
		case "subject":
			e.subject, err = b.text(name)
		case "notice":
			e.notice, err = b.text(name)
		case "requirement":
			e.requirement, err = b.text(name)
		case "result":
			e.result, err = b.text(name)
		case "what":
			e.what, err = b.text(name)
		default:
			err = b.in.SkipValue()
		}
		return err
	})
	return e, err
}
