package agent

import (
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
)

// VirtualCardOptions are cards in software, one for each reader.
type VirtualCardOptions struct {
	// Readers are where readers of vsmartcard-vpcd listen, host and port. None: its
	// own first one on this machine, DefaultVirtualReader.
	Readers []string
	// Personalities are what is wrong with the cards, as VirtualPersonalities tells:
	// one for all, or one for each reader. None: nothing is wrong.
	Personalities []string
	// ATR is what the cards answer to a reset, in hexadecimal, and stronger than a
	// personality; "" = as the personality has it.
	ATR string
	// PIN and PUK are the cards'; "" = invented ones, which are told.
	PIN, PUK string
	// Authority is who issues the cards, as NewVirtualAuthority made it; nil: one that
	// is forgotten at the end.
	Authority []byte
	// Trace is where every command and answer is written, without PINs; nil: nowhere.
	Trace io.Writer
	// Out begins with the cards out of their readers.
	Out bool
	// Stay goes on when there are no more commands, until the context ends.
	Stay bool
}

// DefaultVirtualReader is the first reader of vsmartcard-vpcd, as Debian sets it up.
const DefaultVirtualReader = "127.0.0.1:35963"

// MaxVirtualCards is how many cards one call has at most: pcscd has no more readers.
const MaxVirtualCards = 16

// CheckPersonality says what is wrong with the words of a virtual card; nil if nothing
// is.
func CheckPersonality(words string) error {
	_, err := virtual.ParsePersonality(words)
	return err
}

// VirtualPersonalities tells what a virtual card can be, a line each.
func VirtualPersonalities() string { return virtual.Personalities() }

// NewVirtualAuthority makes an invented certificate authority for virtual cards:
// its certificate and its private key in PEM.
func NewVirtualAuthority(now time.Time) ([]byte, error) {
	a, err := virtual.NewAuthority(now)
	if err != nil {
		return nil, err
	}
	return a.PEM()
}

// cards makes the cards.
func (o *VirtualCardOptions) cards() ([]*virtualCard, error) {
	readers := o.Readers
	if len(readers) == 0 {
		readers = []string{DefaultVirtualReader}
	}
	if len(readers) > MaxVirtualCards {
		return nil, fmt.Errorf("%d readers are more than the %d that pcscd has", len(readers), MaxVirtualCards)
	}
	if n := len(o.Personalities); n > 1 && n != len(readers) {
		return nil, fmt.Errorf("%d personalities for %d readers: give one for all, or one for each", n, len(readers))
	}
	common, err := o.common()
	if err != nil {
		return nil, err
	}
	var all []*virtualCard
	var trace sync.Mutex
	for i, address := range readers {
		if _, port, err := net.SplitHostPort(address); err != nil || port == "" {
			return nil, fmt.Errorf("%q is no reader; write its host and port, such as %s", address, DefaultVirtualReader)
		}
		personality := "good"
		if n := len(o.Personalities); n > 0 {
			personality = o.Personalities[min(i, n-1)]
		}
		options, err := virtual.ParsePersonality(personality)
		if err != nil {
			return nil, err
		}
		// No two cards are one person's. No number of a person begins with 9999.
		holder := virtual.Holder{Name: "Ima Invented", Number: fmt.Sprintf("9999%08d", 1111*(i+1))}
		options = append(append(options, virtual.IssuedTo(holder)), common...)
		if o.Trace != nil {
			options = append(options, virtual.Trace(numbered{o.Trace, &trace, i + 1}))
		}
		card, err := virtual.New(options...)
		if err != nil {
			return nil, err
		}
		all = append(all, &virtualCard{number: i + 1, address: address, personality: personality, holder: holder, card: card})
	}
	return all, nil
}

// common are the options that all cards share.
func (o *VirtualCardOptions) common() ([]virtual.Option, error) {
	var options []virtual.Option
	if o.ATR != "" {
		b, err := hex.DecodeString(strings.NewReplacer(" ", "", ":", "").Replace(o.ATR))
		if err != nil {
			return nil, fmt.Errorf("the ATR %q is not hexadecimal digits, such as 3B 6A 00 FF …", o.ATR)
		}
		options = append(options, virtual.ATR(b))
	}
	if o.PIN != "" {
		options = append(options, virtual.PIN(o.PIN))
	}
	if o.PUK != "" {
		options = append(options, virtual.PUK(o.PUK))
	}
	if o.Authority != nil {
		a, err := virtual.ParseAuthority(o.Authority)
		if err != nil {
			return nil, err
		}
		options = append(options, virtual.IssuedBy(a))
	}
	return options, nil
}

// numbered writes each piece behind the number of a card.
type numbered struct {
	w      io.Writer
	one    *sync.Mutex // pieces of several cards do not run into each other
	number int
}

func (n numbered) Write(p []byte) (int, error) {
	n.one.Lock()
	defer n.one.Unlock()
	if _, err := fmt.Fprintf(n.w, "card %d %s", n.number, p); err != nil {
		return 0, err
	}
	return len(p), nil
}
