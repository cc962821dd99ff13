package device

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
	"github.com/lanyard-id/lanyard/agent/internal/host"
)

const (
	// moduleTime is how long a module may take to load and to tell its slots.
	moduleTime = 3 * time.Second
	// maxModules is how many are tried.
	maxModules = 16
	// modulesAtOnce is how many are tried at the same time: each is a process, and
	// more of them fight over the readers.
	modulesAtOnce = 3
	// turnTime is how long a module may wait for its turn: where each of many hangs, the
	// others are not waited for.
	turnTime = moduleTime
)

// ModuleCandidate is a file that may be a PKCS #11 module.
type ModuleCandidate struct{ Of, Path string }

// moduleCandidates are those of the files that were found which export the entry of a
// PKCS #11 module.
func moduleCandidates(files []host.File) []ModuleCandidate {
	var out []ModuleCandidate
	for _, f := range files {
		if f.State != host.Present {
			continue
		}
		if file, err := image.Inspect(f.Path); err == nil && file.Module {
			out = append(out, ModuleCandidate{f.Of, f.Path})
		}
	}
	return out
}

// besides are the modules that were found, and those that were named and not found: one
// that is both is tried once.
func besides(found, named []ModuleCandidate) []ModuleCandidate {
	for _, n := range named {
		is, err := os.Stat(n.Path)
		if !slices.ContainsFunc(found, func(f ModuleCandidate) bool {
			other, otherErr := os.Stat(f.Path)
			return err == nil && otherErr == nil && os.SameFile(is, other)
		}) {
			found = append(found, n)
		}
	}
	return found
}

// lookModules tries each module in a process of its own. Without sign no test
// signature is made.
func lookModules(ctx context.Context, candidates []ModuleCandidate, sign *Sign) Modules {
	began := time.Now()
	out := Modules{Part: host.Part{State: host.Read, How: "each module in a process of its own"}}
	if len(candidates) > maxModules {
		out.State, out.Why = host.Partly, fmt.Sprintf("only %d of %d modules were tried", maxModules, len(candidates))
		candidates = candidates[:maxModules]
	}
	out.List = make([]Module, len(candidates))
	alive := feel(ctx)
	defer alive.end()
	queue := alive.Context
	if sign == nil { // a person who types a PIN may take their time
		var over context.CancelFunc
		queue, over = context.WithTimeout(queue, turnTime)
		defer over()
	}
	var wait sync.WaitGroup
	turns := make(chan struct{}, modulesAtOnce)
	for i, c := range candidates {
		wait.Go(func() {
			select {
			case turns <- struct{}{}:
				out.List[i] = lookModule(alive, c, sign)
				<-turns
			case <-queue.Done():
				out.List[i] = Module{Of: c.Of, Path: host.Clean(c.Path), Outcome: Untried, Why: "the modules before it took all the time"}
			}
		})
	}
	wait.Wait()
	// One that hung may have waited for a service that was not found silent until then.
	hung := slices.ContainsFunc(out.List, func(m Module) bool { return m.Outcome == Hung })
	if alive.silent() || hung && errors.Is(alive.lost(), card.ErrSilent) {
		out.blameService()
	}
	out.TookMS = int(time.Since(began).Milliseconds())
	return out
}

// blameService takes that the service does not answer: no module is at fault that waited
// for it.
func (m *Modules) blameService() {
	m.State, m.Why = host.TooSlow, "the smartcard service did not answer while modules were asked"
	for i, one := range m.List {
		if one.Outcome == Hung || one.Outcome == Untried {
			m.List[i].Outcome, m.List[i].Why, m.List[i].Idle = Untried, "the smartcard service does not answer, and a module may wait for it", false
		}
	}
}

// outcomes are those of a probe, as a device has them.
var outcomes = map[apart.Outcome]Outcome{
	apart.Loaded: Loaded, apart.NotFound: NotThere, apart.NotAModule: NotAModule, apart.WrongArchitecture: OtherArchitecture,
	apart.MissingDependency: LacksLibrary, apart.Refused: Refused, apart.Crashed: Crashed, apart.Exited: Crashed, apart.Hung: Hung,
	apart.Malformed: Refused,
}

// lookModule tries one module.
func lookModule(alive *pulse, c ModuleCandidate, sign *Sign) Module {
	probing, cancel := context.WithTimeout(alive, moduleTime)
	defer cancel()
	child, r := apart.Examine(probing, apart.Options{Module: c.Path, Timeout: moduleTime})
	m := Module{Of: c.Of, Path: host.Clean(c.Path), Bits: r.File.Bits, Outcome: outcomes[r.Outcome], Why: host.Clean(r.Say), TookMS: int(r.Took.Milliseconds())}
	if m.Outcome == "" {
		m.Outcome = Untried
	}
	m.Idle = m.Outcome == Hung && alive.unused()
	if len(r.Missing) > 0 {
		m.Why = "it needs " + host.Clean(strings.Join(r.Missing, ", "))
	}
	if r.Info != nil {
		m.Library = host.Clean(r.Info.Description)
		m.Version = fmt.Sprintf("%d.%d", r.Info.Library.Major, r.Info.Library.Minor)
	}
	for _, s := range r.Slots {
		m.Slots = append(m.Slots, slotOf(s))
	}
	if child != nil {
		if sign != nil {
			m.Signed = sign.with(alive, child, r.Slots)
		}
		child.Close()
	}
	return m
}

