package virtual

import "bytes"

// Tags of data objects. Source: SP 800-73-4 part 1, table 3.
const (
	tagDiscovery    = 0x7E
	tagCardAuthCert = 0x5FC101 // of key 9E
	tagCHUID        = 0x5FC102 // card holder unique identifier
	tagFingerprints = 0x5FC103
	tagAuthCert     = 0x5FC105 // of key 9A
	tagCCC          = 0x5FC107 // card capability container
	tagFace         = 0x5FC108
	tagPrinted      = 0x5FC109
	tagSignCert     = 0x5FC10A // of key 9C
	tagKeyCert      = 0x5FC10B // of key 9D
	tagIris         = 0x5FC121
)

// certificateTags are the objects of the certificates, by key reference.
var certificateTags = map[byte]uint32{0x9A: tagAuthCert, 0x9C: tagSignCert, 0x9D: tagKeyCert, 0x9E: tagCardAuthCert}

// Limits of what PUT DATA stores. Ours: a card has less.
const (
	maxObjects     = 64
	maxObjectBytes = 8192
)

// needsPIN tells whether an object is read only after the PIN. Source: SP 800-73-4
// part 1, table 2.
func needsPIN(tag uint32) bool {
	return tag == tagFingerprints || tag == tagFace || tag == tagPrinted || tag == tagIris
}

// object names the tag in a list of one, as GET DATA and PUT DATA have it.
func object(list []byte) (uint32, bool) {
	if len(list) != 1 && len(list) != 3 {
		return 0, false
	}
	var tag uint32
	for _, b := range list {
		tag = tag<<8 | uint32(b)
	}
	return tag, true
}

// getData reads an object. Source: SP 800-73-4 part 2 §3.1.2.
func (a *application) getData(c command) ([]byte, status) {
	if c.p1 != 0x3F || c.p2 != 0xFF {
		return nil, wrongP1P2
	}
	all, is := elements(c.data)
	list, has := find(all, 0x5C)
	tag, one := object(list)
	if !is || !has || !one {
		return nil, wrongData
	}
	if needsPIN(tag) && !a.verified {
		return nil, securityNotSatisfied
	}
	value, has := a.objects[tag]
	if !has {
		return nil, fileNotFound
	}
	return value, ok
}

// putData stores an object, and forgets one that is given empty.
// Source: SP 800-73-4 part 2 §3.3.1.
func (a *application) putData(c command) status {
	if c.p1 != 0x3F || c.p2 != 0xFF {
		return wrongP1P2
	}
	if !a.session.proven {
		return securityNotSatisfied
	}
	all, is := elements(c.data)
	if !is || len(all) == 0 {
		return wrongData
	}
	tag, outer := uint32(tagDiscovery), uint32(tagDiscovery)
	if list, has := find(all, 0x5C); has {
		t, one := object(list)
		if !one {
			return wrongData
		}
		tag, outer = t, 0x53
	}
	value, has := find(all, outer)
	if !has {
		return wrongData
	}
	_, known := a.objects[tag]
	switch {
	case len(value) == 0:
		delete(a.objects, tag)
	case len(value) > maxObjectBytes || !known && len(a.objects) >= maxObjects:
		return notEnoughMemory
	default:
		a.objects[tag] = tlv(outer, value)
	}
	return ok
}

// standing makes the objects that every card has; guid and expiry (YYYYMMDD) are
// the card's own. Source: SP 800-73-4 part 1, appendix A.
func standing(guid []byte, expiry string) map[uint32][]byte {
	// A FASC-N of all nines but for its frame: of no agency, so nobody's.
	fascn := bytes.Repeat([]byte{0x99}, 25)
	// GSC-RID, manufacturer, card type, then an identifier of 14 bytes.
	card := append([]byte{0xA0, 0x00, 0x00, 0x01, 0x16, 0xFF, 0x02}, guid[:14]...)
	return map[uint32][]byte{
		tagCHUID: tlv(0x53,
			tlv(0x30, fascn), tlv(0x34, guid), tlv(0x35, []byte(expiry)), tlv(0x3E), tlv(0xFE)),
		tagCCC: tlv(0x53,
			tlv(0xF0, card), tlv(0xF1, []byte{0x21}), tlv(0xF2, []byte{0x21}), tlv(0xF3), tlv(0xF4, []byte{0x00}),
			tlv(0xF5, []byte{0x10}), tlv(0xF6), tlv(0xF7), tlv(0xFA), tlv(0xFB), tlv(0xFC), tlv(0xFD), tlv(0xFE)),
		// Only the PIN of the application, no global one.
		tagDiscovery: tlv(tagDiscovery, tlv(0x4F, applicationID), tlv(0x5F2F, []byte{0x40, 0x00})),
	}
}

// certificateObject wraps a certificate: not compressed, without an error code.
func certificateObject(der []byte) []byte {
	return tlv(0x53, tlv(0x70, der), tlv(0x71, []byte{0x00}), tlv(0xFE))
}
