package device

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pcsc"
	"github.com/lanyard-id/lanyard/agent/internal/host"
)

const (
	// serviceTime is how long the smartcard service may take to tell its readers, so that
	// a look at which it does not is still done in two seconds.
	serviceTime = 1500 * time.Millisecond
	// cardTime is how long one card may take: one that is slow needs a second for
	// four certificates.
	cardTime = 4 * time.Second
	// atOnce is how many readers are read at the same time.
	atOnce = 8
)

// Connect connects to the card in a reader. What it returns reads the card with nobody
// between, and what the driver tells of the reader.
type connect func(ctx context.Context, reader string) (connected, error)

type connected interface {
	// Driver is what the driver tells about the reader; parts that it does not are "".
	Driver(ctx context.Context) (vendor, version, serial string)
	Protocol() string
	Look(ctx context.Context) (card.Contents, error)
	Close(ctx context.Context)
}

// lookCards sees the readers of the machine and what is in them. It spends no try and
// asks for no PIN.
func lookCards(ctx context.Context) (seen Cards) {
	began := time.Now()
	defer func() { seen.TookMS = int(time.Since(began).Milliseconds()) }()
	seen.How = "PC/SC"
	listing, done := context.WithTimeout(ctx, serviceTime)
	defer done()
	service, err := pcsc.Establish(listing)
	if err != nil {
		seen.State, seen.Why = stateOf(err), sentence(err)
		return seen
	}
	readers, err := service.Look(listing)
	service.Close() // each card has a way of its own; this one could only hang meanwhile
	if err != nil {
		seen.State, seen.Why = stateOf(err), sentence(err)
		return seen
	}
	seen.State = host.Read
	alive := feel(ctx)
	defer alive.end()
	reading, cancel := context.WithTimeout(alive, serviceTime+cardTime)
	defer cancel()
	var failed error
	seen.Readers, failed = lookReaders(reading, readers, byPCSC)
	if err := ended(alive, failed); err != nil {
		// What was read until then does not tell what is the service's and what the card's.
		seen.Readers, seen.State = nil, stateOf(err)
		seen.Why = "the smartcard service ended or stopped answering while cards were read: " + sentence(err)
	}
	return seen
}

// ended tells of what went wrong with cards whether it is that the service ended, or that
// it answers nobody any more; nil: neither.
func ended(alive *pulse, failed error) error {
	switch {
	case errors.Is(failed, card.ErrNoService):
		return card.ErrNoService
	case alive.silent(), errors.Is(failed, card.ErrDeadline):
		return alive.lost()
	}
	return nil
}

// lookReaders sees what is in each of the readers, several at once, and what went wrong.
func lookReaders(ctx context.Context, readers []card.Reader, by connect) ([]Reader, error) {
	seen, failed := make([]Reader, len(readers)), make([]error, len(readers))
	var wait sync.WaitGroup
	turns := make(chan struct{}, atOnce)
	for i, r := range readers {
		wait.Go(func() {
			turns <- struct{}{}
			seen[i], failed[i] = lookReader(ctx, r, by)
			<-turns
		})
	}
	wait.Wait()
	return seen, errors.Join(failed...)
}

// lookReader sees what is in one reader. The error is what went wrong with its card, which
// the reader tells in words.
func lookReader(ctx context.Context, r card.Reader, by connect) (Reader, error) {
	out := Reader{Name: card.Plain(r.Name), Changes: int(r.Events), State: holds(r)}
	switch out.State {
	case InUse:
		out.Why = "another program has the card for itself"
	case Mute:
		out.Why = card.ErrMute.Error()
	}
	if len(r.ATR) > 0 {
		out.Card = cardOf(r.ATR)
	}
	if out.State != Present || out.Card == nil {
		return out, nil
	}
	if r.InUse {
		// To select an application would change the one that the other program uses,
		// and could ask its person for the PIN again.
		out.Card.Faults = append(out.Card.Faults, "Another program uses the card, so nothing more was read from it.")
		return out, nil
	}
	ctx, cancel := context.WithTimeout(ctx, cardTime)
	defer cancel()
	began := time.Now()
	err := read(ctx, by, r.Name, &out)
	if err != nil {
		switch {
		case errors.Is(err, card.ErrRemoved), errors.Is(err, card.ErrNoCard):
			out.State, out.Why, out.Card = Empty, "the card was taken out while it was read", nil
			return out, err
		case errors.Is(err, card.ErrNoReader):
			out.State, out.Why = Unavailable, sentence(err)
		case errors.Is(err, card.ErrMute):
			out.State, out.Why = Mute, sentence(err)
		case errors.Is(err, card.ErrInUse):
			out.State, out.Why = InUse, sentence(err)
		}
		if !errors.Is(err, card.ErrNoApplication) {
			out.Card.Faults = append(out.Card.Faults, sentence(err))
		}
	}
	out.Card.TookMS = int(time.Since(began).Milliseconds())
	return out, err
}

// holds is what a reader says that it holds.
func holds(r card.Reader) ReaderState {
	switch {
	case r.Exclusive:
		return InUse
	case r.State == card.Empty:
		return Empty
	case r.State == card.Present:
		return Present
	case r.State == card.Mute:
		return Mute
	}
	return Unavailable
}

// read asks the driver about the reader and the card for all that it tells without a
// PIN.
func read(ctx context.Context, by connect, name string, out *Reader) error {
	k, err := by(ctx, name)
	if err != nil {
		return err
	}
	defer k.Close(context.WithoutCancel(ctx))
	out.Card.Protocol = k.Protocol()
	vendor, version, serial := k.Driver(ctx)
	out.Vendor, out.Version, out.Serial = host.Clean(vendor), host.Clean(version), host.Clean(serial)
	contents, err := k.Look(ctx)
	if err == nil || len(contents.Certificates) > 0 {
		out.Card.add(contents)
	}
	return err
}

