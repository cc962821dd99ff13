package pcsc

import (
	"context"
	"encoding/binary"
	"errors"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Feature is something that a reader can do beyond carrying commands. Source: PC/SC
// part 10 §2.3.
type Feature byte

// Features that matter for PINs.
const (
	VerifyPINStart  Feature = 0x01
	VerifyPINFinish Feature = 0x02
	ModifyPINStart  Feature = 0x03
	ModifyPINFinish Feature = 0x04
	VerifyPINDirect Feature = 0x06
	ModifyPINDirect Feature = 0x07
	PINProperties   Feature = 0x0A
	TLVProperties   Feature = 0x12
)

// Features are the features of a reader, with the control code of each.
type Features map[Feature]uint32

// PINPad tells whether a PIN can be typed on the reader, so that no program sees it.
func (f Features) PINPad() bool {
	_, direct := f[VerifyPINDirect]
	_, start := f[VerifyPINStart]
	return direct || start
}

// featureRequest asks for the features. Source: PC/SC part 10 §2.2, CM_IOCTL_GET_FEATURE_REQUEST.
const featureRequest = 3400

// ControlCode makes the control code of a function's number, which differs by
// system. Those in Features are control codes already.
func (k *Card) ControlCode(function uint32) uint32 { return k.from.library.layout().control(function) }

// Control sends a request to the driver, by its control code, and returns the answer.
func (k *Card) Control(ctx context.Context, code uint32, request []byte) ([]byte, error) {
	l := k.from.library.layout()
	sent := append([]byte(nil), request...)
	answer, length := make([]byte, maxControlBytes), l.number(0)
	err := k.do(ctx, "asking the reader's driver", func(m *memory) Code {
		came := k.from.library.call(fnControl, k.handle, uintptr(code), m.at(sent), uintptr(len(sent)), m.at(answer), uintptr(len(answer)), m.at(length))
		clear(sent) // on a PIN pad it may tell what a PIN looks like
		return came
	})
	if err != nil {
		return nil, err
	}
	return answer[:min(int(l.value(length)), len(answer))], nil
}

// Features asks the driver what the reader can do. A driver that knows no such
// question has none.
func (k *Card) Features(ctx context.Context) (Features, error) {
	answer, err := k.Control(ctx, k.ControlCode(featureRequest), nil)
	if failed, ok := errors.AsType[*Error](err); ok && (failed.Code.unsupported() || errors.Is(err, card.ErrTransport)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseFeatures(answer), nil
}

// parseFeatures reads tags of one byte, each with four bytes of control code, the
// highest first. It ends at what is no such thing. Source: PC/SC part 10 §2.2.
func parseFeatures(b []byte) Features {
	all := make(Features)
	for len(b) >= 6 && b[1] == 4 {
		all[Feature(b[0])] = binary.BigEndian.Uint32(b[2:])
		b = b[6:]
	}
	return all
}
