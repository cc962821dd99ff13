package pkcs11

import (
	"crypto"
	"fmt"
)

// Mechanism is a way to sign. Source: PKCS #11 Current Mechanisms v2.40.
type Mechanism uint64

// The mechanisms that sign here.
const (
	MechanismRSA          Mechanism = 0x0001 // PKCS #1 v1.5; the module is given the DigestInfo
	MechanismSHA1RSA      Mechanism = 0x0006
	MechanismPSS          Mechanism = 0x000d // the module is given the digest
	MechanismSHA256RSA    Mechanism = 0x0040 // PKCS #1 v1.5; the module hashes
	MechanismSHA384RSA    Mechanism = 0x0041
	MechanismSHA512RSA    Mechanism = 0x0042
	MechanismSHA256RSAPSS Mechanism = 0x0043
	MechanismECDSA        Mechanism = 0x1041 // the module is given the digest and returns r and s
)

var mechanismNames = map[Mechanism]string{
	MechanismRSA: "RSA-PKCS", MechanismSHA1RSA: "SHA1-RSA-PKCS", MechanismPSS: "RSA-PKCS-PSS",
	MechanismSHA256RSA: "SHA256-RSA-PKCS", MechanismSHA384RSA: "SHA384-RSA-PKCS", MechanismSHA512RSA: "SHA512-RSA-PKCS",
	MechanismSHA256RSAPSS: "SHA256-RSA-PKCS-PSS", MechanismECDSA: "ECDSA",
}

// String is the name by which tools call it.
func (m Mechanism) String() string {
	if name, ok := mechanismNames[m]; ok {
		return name
	}
	return fmt.Sprintf("mechanism %#x", uint64(m))
}

// pssDigests are the mechanism of a digest and its mask generation function.
// Source: PKCS #11 Current Mechanisms v2.40 §2.1.8.
var pssDigests = map[crypto.Hash][2]uint64{
	crypto.SHA1:   {0x220, 1}, // CKM_SHA_1, CKG_MGF1_SHA1
	crypto.SHA256: {0x250, 2},
	crypto.SHA384: {0x260, 3},
	crypto.SHA512: {0x270, 4},
}

// How is a mechanism with its parameter.
type How struct {
	Mechanism Mechanism `json:"mechanism"`
	// Hash and SaltBytes are of PSS: the digest, and the length of the salt, which is
	// the digest's in nearly all uses.
	Hash      crypto.Hash `json:"hash,omitempty"`
	SaltBytes int         `json:"saltBytes,omitempty"`
}

func (h How) isPSS() bool {
	return h.Mechanism == MechanismPSS || h.Mechanism == MechanismSHA256RSAPSS
}