// byPCSC connects through a way to the service of its own: one that hangs keeps no
// other reader from being seen.
func byPCSC(ctx context.Context, reader string) (connected, error) {
	service, err := pcsc.Establish(ctx)
	if err != nil {
		return nil, err
	}
	k, err := service.Connect(ctx, reader, pcsc.Access{})
	if err != nil {
		service.Close()
		return nil, err
	}
	return plastic{service, k}, nil
}

// plastic is a card in a reader of the machine.
type plastic struct {
	service *pcsc.Context
	card    *pcsc.Card
}

func (p plastic) Protocol() string { return p.card.Protocol().String() }

func (p plastic) Driver(ctx context.Context) (vendor, version, serial string) {
	a, err := p.card.Attributes(ctx)
	if err != nil {
		return "", "", "" // what a driver does not tell about itself is no fault of the card
	}
	return a.Vendor, a.Version, a.Serial
}

func (p plastic) Look(ctx context.Context) (contents card.Contents, err error) {
	err = p.card.Within(ctx, pcsc.Leave, func(ctx context.Context, t card.Transmitter) error {
		var err error
		contents, err = card.Look(ctx, t)
		return err
	})
	return contents, err
}

func (p plastic) Close(ctx context.Context) {
	p.card.Close(ctx, pcsc.Leave)
	p.service.Close()
}

// cardOf is what an answer to reset tells.
func cardOf(reset []byte) *Card {
	c := &Card{ATR: strings.ToUpper(hex.EncodeToString(reset))}
	atr, err := card.ParseATR(reset)
	if err != nil {
		c.Faults = append(c.Faults, "Its answer to reset cannot be read: "+sentence(err))
		return c
	}
	for _, p := range atr.Protocols {
		c.Offers = append(c.Offers, p.String())
	}
	known := atr.Known()
	c.Product = known.Product
	if known.Basis == card.ByATR {
		// Other cards than those of the service bear the same historical bytes.
		c.Series = known.Series
	}
	for _, fault := range atr.Faults {
		c.Faults = append(c.Faults, "Its answer to reset: "+fault+".")
	}
	return c
}

// add adds what its PIV application tells.
func (c *Card) add(contents card.Contents) {
	c.Application, c.Type, c.Blank = "piv", "PIV", contents.Blank() && len(contents.Unread) == 0
	if len(c.Series) > 0 {
		// The answer to reset names another card than a PIV of the service, so which of
		// both it is is not known.
		c.Type = ""
	}
	if len(contents.CHUID.GUID) > 0 {
		c.Serial = hex.EncodeToString(contents.CHUID.GUID)
	}
	if contents.TriesFault == nil && contents.Tries.Left >= 0 {
		c.TriesLeft = &contents.Tries.Left
	}
	if contents.Tries.Blocked {
		c.TriesLeft = new(int)
	}
	for _, x := range contents.Certificates {
		out := Certificate{Use: uses[x.Slot], NotBefore: x.NotBefore.UTC(), NotAfter: x.NotAfter.UTC()}
		if x.X509 != nil {
			out.Key, out.Serial = keyOf(x.X509.PublicKey), x.X509.SerialNumber.Text(16)
			out.Subject = host.Clean(cmp.Or(x.X509.Subject.CommonName, x.X509.Subject.String()))
			out.Issuer = host.Clean(cmp.Or(x.X509.Issuer.CommonName, x.X509.Issuer.String()))
		}
		if x.Fault != nil {
			c.Faults = append(c.Faults, fmt.Sprintf("The certificate in slot %s: %s", x.Slot, sentence(x.Fault)))
		}
		if !out.NotAfter.IsZero() {
			c.Certificates = append(c.Certificates, out)
		}
	}
	for _, slot := range card.Slots {
		if err := contents.Unread[slot]; err != nil {
			c.Faults = append(c.Faults, fmt.Sprintf("The certificate in slot %s could not be read: %s", slot, sentence(err)))
		}
	}
	if contents.TriesFault != nil {
		c.Faults = append(c.Faults, "How many tries its PIN has left it does not tell: "+sentence(contents.TriesFault))
	}
}

// uses are what the keys of a PIV application are for.
// Source: NIST SP 800-73-4 part 1, table 4b.
var uses = map[card.Slot]string{
	card.Authentication: "authentication", card.Signature: "signature", card.KeyManagement: "key-management", card.CardAuthentication: "card",
}

// keyOf names the kind and size of a key.
func keyOf(public any) string {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA-%d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return k.Curve.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	}
	return ""
}

// stateOf is how a list of readers stands that could not be got.
func stateOf(err error) host.State {
	switch {
	case errors.Is(err, card.ErrNoLibrary):
		return host.NotHere
	case errors.Is(err, card.ErrRights):
		return host.NeedsRights
	case errors.Is(err, card.ErrDeadline), errors.Is(err, context.DeadlineExceeded):
		return host.TooSlow
	}
	return host.Failed
}

// sentence is an error as a sentence that is clean and ends.
func sentence(err error) string {
	words := host.Clean(err.Error())
	if remedy := pcsc.Remedy(err); remedy != "" {
		words = strings.TrimSuffix(words, ".") + ". " + remedy
	}
	return strings.TrimSuffix(words, ".") + "."
}
