package card

import (
	"context"
	"errors"
	"fmt"
)

// pivAID names the PIV application, without the version. Source: NIST SP 800-73-4
// part 1 §2.2.
var pivAID = []byte{0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00}

// PIV is the PIV application of a card, selected. It holds no lock on the card: who
// needs several commands to stand together begins a transaction first. It is used
// by one goroutine at a time.
type PIV struct {
	t Transmitter
	// Label is what the application calls itself; often empty.
	Label string
	// Version is that of the application, from its identifier: "1.0"; empty if not told.
	Version string

	pin Reference
	// lost is the failed transmission after which the application may no longer be
	// the one selected; nil while all is well.
	lost error
}

// Reference names a PIN of a card. Source: NIST SP 800-73-4 part 1, table 4b.
type Reference byte

// The two PINs that open a PIV application.
const (
	GlobalPIN Reference = 0x00
	PIVPIN    Reference = 0x80
)

// SelectPIV selects the PIV application. A card without one is ErrNoApplication.
func SelectPIV(ctx context.Context, t Transmitter) (*PIV, error) {
	const doing = "selecting the PIV application"
	r, err := Exchange(ctx, t, Command{Instruction: InsSelect, P1: 0x04, Data: pivAID, Expect: shortExpect})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	if r.SW != SWOK {
		status := &StatusError{doing, r.SW}
		switch r.SW {
		case SWNotFound, SWReferenceNotFound, SWInstruction, SWClass, SWFunctionNotSupported, SWWrongP1P2, SWWrongP1P2Old, SWWrongLength, SWWrongData:
			return nil, fmt.Errorf("%w: %w", ErrNoApplication, status)
		}
		return nil, status
	}
	p := &PIV{t: t, pin: PIVPIN}
	p.readTemplate(r.Data)
	return p, nil
}

// readTemplate reads what SELECT answers. Cards leave out what they like, so
// nothing in it is needed. Source: NIST SP 800-73-4 part 2, table 3.
func (p *PIV) readTemplate(data []byte) {
	template, ok := FindTLV(data, 0x61)
	if !ok {
		return
	}
	if label, ok := FindTLV(template, 0x50); ok {
		p.Label = printable(label)
	}
	// 4F is the whole identifier or its end; the version is its last two bytes.
	if aid, ok := FindTLV(template, 0x4F); ok && len(aid) >= 2 && len(aid) <= 16 {
		p.Version = fmt.Sprintf("%d.%d", aid[len(aid)-2], aid[len(aid)-1])
	}
}

// printable returns at most 64 bytes of text of a card, with a point for each byte
// that is not printable ASCII.
func printable(b []byte) string {
	return ATR{Historical: b[:min(len(b), 64)]}.Text()
}

// exchange sends a command to the application. After a transmission that failed the
// application may no longer be the one selected, and an instruction such as VERIFY
// could then spend a try of another one: from then on nothing is sent.
func (p *PIV) exchange(ctx context.Context, doing string, c Command) (Response, error) {
	if p.lost != nil {
		return Response{}, fmt.Errorf("%s: select the application again first, since an earlier command failed: %w", doing, p.lost)
	}
	r, err := Exchange(ctx, p.t, c)
	if err != nil {
		if !errors.Is(err, ErrLimit) && !errors.Is(err, ErrAPDU) {
			p.lost = err
		}
		return Response{}, fmt.Errorf("%s: %w", doing, err)
	}
	return r, nil
}
