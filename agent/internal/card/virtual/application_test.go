package virtual

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"math/big"
	"testing"
)

// exchange sends an APDU, fetches all of a long answer, and gives data and status.
func exchange(t testing.TB, card *Card, apdu []byte) ([]byte, status) {
	t.Helper()
	var data []byte
	for range 300 {
		answer := card.Transmit(apdu)
		if len(answer) < 2 {
			t.Fatalf("% X was answered with % X", apdu, answer)
		}
		n := len(answer) - 2
		data = append(data, answer[:n]...)
		s := status(answer[n])<<8 | status(answer[n+1])
		if s&0xFF00 != moreData {
			return data, s
		}
		apdu = []byte{0x00, insGetResponse, 0x00, 0x00, byte(s)}
	}
	t.Fatal("there was no end of data")
	return nil, 0
}

// chained sends data in a chain of commands of at most 255 bytes each.
func chained(t testing.TB, card *Card, head []byte, data []byte) ([]byte, status) {
	t.Helper()
	for len(data) > 255 {
		part := append([]byte{head[0] | 0x10, head[1], head[2], head[3], 255}, data[:255]...)
		if got, s := exchange(t, card, part); s != ok || len(got) > 0 {
			t.Fatalf("a part of a chain was answered with %04X and %d bytes", uint16(s), len(got))
		}
		data = data[255:]
	}
	return exchange(t, card, append(append(append(bytes.Clone(head), byte(len(data))), data...), 0x00))
}

