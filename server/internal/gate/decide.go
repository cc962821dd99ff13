package gate

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// asked is one question: an attempt, and all that is found about it. Its memory is
// used for one question after another.
type asked struct {
	asks    attempt.Request // it was read from
	attempt attempt.Attempt
	visitor *door.Visitor
	request string      // its method and path, as evidence
	via     string      // the listed proxy that asked; "" = it came to the front
	header  http.Header // of the request; nil: there is none, or nothing in it is kept

	at       time.Time
	plan     *plan.Plan
	signIn   notice.SignIn // the facts that it is judged by
	subject  joined.Subject
	verdict  notice.Verdict
	answer   notice.Answer
	decision decision.Decision
	doubts   []attempt.Contradiction

	words  *refusal.Words // nil: not asked for yet
	closed bool           // judging broke, and what is in force says fail: closed

	signInJSON, answerJSON, record, detail []byte
	found                                  evidence.Detail
	seen                                   door.Visitor // where a proxy tells of the client
	random                                 [8]byte
}

func (g *Gate) ask() *asked {
	a, _ := g.pool.Get().(*asked)
	if a == nil {
		a = &asked{}
	}
	return a
}

func (g *Gate) done(a *asked) {
	if cap(a.record)+cap(a.signInJSON)+cap(a.answerJSON)+cap(a.detail) > maxPooledBytes {
		return
	}
	a.reset()
	g.pool.Put(a)
}

// reset forgets the question and keeps the memory.
func (a *asked) reset() {
	a.asks = attempt.Request{}
	a.attempt.Reset()
	a.signIn.Facts.Reset()
	a.signIn.Rejects = nil
	a.visitor, a.request, a.via, a.header, a.plan, a.words, a.closed = nil, "", "", nil, nil, nil, false
	a.subject = joined.Subject{Rejects: a.subject.Rejects[:0], Near: a.subject.Near[:0], Differs: a.subject.Differs[:0]}
	a.answer = notice.Answer{}
	a.decision = decision.Decision{Findings: a.decision.Findings[:0]}
	a.doubts = nil
	clear(a.found.Headers)
	clear(a.found.Attempt)
	a.seen = door.Visitor{}
}

// decide judges an attempt, weakens what may not stand, gives it a code and keeps
// it. Only then it may be answered: a.decision says how. There is always a
// decision; what cannot be decided, or not be kept, is decided by what the phases
// in force say of failing.
func (g *Gate) decide(a *asked) {
	began := time.Now()
	a.at = g.Clock.Now()
	a.plan = g.Plans.Current()
	err := safely(func() {
		if g.judge(a); a.decision.Action == notice.Block {
			g.weaken(a)
		}
	})
	if err != nil {
		g.Watch.Count(live.Panicked)
		g.failed(a, err)
	}
	g.conclude(a)
	g.Watch.Took(time.Since(began))
}

// conclude gives what was judged a code, keeps it and tells it.
func (g *Gate) conclude(a *asked) {
	g.code(a)
	g.describe(a)
	if err := g.keep(a); err != nil {
		g.Watch.Count(live.Unkept)
		g.losses.Tell(time.Now(), g.Log, "a decision cannot be kept: "+err.Error())
		g.unkept(a)
	}
	g.Watch.Decided(&a.decision)
	// Nobody was told the code of a handshake, and whoever sends them by the thousand
	// must not have those forgotten that people were told.
	if a.decision.Action != notice.Observe && a.attempt.Extractor != handshakeExtractor {
		g.recent.add(a.decision.Code, g.wordsOf(a))
	}
}

// safely does something that may break. A panic of the evaluator is an error: one
// requirement must not take the gate with it.
func safely(do func()) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("judging broke: %v", broken)
		}
	}()
	do()
	return nil
}

// judge asks the notices.
func (g *Gate) judge(a *asked) {
	a.doubts = g.contradictions(a)
	doubt := ""
	for _, d := range a.doubts {
		if d.Version {
			doubt = d.Say
		}
	}
	in := &a.signIn
	in.At, in.Use = a.at, a.use()
	g.estate(a.plan).Facts(&in.Facts, &a.attempt, a.visitor, a.at, doubt, &a.subject)
	in.Rejects = a.subject.Rejects
	a.plan.Set.Judge(&in.Facts, in.Use, a.at, &a.verdict)
	a.answer = a.plan.Set.Answer(in, &a.verdict)
	a.answer.Note = a.plan.Stale
	a.decision.Asked, a.decision.Action = a.verdict.Decision, a.verdict.Decision
}

func (a *asked) use() string {
	if a.attempt.Use == "" {
		return notice.UseSignIn
	}
	return a.attempt.Use
}

// contradictions are the claims that the handshake contradicts.
func (g *Gate) contradictions(a *asked) []attempt.Contradiction {
	if a.visitor == nil || a.visitor.Hello == nil {
		return nil
	}
	return g.Extractors.Contradictions(&a.attempt, a.visitor.Hello.Offered, a.visitor.Hello.JA4)
}

