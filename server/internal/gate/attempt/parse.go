package attempt

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/text"
)

// Parse reads one extractor file. It returns everything that is wrong with it, in
// the order of the file, and no extractor if there is an error. It does no I/O:
// file is only a name for the problems.
func Parse(file string, src []byte) (*Extractor, text.Problems) {
	root, problems := text.Parse(file, src)
	if root == nil {
		return nil, problems
	}
	r := reader{e: &Extractor{File: file, known: &knownRules{}}}
	for _, p := range problems {
		r.add(p)
	}
	if language := root.Get("language"); language != nil && tooNew(language.Text) {
		r.add(language.Error("the file is written in language "+language.Text+", and this program reads language "+strconv.Itoa(Language), "take a newer program"))
		return nil, r.list.Problems()
	}
	for _, p := range text.Check(root, extractorShape) {
		r.add(p)
	}
	r.read(root)
	found := r.list.Problems()
	if r.failed {
		return nil, found
	}
	return r.e, found
}

func tooNew(language string) bool {
	n, err := strconv.Atoi(language)
	return err == nil && n > Language
}

type reader struct {
	e      *Extractor
	list   text.Listing
	failed bool
	inBody bool // a place in the body was named
}

func (r *reader) add(p text.Problem) {
	r.failed = r.failed || p.Severity == text.Error
	r.list.Add(p)
}

func (r *reader) error(n *text.Node, mend, what string, args ...any) {
	r.add(n.Error(fmt.Sprintf(what, args...), mend))
}

// items are those of a list, and keys and values those of a map, as far as they are
// there: what has another form was told by the table of keys.
func items(n *text.Node) []*text.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

func entries(n *text.Node) (keys, values []*text.Node) {
	if n == nil {
		return nil, nil
	}
	return n.Keys, n.Values
}

func (r *reader) read(root *text.Node) {
	e := r.e
	e.ID, e.Title, e.Source = root.Get("extractor").String(), root.Get("title").String(), root.Get("source").String()
	if e.Use = root.Get("use").String(); e.Use == "" && root.Get("begins") != nil {
		e.Use = notice.UseSignIn
	}
	e.exact = root.Get("case").String() == "exact"
	for _, n := range items(root.Get("hosts")) {
		e.hosts = append(e.hosts, newGlob(strings.TrimSuffix(n.Text, "."), false))
	}
	e.begins = r.entrances(root.Get("begins"))
	e.joins = r.entrances(root.Get("joins"))
	keys, values := entries(root.Get("facts"))
	for i, key := range keys {
		if t := targetNamed(key.Text); t != nil {
			e.facts = append(e.facts, claim{key.Text, t, r.sources(values[i])})
		}
	}
	keys, values = entries(root.Get("detail"))
	for i, key := range keys {
		if !strings.HasPrefix(key.Text, "x-") {
			e.detail = append(e.detail, claim{key.Text, nil, r.sources(values[i])})
		}
	}
	e.body = r.body(root.Get("body"), defaultBody, r.inBody)
	r.agents(root.Get("agents"))
	r.handshakes(root.Get("handshakes"))
	r.outcome(root.Get("outcome"))
	e.Refusal = Refusal{Form: FormAccepted, Status: http.StatusForbidden}
	if form := root.Get("refusal").Get("form").String(); form != "" {
		e.Refusal.Form = form
	}
	if status, err := strconv.Atoi(root.Get("refusal").Get("status").String()); err == nil {
		e.Refusal.Status = status
	}
	if e.Warn = root.Get("warn").String(); e.Warn == "" {
		e.Warn = WarnHeader
	}
	if len(e.joins) > 0 && root.Get("facts").Get("join") == nil && !root.Truncated() {
		r.error(root.Key("joins"), "say in facts what joins them: join", "requests join an attempt, and nothing says which")
	}
}

// body reads how much of a body is looked at. Where nothing can stand in it, none
// of it is.
func (r *reader) body(n *text.Node, otherwise int, used bool) int {
	if n == nil {
		if used {
			return otherwise
		}
		return 0
	}
	bytes, err := strconv.Atoi(n.Text)
	switch {
	case err != nil:
	case bytes > maxBody:
		r.error(n, fmt.Sprintf("write at most %d", maxBody), "%d bytes of each body would be held in memory", bytes)
	case bytes == 0 && used:
		r.error(n, "write how many bytes are looked at, or leave it out", "no byte of a body is looked at, and values stand in it")
	}
	return bytes
}