// selected is a card with its application selected.
func selected(t testing.TB, options ...Option) *Card {
	t.Helper()
	card, err := New(append([]Option{P256()}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, card, "00 A4 04 00 0B A0 00 00 03 08 00 00 10 00 01 00 00", ok)
	return card
}

func expect(t testing.TB, card *Card, apdu string, want status) []byte {
	t.Helper()
	data, s := exchange(t, card, unhex(t, apdu))
	if s != want {
		t.Fatalf("%s: %04X, want %04X", apdu, uint16(s), uint16(want))
	}
	return data
}

const (
	apduStatus     = "00 20 00 80"
	apduRight      = "00 20 00 80 08 31 32 33 34 35 36 FF FF"
	apduWrong      = "00 20 00 80 08 36 35 34 33 32 31 FF FF"
	apduLogout     = "00 20 FF 80"
	apduUnblock    = "00 2C 00 80 10 31 32 33 34 35 36 37 38 31 31 31 31 31 31 FF FF"
	apduBadUnblock = "00 2C 00 80 10 39 39 39 39 39 39 39 39 31 31 31 31 31 31 FF FF"
)

// TestConversations sends commands in turn and looks at their status words.
func TestConversations(t *testing.T) {
	type step struct {
		apdu string
		want status
	}
	tests := []struct {
		name    string
		options []Option
		steps   []step
	}{
		{"the status costs nothing", nil, []step{{apduStatus, 0x63C3}, {apduStatus, 0x63C3}, {apduRight, ok}, {apduStatus, ok}, {apduLogout, ok}, {apduStatus, 0x63C3}}},
		{"three wrong ones block", nil, []step{{apduWrong, 0x63C2}, {apduWrong, 0x63C1}, {apduWrong, pinBlocked}, {apduRight, pinBlocked}, {apduStatus, pinBlocked}}},
		{"a right one gives all tries back", nil, []step{{apduWrong, 0x63C2}, {apduRight, ok}, {apduLogout, ok}, {apduStatus, 0x63C3}}},
		{"a wrong one ends what a right one began", nil, []step{{apduRight, ok}, {apduWrong, 0x63C2}, {apduStatus, 0x63C2}}},
		{"ten tries", []Option{Tries(10)}, []step{{apduStatus, 0x63CA}, {apduWrong, 0x63C9}}},
		{"one try left", []Option{TriesLeft(1)}, []step{{apduStatus, 0x63C1}, {apduWrong, pinBlocked}}},
		{"what is no PIN costs no try", nil, []step{
			{"00 20 00 80 08 41 42 43 44 45 46 FF FF", wrongData}, {"00 20 00 80 05 31 32 33 34 35", wrongData},
			{"00 20 00 80 08 31 32 33 34 35 FF FF FF", wrongData}, {"00 20 00 80 08 31 32 33 34 35 36 FF 37", wrongData},
			{"00 20 FF 80 01 00", wrongData}, {"00 20 01 80", wrongP1P2}, {"00 20 00 00", keyNotFound}, {apduStatus, 0x63C3},
		}},
		{"the PUK unblocks", []Option{Blocked()}, []step{{apduStatus, pinBlocked}, {apduUnblock, ok}, {apduStatus, 0x63C3}, {apduRight, 0x63C2}, {"00 20 00 80 08 31 31 31 31 31 31 FF FF", ok}}},
		{"a wrong PUK unblocks nothing, and blocks itself", []Option{Blocked()}, []step{{apduBadUnblock, 0x63C2}, {apduStatus, pinBlocked}, {apduBadUnblock, 0x63C1}, {apduBadUnblock, pinBlocked}, {apduUnblock, pinBlocked}}},
		{"the PIN changes", nil, []step{
			{"00 24 00 80 10 36 35 34 33 32 31 FF FF 31 31 31 31 31 31 FF FF", 0x63C2}, {"00 24 00 80 10 31 32 33 34 35 36 FF FF 31 31 31 31 FF FF FF FF", wrongData},
			{"00 24 00 80 10 31 32 33 34 35 36 FF FF 31 31 31 31 31 31 FF FF", ok}, {apduLogout, ok}, {apduStatus, 0x63C3}, {apduRight, 0x63C2},
		}},
		{"the PUK changes", nil, []step{{"00 24 00 81 10 31 32 33 34 35 36 37 38 38 37 36 35 34 33 32 31", ok}, {apduUnblock, 0x63C2}}},
		{"objects", nil, []step{
			{"00 CB 3F FF 03 5C 01 7E 00", ok}, {"00 CB 3F FF 05 5C 03 5F C1 02 00", ok}, {"00 CB 3F FF 05 5C 03 5F C1 07 00", ok},
			{"00 CB 3F FF 05 5C 03 5F C1 05 00", ok}, {"00 CB 3F FF 05 5C 03 5F C1 0A 00", ok},
			{"00 CB 3F FF 05 5C 03 5F C1 0B 00", fileNotFound}, {"00 CB 3F FF 05 5C 03 5F C1 01 00", fileNotFound},
			{"00 CB 3F FF 05 5C 03 5F C1 09 00", securityNotSatisfied}, {apduRight, ok}, {"00 CB 3F FF 05 5C 03 5F C1 09 00", fileNotFound},
			{"00 CB 00 00 05 5C 03 5F C1 02 00", wrongP1P2}, {"00 CB 3F FF 04 5C 02 5F C1 00", wrongData}, {"00 CB 3F FF 02 7E 00 00", wrongData},
		}},
		{"a blank card has no certificates", []Option{Blank()}, []step{
			{"00 CB 3F FF 05 5C 03 5F C1 02 00", ok}, {"00 CB 3F FF 05 5C 03 5F C1 05 00", fileNotFound}, {apduRight, ok},
			{"00 87 11 9A 08 7C 06 82 00 81 02 01 02 00", keyNotFound},
		}},
		{"what is unknown", nil, []step{
			{"00 A4 04 00 05 A0 00 00 00 03", fileNotFound}, {apduStatus, 0x63C3}, // the application stays selected
			{"00 A4 00 00 02 3F 00", wrongP1P2}, {"00 A4 04 00", fileNotFound}, {"00 B0 00 00 00", unknownInstruction}, {"80 CB 3F FF 00", unknownClass},
			{"0C CB 3F FF 00", secureNotSupported}, {"01 CB 3F FF 00", channelNotSupported}, {"00 C0 00 00 00", conditionsNotMet},
			{"00 20 00", wrongLength}, {"00 FD 00 00 00", unknownInstruction}, {"00 F8 00 00 00", unknownInstruction},
		}},
		{"Yubico's commands", []Option{Yubico()}, []step{{"00 FD 00 00 00", ok}, {"00 F8 00 00 00", ok}}},
		{"the provider's identifier selects, the version may be left out", nil, []step{
			{"00 A4 04 00 05 A0 00 00 03 08 00", ok}, {"00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00", ok}, {"00 A4 04 00 08 A0 00 00 03 08 00 00 10 00", fileNotFound},
		}},
		{"a chain that is not ended is forgotten", nil, []step{{"10 87 11 9A 02 7C 06", ok}, {apduStatus, lastOfChainExpected}, {apduStatus, 0x63C3}}},
		{"a wrong command in between is too", nil, []step{{"10 87 11 9A 02 7C 06", ok}, {"00 87 11 9C 04 82 00 81 02", lastOfChainExpected}, {"00 87 11 9A 06 82 00 81 02 01 02", wrongData}}},
		{"what needs a PIN", nil, []step{
			{"00 87 11 9A 08 7C 06 82 00 81 02 01 02 00", securityNotSatisfied}, {apduRight, ok}, {"00 87 11 9A 08 7C 06 82 00 81 02 01 02 00", ok}, {"00 87 11 9A 08 7C 06 82 00 81 02 01 02 00", ok},
			{"00 87 07 9A 08 7C 06 82 00 81 02 01 02 00", wrongData}, {"00 87 11 9A 04 7C 02 82 00 00", wrongData}, {"00 87 11 9D 08 7C 06 82 00 81 02 01 02 00", keyNotFound},
			{"00 87 11 9A 04 7C 05 82 00 00", wrongData}, {"00 87 11 9A 04 7C 02 85 00 00", wrongData},
		}},
		{"a PIN is good for one signature", nil, []step{
			{apduRight, ok}, {"00 87 11 9C 08 7C 06 82 00 81 02 01 02 00", ok}, {"00 87 11 9C 08 7C 06 82 00 81 02 01 02 00", securityNotSatisfied},
			{"00 87 11 9A 08 7C 06 82 00 81 02 01 02 00", ok}, {apduRight, ok}, {"00 87 11 9C 08 7C 06 82 00 81 02 01 02 00", ok},
		}},
		{"what needs the admin key", nil, []step{
			{"00 DB 3F FF 08 5C 03 5F C1 05 53 01 00", securityNotSatisfied}, {"00 47 00 9A 05 AC 03 80 01 11 00", securityNotSatisfied},
			{apduRight, ok}, {"00 DB 3F FF 08 5C 03 5F C1 05 53 01 00", securityNotSatisfied},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			card := selected(t, test.options...)
			for i, s := range test.steps {
				if _, got := exchange(t, card, unhex(t, s.apdu)); got != s.want {
					t.Fatalf("step %d, %s: %04X, want %04X", i+1, s.apdu, uint16(got), uint16(s.want))
				}
			}
		})
	}
}

// TestPowerForgets shows that power and selection end what a PIN allowed.
func TestPowerForgets(t *testing.T) {
	card := selected(t)
	expect(t, card, apduRight, ok)
	card.Power(true)
	expect(t, card, apduStatus, unknownInstruction) // nothing is selected
	expect(t, card, "00 A4 04 00 09 A0 00 00 03 08 00 00 10 00", ok)
	expect(t, card, apduStatus, 0x63C3)
	expect(t, card, apduWrong, 0x63C2)
	card.Power(false)
	if card.TriesLeft() != 2 {
		t.Errorf("%d tries left after the power went, want 2: a card does not forget that", card.TriesLeft())
	}
}

// TestCertificateArrivesWhole reads one by short answers, and by a long one.
func TestCertificateArrivesWhole(t *testing.T) {
	card := selected(t)
	for reference, tag := range map[byte]string{0x9A: "05", 0x9C: "0A"} {
		want := certificateObject(card.Certificate(reference).Raw)
		for _, apdu := range []string{
			"00 CB 3F FF 05 5C 03 5F C1 " + tag,                // T=0: everything is fetched
			"00 CB 3F FF 05 5C 03 5F C1 " + tag + " 00",        // T=1, short
			"00 CB 3F FF 05 5C 03 5F C1 " + tag + " 07",        // a little at first
			"00 CB 3F FF 00 00 05 5C 03 5F C1" + tag + "00 00", // extended
		} {
			if got := expect(t, card, apdu, ok); !bytes.Equal(got, want) {
				t.Errorf("%s: %d bytes, want %d", apdu, len(got), len(want))
			}
		}
		answer := card.Transmit(unhex(t, "00 CB 3F FF 00 00 05 5C 03 5F C1"+tag+"00 00"))
		if len(answer) != len(want)+2 {
			t.Errorf("an extended command got %d bytes at once, want %d", len(answer), len(want)+2)
		}
	}
}

// TestCertificates looks at them as who trusts the authority does.
func TestCertificates(t *testing.T) {
	card := selected(t, IssuedTo(Holder{"Otto Fiction", "999900002222"}))
	pool := x509.NewCertPool()
	pool.AddCert(card.Authority().Certificate)
	auth, sign := card.Certificate(0x9A), card.Certificate(0x9C)
	if _, err := auth.Verify(x509.VerifyOptions{Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}); err != nil {
		t.Errorf("the certificate for authentication: %v", err)
	}
	if _, err := sign.Verify(x509.VerifyOptions{Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}); err != nil {
		t.Errorf("the certificate for signatures: %v", err)
	}
	if sign.KeyUsage&x509.KeyUsageContentCommitment == 0 || auth.KeyUsage&x509.KeyUsageContentCommitment != 0 {
		t.Error("non-repudiation belongs to the certificate for signatures alone")
	}
	for _, c := range []*x509.Certificate{auth, sign} {
		if c.Subject.CommonName != "999900002222 Otto Fiction" {
			t.Errorf("issued to %s", c.Subject)
		}
	}
	if bytes.Equal(auth.RawSubjectPublicKeyInfo, sign.RawSubjectPublicKeyInfo) {
		t.Error("both certificates are of one key")
	}
}

func TestRSA(t *testing.T) {
	card, err := New()
	if err != nil {
		t.Fatal(err)
	}
	expect(t, card, "00 A4 04 00 09 A0 00 00 03 08 00 00 10 00", ok)
	expect(t, card, apduRight, ok)
	public := card.Certificate(0x9A).PublicKey.(*rsa.PublicKey)
	digest := sha256.Sum256([]byte("invented"))
	// DigestInfo of SHA-256. Source: RFC 8017 §9.2.
	info := append(unhex(t, "30 31 30 0D 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20"), digest[:]...)
	block := append(append([]byte{0x00, 0x01}, bytes.Repeat([]byte{0xFF}, 256-3-len(info))...), 0x00)
	block = append(block, info...)
	answer, s := chained(t, card, unhex(t, "00 87 07 9A"), tlv(tagTemplate, tlv(tagResponse), tlv(tagChallenge, block)))
	if s != ok {
		t.Fatalf("%04X", uint16(s))
	}
	outer, _ := elements(answer)
	template, _ := find(outer, tagTemplate)
	inner, _ := elements(template)
	signature, _ := find(inner, tagResponse)
	if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature); err != nil {
		t.Errorf("the signature of the card: %v", err)
	}
	for name, challenge := range map[string][]byte{
		"too short": block[1:], "too long": append([]byte{0}, block...), "the modulus": public.N.Bytes(), "empty": {},
	} {
		if _, s := chained(t, card, unhex(t, "00 87 07 9A"), tlv(tagTemplate, tlv(tagResponse), tlv(tagChallenge, challenge))); s != wrongData {
			t.Errorf("%s: %04X, want %04X", name, uint16(s), uint16(wrongData))
		}
	}
}

