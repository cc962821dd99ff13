package joined

import "github.com/lanyard-id/lanyard/fact"

func theAttribute(object, name string) *fact.Attribute {
	a, ok := fact.Lookup(object, name)
	if !ok {
		panic("joined: there is no attribute " + object + "." + name)
	}
	return &a
}

// The attributes that sign-ins tell.
var (
	cardNumber       = theAttribute("card", "number")
	cardSeries       = theAttribute("card", "series")
	cardType         = theAttribute("card", "type")
	cardATR          = theAttribute("card", "atr")
	cardGroups       = theAttribute("card", "groups")
	deviceID         = theAttribute("device", "id")
	deviceOS         = theAttribute("device", "os")
	deviceOSVersion  = theAttribute("device", "os_version")
	deviceGroups     = theAttribute("device", "groups")
	clientProduct    = theAttribute("client", "product")
	clientVersion    = theAttribute("client", "version")
	connectionTLS    = theAttribute("connection", "tls")
	offered          = theAttribute("connection", "offered")
	cipher           = theAttribute("connection", "cipher")
	applicationID    = theAttribute("application", "id")
	personID         = theAttribute("person", "id")
	organisationCode = theAttribute("organisation", "code")
)