// slotOf is a slot as a device has it.
func slotOf(s apart.Slot) Slot {
	out := Slot{Description: host.Clean(s.Info.Description), Token: s.Token != nil}
	if t := s.Token; t != nil {
		out.Label, out.Serial, out.Certificates = host.Clean(t.Info.Label), host.Clean(t.Info.Serial), len(t.Certificates)
		out.PIN = map[pkcs11.Tries]string{pkcs11.TriesFewer: "low", pkcs11.TriesOne: "last", pkcs11.TriesNone: "locked"}[t.Tries]
	}
	return out
}

// Sign asks for a test signature. PIN is called at most once for each module that shows a
// certificate, and once more for a key that wants a PIN of its own. It is not called where
// the token or the card says that its PIN is locked or that one try is left, nor after a
// PIN was given and it is not certain that it was taken: modules reach the same card, and
// one wrong PIN must cost one try.
type Sign struct {
	PIN func(token string) (*pkcs11.PIN, error)

	turn  sync.Mutex
	doubt bool // a PIN was given, and was refused or may have been
	last  bool // a card says itself that one try is left, or none
}

// heed takes what the cards say of their tries, which their modules may keep to
// themselves.
func (s *Sign) heed(cards Cards) {
	for _, r := range cards.Readers {
		s.last = s.last || r.Card != nil && r.Card.TriesLeft != nil && *r.Card.TriesLeft <= 1
	}
}

// with signs with the first key that has a certificate, for signatures if there is one.
func (s *Sign) with(ctx context.Context, child *apart.Process, slots []apart.Slot) *Signed {
	s.turn.Lock()
	defer s.turn.Unlock()
	for _, slot := range slots {
		if slot.Token == nil || len(slot.Token.Certificates) == 0 {
			continue
		}
		if why := s.mayNot(slot.Token); why != "" {
			return &Signed{Why: why}
		}
		return s.one(ctx, child, slot)
	}
	return &Signed{Why: "no slot shows a certificate"}
}

// mayNot says why a token is not to be asked; "" if it may.
func (s *Sign) mayNot(t *apart.Token) string {
	switch {
	case s.doubt:
		return "a PIN was refused before, or was not seen to be taken, so nothing more was tried"
	case t.Tries == pkcs11.TriesNone:
		return "the PIN is locked, so nothing was tried"
	case t.Tries == pkcs11.TriesOne:
		return "one try of the PIN is left, so nothing was tried"
	case s.last:
		return "a card in a reader says that it has one try of its PIN left, or none, so nothing was tried"
	}
	return ""
}

func (s *Sign) one(ctx context.Context, child *apart.Process, slot apart.Slot) *Signed {
	out := &Signed{}
	certificate := forSigning(slot.Token.Certificates)
	if x, err := x509.ParseCertificate(certificate.DER); err == nil {
		out.Key = keyOf(x.PublicKey)
	}
	pin, err := s.PIN(host.Clean(slot.Token.Info.Label))
	if err != nil {
		out.Why = host.Clean(err.Error())
		return out
	}
	defer pin.Wipe()
	whole := ctx
	ctx, cancel := context.WithTimeout(ctx, cardTime)
	defer cancel()
	test := apart.Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: certificate, PIN: pin}
	tested, err := child.Test(ctx, test)
	if errors.Is(err, pkcs11.ErrAsksAgain) {
		tested, err = s.again(whole, child, test, slot.Token.Info.Label)
	}
	if err != nil {
		out.Why = host.Clean(apart.Say(err))
		s.doubt = s.doubt || !taken(err)
		if left, told := card.TriesLeft(err); told {
			out.TriesLeft = &left
		}
		return out
	}
	out.Verified, out.Mechanism, out.TookMS = true, tested.Mechanism.String(), int(tested.Took.Milliseconds())
	return out
}

// again signs with a key that wants a PIN for each signature. It may be another than that
// of the login, with tries of its own, so the person is asked for it.
func (s *Sign) again(ctx context.Context, child *apart.Process, test apart.Test, label string) (apart.Tested, error) {
	pin, err := s.PIN(host.Clean(label) + ", its key for signatures")
	if err != nil {
		return apart.Tested{}, fmt.Errorf("%w: %w", errNoPIN, err)
	}
	defer pin.Wipe()
	ctx, cancel := context.WithTimeout(ctx, cardTime)
	defer cancel()
	test.KeyPIN = pin
	return child.Test(ctx, test)
}

// errNoPIN says that the person gave none.
var errNoPIN = errors.New("the key wants a PIN for each signature")

// taken tells of a test signature that failed whether the PIN was surely taken, or never
// given. A module may say anything of a wrong PIN, or nothing.
func taken(err error) bool {
	for _, harmless := range []error{
		pkcs11.ErrPINLength, pkcs11.ErrNoPIN, pkcs11.ErrLastTry, pkcs11.ErrAsksAgain, pkcs11.ErrNoKey, apart.ErrWrongSignature, apart.ErrCertificate, errNoPIN,
	} {
		if errors.Is(err, harmless) {
			return true
		}
	}
	if failed, ok := errors.AsType[*apart.Failure](err); ok {
		return strings.HasPrefix(failed.Step, "C_Sign")
	}
	code, ok := errors.AsType[*pkcs11.Error](err)
	return ok && code.Function != "C_Login"
}

// forSigning is the certificate for signatures, else the first: what signs must mean
// to (RFC 5280 §4.2.1.3, nonRepudiation).
func forSigning(all []pkcs11.Certificate) pkcs11.Certificate {
	for _, c := range all {
		if x, err := x509.ParseCertificate(c.DER); err == nil && x.KeyUsage&x509.KeyUsageContentCommitment != 0 {
			return c
		}
	}
	return all[0]
}