func TestEllipticKeys(t *testing.T) {
	card := selected(t)
	expect(t, card, apduRight, ok)
	public := card.Certificate(0x9A).PublicKey.(*ecdsa.PublicKey)
	digest := sha256.Sum256([]byte("invented"))
	answer, s := chained(t, card, unhex(t, "00 87 11 9A"), tlv(tagTemplate, tlv(tagResponse), tlv(tagChallenge, digest[:])))
	if signature := response(answer); s != ok || !ecdsa.VerifyASN1(public, digest[:], signature) {
		t.Errorf("the signature % X of the card (%04X) is not one", signature, uint16(s))
	}
	own, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := public.ECDH()
	if err != nil {
		t.Fatal(err)
	}
	want, err := own.ECDH(other)
	if err != nil {
		t.Fatal(err)
	}
	answer, s = chained(t, card, unhex(t, "00 87 11 9A"), tlv(tagTemplate, tlv(tagResponse), tlv(tagExponential, own.PublicKey().Bytes())))
	if got := response(answer); s != ok || !bytes.Equal(got, want) {
		t.Errorf("agreed on % X (%04X), want % X", got, uint16(s), want)
	}
	// A point that is not on the curve.
	bad := own.PublicKey().Bytes()
	bad[40] ^= 1
	if _, s := chained(t, card, unhex(t, "00 87 11 9A"), tlv(tagTemplate, tlv(tagResponse), tlv(tagExponential, bad))); s != wrongData {
		t.Errorf("a point off the curve: %04X", uint16(s))
	}
}

