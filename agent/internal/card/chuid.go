package card

import (
	"context"
	"fmt"
	"time"
)

// CHUID is the card holder unique identifier: the number of the card, not of the
// person. Source: NIST SP 800-73-4 part 1, table 9.
type CHUID struct {
	GUID []byte // 16 bytes; nil if there is none
	// Expires is the day on which the card itself ends, at 00:00 UTC; zero if it is not told.
	Expires time.Time
	// Faults are what is wrong with it in words; nil if nothing is.
	Faults []string
}

// CHUID reads the card holder unique identifier.
func (p *PIV) CHUID(ctx context.Context) (CHUID, error) {
	data, err := p.Read(ctx, ObjectCHUID)
	if err != nil {
		return CHUID{}, err
	}
	return ParseCHUID(data), nil
}

// ParseCHUID reads the content of a CHUID. Whatever is wrong is a fault, and the
// rest is read.
func ParseCHUID(b []byte) CHUID {
	var c CHUID
	fields, err := ParseTLV(b)
	if err != nil {
		c.Faults = append(c.Faults, err.Error())
	}
	for _, field := range fields {
		switch field.Tag {
		case 0x34:
			if len(field.Value) != 16 {
				c.Faults = append(c.Faults, fmt.Sprintf("its GUID has %d bytes, 16 would be right", len(field.Value)))
				continue
			}
			c.GUID = field.Value
		case 0x35:
			day, err := time.Parse("20060102", string(field.Value))
			if err != nil {
				c.Faults = append(c.Faults, "its date of expiry is no date (YYYYMMDD)")
				continue
			}
			c.Expires = day
		}
	}
	return c
}
