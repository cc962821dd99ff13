package layout

// MechanismSize is the size of a CK_MECHANISM, which has the form of a CK_ATTRIBUTE:
// its type, where its parameter lies, and how long that is.
// Source: PKCS #11 v2.40 §3.7.
func (l Layout) MechanismSize() int { return l.AttributeSize() }

// PutMechanism writes a CK_MECHANISM into b, which has room for it.
func (l Layout) PutMechanism(b []byte, kind uint64, parameter uintptr, length int) {
	l.PutAttributes(b, []Attribute{{Type: kind, Value: parameter, Length: uint64(length)}})
}

// PSSSize is the size of a CK_RSA_PKCS_PSS_PARAMS.
func (l Layout) PSSSize() int { return 3 * l.ULong }

// PutPSS writes a CK_RSA_PKCS_PSS_PARAMS: the mechanism of the digest, the mask
// generation function (CKG_…), and the length of the salt in bytes.
// Source: PKCS #11 Current Mechanisms v2.40 §2.1.9.
func (l Layout) PutPSS(b []byte, digest, mask uint64, saltBytes int) {
	c := cursor{Layout: l, b: b}
	c.putULong(digest)
	c.putULong(mask)
	c.putULong(uint64(saltBytes))
}