func response(answer []byte) []byte {
	outer, _ := elements(answer)
	template, _ := find(outer, tagTemplate)
	inner, _ := elements(template)
	value, _ := find(inner, tagResponse)
	return value
}

// prove shows the admin key to a card: mutually, or one-sided.
func prove(t *testing.T, card *Card, mutual, right bool) status {
	t.Helper()
	key, err := newAdminKey(algTripleDES, defaultAdminKey)
	if err != nil {
		t.Fatal(err)
	}
	tag := "81"
	if mutual {
		tag = "80"
	}
	outer, _ := elements(expect(t, card, "00 87 03 9B 04 7C 02 "+tag+" 00 00", ok))
	template, _ := find(outer, tagTemplate)
	inner, _ := elements(template)
	if len(inner) != 1 || len(inner[0].value) != 8 {
		t.Fatalf("the card asked %v", inner)
	}
	shown := make([]byte, 8)
	if mutual {
		key.block.Decrypt(shown, inner[0].value)
	} else {
		key.block.Encrypt(shown, inner[0].value)
	}
	if !right {
		shown[0] ^= 1
	}
	if !mutual {
		_, s := chained(t, card, unhex(t, "00 87 03 9B"), tlv(tagTemplate, tlv(tagResponse, shown)))
		return s
	}
	challenge := []byte("12345678")
	answer, s := chained(t, card, unhex(t, "00 87 03 9B"), tlv(tagTemplate, tlv(tagWitness, shown), tlv(tagChallenge, challenge)))
	want := make([]byte, 8)
	key.block.Encrypt(want, challenge)
	if s == ok && !bytes.Equal(response(answer), want) {
		t.Errorf("the card does not prove that it has the key")
	}
	return s
}

