package device

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
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
	var wait sync.WaitGroup
	turns := make(chan struct{}, modulesAtOnce)
	for i, c := range candidates {
		wait.Go(func() {
			turns <- struct{}{}
			out.List[i] = lookModule(ctx, c, sign)
			<-turns
		})
	}
	wait.Wait()
	out.TookMS = int(time.Since(began).Milliseconds())
	return out
}

// outcomes are those of a probe, as a device has them.
var outcomes = map[apart.Outcome]Outcome{
	apart.Loaded: Loaded, apart.NotFound: NotThere, apart.NotAModule: NotAModule, apart.WrongArchitecture: OtherArchitecture,
	apart.MissingDependency: LacksLibrary, apart.Refused: Refused, apart.Crashed: Crashed, apart.Exited: Crashed, apart.Hung: Hung,
	apart.Malformed: Refused,
}

// lookModule tries one module.
func lookModule(ctx context.Context, c ModuleCandidate, sign *Sign) Module {
	probing, cancel := context.WithTimeout(ctx, moduleTime)
	defer cancel()
	child, r := apart.Examine(probing, apart.Options{Module: c.Path, Timeout: moduleTime})
	m := Module{Of: c.Of, Path: c.Path, Bits: r.File.Bits, Outcome: outcomes[r.Outcome], Why: host.Clean(r.Say), TookMS: int(r.Took.Milliseconds())}
	if m.Outcome == "" {
		m.Outcome = Untried
	}
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
			m.Signed = sign.with(ctx, child, r.Slots)
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
// certificate, and not where the token says that its PIN is locked or that one try is
// left. Several modules may reach the same card: they have their turns one after
// another, and once a PIN was refused nothing more is tried, or one wrong PIN would
// cost a try for each of them.
type Sign struct {
	PIN func(token string) (*pkcs11.PIN, error)

	turn    sync.Mutex
	refused bool
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
	case s.refused:
		return "a PIN was refused before, so nothing more was tried"
	case t.Tries == pkcs11.TriesNone:
		return "the PIN is locked, so nothing was tried"
	case t.Tries == pkcs11.TriesOne:
		return "one try of the PIN is left, so nothing was tried"
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
	ctx, cancel := context.WithTimeout(ctx, cardTime)
	defer cancel()
	tested, err := child.Test(ctx, apart.Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: certificate, PIN: pin, KeyPIN: pin})
	if err != nil {
		out.Why = host.Clean(apart.Say(err))
		s.refused = s.refused || errors.Is(err, card.ErrWrongPIN) || errors.Is(err, card.ErrBlocked)
		if left, told := card.TriesLeft(err); told {
			out.TriesLeft = &left
		}
		return out
	}
	out.Verified, out.Mechanism, out.TookMS = true, tested.Mechanism.String(), int(tested.Took.Milliseconds())
	return out
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
