package card

import (
	"context"
	"fmt"
)

// Transmitter sends one command APDU to a card and returns the response APDU, with
// its status word. Package pcsc has one for real readers; a test may be one itself.
// It owns neither slice afterwards. Errors are those of errors.go by errors.Is.
type Transmitter interface {
	Transmit(ctx context.Context, command []byte) (response []byte, err error)
}

// Exchange sends a command and returns the whole response: data that one short
// command cannot carry goes out in a chain (ISO/IEC 7816-4 §5.1.1.1), a response in
// parts is fetched (61xx, GET RESPONSE), a wrong length is corrected once (6Cxx).
// What a card may send is bounded; a card that goes on is ErrLimit. Any status word
// is a response, not an error.
func Exchange(ctx context.Context, t Transmitter, c Command) (Response, error) {
	for len(c.Data) > shortData {
		part := c
		part.Class |= classChained
		part.Data, part.Expect = c.Data[:shortData], 0
		c.Data = c.Data[shortData:]
		r, err := send(ctx, t, part)
		if err != nil || r.SW != SWOK {
			return r, err
		}
	}
	if c.Expect > shortExpect {
		c.Expect = shortExpect
	}
	r, err := send(ctx, t, c)
	if err != nil {
		return Response{}, err
	}
	if length, ok := r.SW.RightLength(); ok {
		c.Expect = length
		if r, err = send(ctx, t, c); err != nil {
			return Response{}, err
		}
	}
	return fetch(ctx, t, c.Class, r)
}

// fetch asks for the parts of a response until there are no more.
func fetch(ctx context.Context, t Transmitter, class byte, r Response) (Response, error) {
	// A copy, so that the parts are not written over what the transmitter gave.
	all := append([]byte(nil), r.Data...)
	empty := 0
	for parts := 0; ; parts++ {
		expect, more := r.SW.More()
		if !more {
			return Response{Data: all, SW: r.SW}, nil
		}
		if parts == maxParts || empty == maxEmptyParts || len(all) > maxObjectBytes {
			return Response{}, fmt.Errorf("%w: %d bytes in %d parts, and it announces more", ErrLimit, len(all), parts+1)
		}
		get := Command{Class: class &^ classChained, Instruction: InsGetResponse, Expect: expect}
		var err error
		if r, err = send(ctx, t, get); err != nil {
			return Response{}, err
		}
		// T=0 cards correct the length of GET RESPONSE too.
		if length, ok := r.SW.RightLength(); ok {
			get.Expect = length
			if r, err = send(ctx, t, get); err != nil {
				return Response{}, err
			}
		}
		empty++
		if len(r.Data) > 0 {
			empty = 0
		}
		all = append(all, r.Data...)
	}
}

func send(ctx context.Context, t Transmitter, c Command) (Response, error) {
	command, err := c.Bytes()
	if err != nil {
		return Response{}, err
	}
	defer clear(command) // it may hold a PIN
	response, err := t.Transmit(ctx, command)
	if err != nil {
		return Response{}, err
	}
	return ParseResponse(response)
}