func TestAdminKey(t *testing.T) {
	for _, mutual := range []bool{true, false} {
		card := selected(t)
		if s := prove(t, card, mutual, false); s != securityNotSatisfied {
			t.Errorf("mutual %v: a wrong key: %04X", mutual, uint16(s))
		}
		expect(t, card, "00 DB 3F FF 08 5C 03 5F C1 05 53 01 00", securityNotSatisfied)
		// What was asked once cannot be answered a second time.
		expect(t, card, "00 87 03 9B 0C 7C 0A 82 08 00 00 00 00 00 00 00 00", wrongData)
		if s := prove(t, card, mutual, true); s != ok {
			t.Errorf("mutual %v: the right key: %04X", mutual, uint16(s))
		}
		// A certificate is stored in a chain, read back, and deleted.
		object := bytes.Repeat([]byte{0x42}, 1500)
		if _, s := chained(t, card, unhex(t, "00 DB 3F FF"), append(unhex(t, "5C 03 5F C1 0B"), tlv(0x53, object)...)); s != ok {
			t.Fatalf("storing: %04X", uint16(s))
		}
		if got := expect(t, card, "00 CB 3F FF 05 5C 03 5F C1 0B 00", ok); !bytes.Equal(got, tlv(0x53, object)) {
			t.Error("what was stored is not what is read")
		}
		expect(t, card, "00 DB 3F FF 07 5C 03 5F C1 0B 53 00", ok)
		expect(t, card, "00 CB 3F FF 05 5C 03 5F C1 0B 00", fileNotFound)
		expect(t, card, "00 DB 3F FF 02 7E 00", ok) // the discovery object stands without a list of tags
		expect(t, card, "00 CB 3F FF 03 5C 01 7E 00", fileNotFound)
		expect(t, card, "00 DB 3F FF 05 5C 03 5F C1 0B", wrongData)
		card.Power(true)
		expect(t, card, "00 A4 04 00 09 A0 00 00 03 08 00 00 10 00", ok)
		expect(t, card, "00 DB 3F FF 08 5C 03 5F C1 05 53 01 00", securityNotSatisfied)
	}
}

