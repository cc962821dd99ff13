package gate

import (
	"context"
	"net/http"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// Front is the handler of the people's side: it decides about requests that begin
// a sign-in, and passes everything else on as it came.
func (g *Gate) Front() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		endAmbiguous(w, r)
		if !hasPath(r) {
			g.Watch.Count(live.BodyBroken)
			hurry(w)
			g.trouble(w, r, http.StatusBadRequest)
			return
		}
		path, same := normalPath(r.URL, r.RequestURI)
		switch {
		case same && strings.HasPrefix(path+"/", refusal.PagesPath):
			g.Watch.Count(live.Answered)
			hurry(w)
			g.pages.ServeHTTP(w, r)
		case same && within(path, g.Open):
			g.Watch.Count(live.Opened)
			g.pass(w, r, nil)
		default:
			g.enter(w, r, path)
		}
	})
}

// enter lets a request through that begins no sign-in, and asks about one that does.
func (g *Gate) enter(w http.ResponseWriter, r *http.Request, path string) {
	m := g.Extractors.Match(r.Method, r.Host, path, r.URL.RawQuery, r.Header)
	if m.Role == attempt.Other {
		g.Watch.Count(live.Proxied)
		g.pass(w, r, nil)
		return
	}
	a := g.ask()
	defer g.done(a)
	r, body, cut, err := peek(w, r, m.BodyBytes)
	if err != nil {
		g.Watch.Count(live.BodyBroken)
		// Nothing was decided, and nothing may pass: what did not come cannot be a
		// sign-in either.
		w.Header().Set("Connection", "close")
		g.trouble(w, r, statusOf(err))
		return
	}
	a.asks = attempt.Request{Method: r.Method, Host: r.Host, Path: path, Query: r.URL.RawQuery, Header: r.Header, Body: body, Cut: cut}
	m.Read(&a.asks, &a.attempt)
	// A request that its body shows to be another's is nobody's sign-in.
	if a.attempt.Role == attempt.Other {
		g.Watch.Count(live.Proxied)
		g.pass(w, r, nil)
		return
	}
	a.visitor = door.VisitorOf(r.Context())
	if a.attempt.Role == attempt.Joins {
		g.Watch.Count(live.Joined)
		g.pass(w, r, g.joining(a, m.Extractor))
		return
	}
	a.request, a.header = r.Method+" "+path, headers(r.Header)
	g.decide(a)
	g.answerFront(w, r, a, m.Extractor)
}

// answerFront does what was decided.
func (g *Gate) answerFront(w http.ResponseWriter, r *http.Request, a *asked, x *attempt.Extractor) {
	switch {
	case a.decision.Action == notice.Block:
		hurry(w)
		form, _ := refusal.FormNamed(x.Refusal.Form)
		refusal.Write(w, r, form, x.Refusal.Status, g.wordsOf(a))
	case a.decision.Action == notice.Warn && r.ContentLength == 0 && x.MayWarnByPage(r) && g.daily.Write(w, r, a.address(), g.wordsOf(a)):
		g.Watch.Count(live.WarningShown)
	default:
		g.pass(w, r, g.beginning(a, x))
	}
}

// beginning is what is done with the service's answer to a sign-in that was let
// through.
func (g *Gate) beginning(a *asked, x *attempt.Extractor) *passing {
	b := begun{a.decision.Code, a.subject.Person, a.subject.Device, a.subject.Organisation}
	p := &passing{extractor: x, begun: b, session: a.attempt.Join, identity: a.identity()}
	if x.HasJoins() {
		if key := a.joinKey(); key != "" {
			g.attempts.add(key, b, a.at)
		}
	}
	if a.decision.Action == notice.Warn {
		p.warn = g.wordsOf(a)
	}
	return p
}

// joining is what is done with the service's answer to a later request of an
// attempt. Whom it proves is told by both requests: the first named the device,
// the later the person. Whatever breaks here, the request is passed on: it is not
// decided, and then only proves nobody.
func (g *Gate) joining(a *asked, x *attempt.Extractor) (p *passing) {
	defer func() {
		if recover() != nil {
			g.Watch.Count(live.Panicked)
			p = nil
		}
	}()
	b, ok := g.attempts.find(a.joinKey())
	if !ok {
		g.Watch.Count(live.AttemptsUnknown)
	}
	g.estate(g.Plans.Current()).Facts(&a.signIn.Facts, &a.attempt, a.visitor, g.Clock.Now(), "", &a.subject)
	id := a.identity()
	if id.Device == "" {
		id.Device = b.device
	}
	if id.Person == "" {
		id.Person = b.person
	}
	if id.Organisation == "" {
		id.Organisation = b.organisation
	}
	return &passing{extractor: x, begun: b, session: a.attempt.Join, identity: id}
}

// joinKey is by what later requests of the attempt are known; "" = by nothing. An
// id alone would not do: a client that always sends the same one must not be taken
// for its neighbour.
func (a *asked) joinKey() string {
	if a.attempt.Join == "" || a.visitor == nil {
		return ""
	}
	return a.attempt.Extractor + "\x00" + a.attempt.Join + "\x00" + addressOf(a.visitor.Address)
}

type passingKey struct{}

func withPassing(ctx context.Context, p *passing) context.Context {
	return context.WithValue(ctx, passingKey{}, p)
}
