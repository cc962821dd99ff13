package card_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// fake is a PIV card in a few lines, which the tests bend. It answers objects, keeps
// a PIN, signs, and notes every command.
type fake struct {
	objects map[card.Object][]byte
	pin     string
	left    int
	key     crypto.Signer

	open     bool // the PIN was verified
	chain    []byte
	rest     []byte // what waits to be fetched
	commands [][]byte
	// bend may answer in the card's place.
	bend func(c card.Command) ([]byte, error, bool)
}

func newFake() *fake {
	return &fake{objects: map[card.Object][]byte{}, pin: "123456", left: 3}
}

func sw(data []byte, w card.SW) []byte {
	return binary.BigEndian.AppendUint16(slices.Clone(data), uint16(w))
}

func (f *fake) Transmit(_ context.Context, command []byte) ([]byte, error) {
	f.commands = append(f.commands, slices.Clone(command))
	c, err := card.ParseCommand(command)
	if err != nil {
		return sw(nil, card.SWWrongLength), nil
	}
	if f.bend != nil {
		if response, err, ok := f.bend(c); ok {
			return response, err
		}
	}
	if c.Class&0x10 != 0 {
		f.chain = append(f.chain, c.Data...)
		return sw(nil, card.SWOK), nil
	}
	data := append(f.chain, c.Data...)
	f.chain = nil
	switch c.Instruction {
	case card.InsSelect:
		return sw(card.AppendTLV(nil, 0x61, card.AppendTLV(card.AppendTLV(nil, 0x4F, []byte{0, 0, 0x10, 0, 1, 0}), 0x50, []byte("Invented card"))), card.SWOK), nil
	case card.InsGetData:
		id, _ := card.FindTLV(data, 0x5C)
		var o card.Object
		for _, b := range id {
			o = o<<8 | card.Object(b)
		}
		content, ok := f.objects[o]
		if !ok {
			return sw(nil, card.SWNotFound), nil
		}
		wrapper := card.Tag(0x53)
		if o == card.ObjectDiscovery {
			wrapper = 0x7E
		}
		return f.part(card.AppendTLV(nil, wrapper, content)), nil
	case card.InsGetResponse:
		return f.part(f.rest), nil
	case card.InsVerify:
		return f.verify(data), nil
	case card.InsGeneralAuthenticate:
		return f.sign(c, data), nil
	}
	return sw(nil, card.SWInstruction), nil
}

// part gives up to 256 bytes, and tells if there are more.
func (f *fake) part(b []byte) []byte {
	if len(b) <= 256 {
		f.rest = nil
		return sw(b, card.SWOK)
	}
	f.rest = b[256:]
	return sw(b[:256], 0x6100|card.SW(min(len(f.rest), 256)&0xFF))
}

func (f *fake) verify(pin []byte) []byte {
	padded := []byte(f.pin)
	for len(padded) < 8 {
		padded = append(padded, 0xFF)
	}
	switch {
	case f.left == 0:
		return sw(nil, card.SWBlocked)
	case len(pin) == 0 && f.open:
		return sw(nil, card.SWOK)
	case len(pin) == 0:
		return sw(nil, 0x63C0|card.SW(f.left))
	case string(pin) != string(padded):
		f.left--
		return sw(nil, 0x63C0|card.SW(f.left))
	}
	f.left, f.open = 3, true
	return sw(nil, card.SWOK)
}

func (f *fake) sign(c card.Command, data []byte) []byte {
	if !f.open {
		return sw(nil, card.SWSecurityStatus)
	}
	template, _ := card.FindTLV(data, 0x7C)
	block, _ := card.FindTLV(template, 0x81)
	var signature []byte
	switch key := f.key.(type) {
	case *rsa.PrivateKey:
		// The raw operation of a card, on a block that the program padded.
		signature = new(big.Int).Exp(new(big.Int).SetBytes(block), key.D, key.N).FillBytes(make([]byte, key.Size()))
	case *ecdsa.PrivateKey:
		signature, _ = ecdsa.SignASN1(rand.Reader, key, block)
	}
	return f.part(card.AppendTLV(nil, 0x7C, card.AppendTLV(nil, 0x82, signature)))
}

// count tells how often the card got an instruction.
func (f *fake) count(instruction byte, withData bool) int {
	n := 0
	for _, command := range f.commands {
		if command[1] == instruction && (len(command) > 5) == withData {
			n++
		}
	}
	return n
}

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

var (
	notBefore = time.Date(2024, 2, 29, 9, 0, 0, 0, time.UTC)
	notAfter  = time.Date(2027, 2, 28, 9, 0, 0, 0, time.UTC)
)

// certified makes a key of the curve, or RSA for nil, with its certificate.
func certified(t testing.TB, curve elliptic.Curve) (crypto.Signer, []byte) {
	t.Helper()
	var key crypto.Signer = rsaKey()
	if curve != nil {
		var err error
		if key, err = ecdsa.GenerateKey(curve, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Invented Person"},
		NotBefore: notBefore, NotAfter: notAfter,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return key, der
}

// container is the content of a certificate object.
func container(der []byte, info byte) []byte {
	b := card.AppendTLV(nil, 0x70, der)
	b = card.AppendTLV(b, 0x71, []byte{info})
	return card.AppendTLV(b, 0xFE, nil)
}