// TestStoreIsBounded fills a card.
func TestStoreIsBounded(t *testing.T) {
	card := selected(t)
	prove(t, card, true, true)
	big := make([]byte, maxObjectBytes+1)
	if _, s := chained(t, card, unhex(t, "00 DB 3F FF"), append(unhex(t, "5C 03 5F C1 0B"), tlv(0x53, big)...)); s != notEnoughMemory {
		t.Errorf("an object of %d bytes: %04X", len(big), uint16(s))
	}
	stored := 0
	for i := range maxObjects + 10 {
		if _, s := exchange(t, card, append(unhex(t, "00 DB 3F FF 08 5C 03 5F FF"), byte(i), 0x53, 0x01, 0x00)); s == ok {
			stored++
		}
	}
	if stored+5 != maxObjects { // CHUID, CCC, discovery, two certificates
		t.Errorf("%d objects were stored beside five, want %d in all", stored, maxObjects)
	}
	// A chain without end.
	part := append(unhex(t, "10 DB 3F FF FF"), make([]byte, 255)...)
	refused := false
	for range maxChainBytes/255 + 2 {
		_, s := exchange(t, card, part)
		refused = refused || s == notEnoughMemory
	}
	if !refused {
		t.Error("a chain without end was taken")
	}
}

func TestGenerate(t *testing.T) {
	card := selected(t)
	prove(t, card, false, true)
	outer, _ := elements(expect(t, card, "00 47 00 9D 05 AC 03 80 01 11 00", ok))
	template, _ := find(outer, 0x7F49)
	inner, _ := elements(template)
	point, _ := find(inner, 0x86)
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, card, apduRight, ok)
	answer := expect(t, card, "00 87 11 9D 08 7C 06 82 00 81 02 01 02 00", ok)
	if !ecdsa.VerifyASN1(public, []byte{1, 2}, response(answer)) {
		t.Error("the new key is not that of the public key that was told")
	}
	outer, _ = elements(expect(t, card, "00 47 00 9E 05 AC 03 80 01 07 00", ok))
	template, _ = find(outer, 0x7F49)
	inner, _ = elements(template)
	modulus, _ := find(inner, 0x81)
	exponent, _ := find(inner, 0x82)
	if len(modulus) != 256 || new(big.Int).SetBytes(exponent).Int64() != 65537 {
		t.Errorf("a modulus of %d bytes with exponent % X", len(modulus), exponent)
	}
	card.Power(true) // the key for the card alone needs no PIN
	expect(t, card, "00 A4 04 00 09 A0 00 00 03 08 00 00 10 00", ok)
	if _, s := chained(t, card, unhex(t, "00 87 07 9E"), tlv(tagTemplate, tlv(tagResponse), tlv(tagChallenge, make([]byte, 256)))); s != ok {
		t.Errorf("key 9E without a PIN: %04X", uint16(s))
	}
	prove(t, card, true, true)
	for apdu, want := range map[string]status{
		"00 47 00 9A 05 AC 03 80 01 05 00": functionNotSupported, "00 47 00 9B 05 AC 03 80 01 11 00": wrongP1P2,
		"00 47 01 9A 05 AC 03 80 01 11 00": wrongP1P2, "00 47 00 9A 02 AC 00 00": wrongData, "00 47 00 9A": wrongData,
	} {
		expect(t, card, apdu, want)
	}
}