// weaken turns a block into a warning where it may not stand: for all first, then
// for those whose lock-out budget is used up.
func (g *Gate) weaken(a *asked) {
	d := &a.decision
	if _, held := g.Plans.Held(); held {
		d.Weakened = decision.Held
	} else if reason := a.plan.Weakens(a.at); reason != "" {
		d.Weakened = reason
	} else if _, doubted := g.Clock.Doubt(); doubted {
		d.Weakened = decision.ClockDoubted
	} else {
		d.Weakened, d.Proven = g.Budget.Standing(a.identity(), a.at)
	}
	if d.Weakened != "" {
		d.Action = notice.Warn
	}
}

// identity is whom a refusal would lock out.
func (a *asked) identity() budget.Identity {
	id := budget.Identity{Organisation: a.subject.Organisation, Person: a.subject.Person, Device: a.subject.Device}
	if a.visitor != nil {
		id.Address = a.visitor.Address.Addr()
		if c := a.visitor.Certificate; c != nil {
			// What the certificate proves is its own holder, whoever the request
			// claims to be.
			id.Person, id.Certificate = certificateName(c), decision.ByPerson
		}
	}
	return id
}

// failed decides where judging broke: the strictest of the block phases in force
// says whether to let people through. What it refuses is weakened as any block is:
// a mistake of the gate must not lock out more people than a notice may.
func (g *Gate) failed(a *asked, why error) {
	a.verdict.Findings = a.verdict.Findings[:0]
	a.answer = notice.Answer{Notices: a.plan.Set.Editions(a.at), Note: why.Error()}
	a.decision.Weakened, a.decision.Proven = "", decision.Unproven
	a.decision.Asked, a.decision.Action = notice.Warn, notice.Warn
	if a.closed = g.standing(a.plan, a.at).failsClosed; !a.closed {
		return
	}
	a.decision.Asked, a.decision.Action = notice.Block, notice.Block
	_ = safely(func() { g.weaken(a) }) // closed is what the phase says, whatever else is broken
}

// unkept decides again where a decision could not be kept: a block stands only if
// a phase that blocks here fails closed.
func (g *Gate) unkept(a *asked) {
	if a.decision.Action != notice.Block || a.closed {
		return
	}
	for i := range a.verdict.Findings {
		f := &a.verdict.Findings[i]
		if f.Asks == notice.Block && f.Phase != nil && f.Phase.Fail == "closed" {
			return
		}
	}
	a.decision.Action, a.decision.Weakened = notice.Warn, decision.Unkept
	a.answer.Decision = a.decision.Action.Decision()
}

// code draws the code of a decision.
func (g *Gate) code(a *asked) {
	if _, err := io.ReadFull(g.Random, a.random[:]); err != nil {
		// The system's generator does not fail (crypto/rand, Read); a decision
		// without a code is still one.
		return
	}
	a.answer.Code = notice.NewCode(binary.BigEndian.Uint64(a.random[:]))
	a.answer.Decision = a.decision.Action.Decision()
}

// describe fills in the decision for those who count, page and keep.
func (g *Gate) describe(a *asked) {
	d := &a.decision
	if d.Proven == decision.Unproven {
		d.Proven = g.Proven(a.identity(), a.at) // the budget was not asked
	}
	d.At, d.Code = a.at, a.answer.Code
	d.Extractor, d.Use = a.attempt.Extractor, a.use()
	d.Organisation, d.Person, d.Device, d.Card = a.subject.Organisation, a.subject.Person, a.subject.Device, a.subject.Card
	d.Client, d.Version = a.attempt.Client, a.attempt.Version
	if v := a.visitor; v != nil {
		d.Address = v.Address.Addr()
		d.TLS = TLSName(v.TLS)
		if v.Hello != nil {
			d.Offered, d.JA4 = TLSName(v.Hello.Offered), v.Hello.JA4
		}
	}
	for i := range a.verdict.Findings {
		f := &a.verdict.Findings[i]
		if f.Result == notice.Unmet || f.Result == notice.Unknown {
			d.Findings = append(d.Findings, findingOf(f))
		}
	}
	for _, c := range a.doubts {
		d.Contradicted = append(d.Contradicted, c.Say)
	}
}

func findingOf(f *notice.Finding) decision.Finding {
	out := decision.Finding{
		Notice: f.Notice.ID, Requirement: f.Requirement.ID, Title: f.Requirement.Title, Result: f.Result, Asks: f.Asks,
	}
	if f.Phase != nil {
		out.Phase = f.Phase.ID
	}
	if f.Window != nil {
		out.Windows, out.Window, out.Until = f.Phase.During, f.Window.Window.ID, f.Window.End
	}
	return out
}

// TLSName is a version as evidence has it, such as TLS 1.2; "" of what is none.
func TLSName(v uint16) string {
	if v == 0 {
		return ""
	}
	return fact.TLS(v).String()
}

// addressOf is an address as evidence has it.
func addressOf(a netip.AddrPort) string {
	if !a.IsValid() {
		return ""
	}
	return a.Addr().Unmap().String()
}
