// Command look tells what package pcsc sees on a Windows: the readers, and of each
// with a card what it answers. The tests run it under Wine.
package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pcsc"
)

func main() {
	ctx := context.Background()
	c, err := pcsc.Establish(ctx)
	if err != nil {
		fmt.Printf("no service: %v\nit is ErrNoService: %v, ErrNoLibrary: %v\nremedy: %s\n", err, errors.Is(err, card.ErrNoService), errors.Is(err, card.ErrNoLibrary), pcsc.Remedy(err))
		return
	}
	readers, err := c.Look(ctx)
	fmt.Println("readers:", len(readers), err)
	for _, r := range readers {
		fmt.Println(r, "events", r.Events)
		if r.State == card.Present {
			connected(ctx, c, r.Name)
		}
	}
	fmt.Println("closed:", c.Close())
}

func connected(ctx context.Context, c *pcsc.Context, reader string) {
	k, err := c.Connect(ctx, reader, pcsc.Access{})
	if err != nil {
		fmt.Println("connecting:", err)
		return
	}
	status, err := k.Status(ctx)
	fmt.Printf("status: %+q %v ATR %s %v\n", status.Reader, status.Protocol, card.Hex(status.ATR), err)
	told, err := k.Attributes(ctx)
	fmt.Printf("attributes: %+v %v\n", told, err)
	features, err := k.Features(ctx)
	fmt.Printf("PIN pad: %v %v\n", features.PINPad(), err)
	err = k.Within(ctx, pcsc.Leave, func(ctx context.Context, t card.Transmitter) error {
		answer, err := t.Transmit(ctx, []byte{0x00, 0xCB, 0x3F, 0xFF, 0x00})
		fmt.Println("answer:", card.Hex(answer))
		return err
	})
	fmt.Println("transaction:", err)
	fmt.Println("disconnected:", k.Close(ctx, pcsc.Reset))
}
