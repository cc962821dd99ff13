package fact

// A Type is the type of an attribute's values.
type Type uint8

const (
	TypeText Type = iota + 1
	TypeInt
	TypeVersion         // a [Version]
	TypeTLS             // a [TLS]
	TypeTime            // an instant
	TypeTextList        // in no order that matters
	TypeApplicationList // of objects with the attributes of application
)

// String returns the type in words, as the documentation has it.
func (t Type) String() string {
	switch t {
	case TypeText:
		return "text"
	case TypeInt:
		return "int"
	case TypeVersion:
		return "version"
	case TypeTLS:
		return "TLS version"
	case TypeTime:
		return "time"
	case TypeTextList:
		return "list of text"
	case TypeApplicationList:
		return "list of application"
	}
	return "no type"
}

// Now is the name under which a notice reads the instant of judging, a
// TypeTime. It stands beside the objects: it is no fact, is never missing and
// has no slot.
const Now = "now"

// An Object is a kind of thing that attributes are known of.
type Object struct {
	Name    string
	Subject bool // a requirement can be of it
	Doc     string
}

// objects is in the order in which a sign-in is told: what is held, what it is
// put into, what speaks, over what, to what; who; where.
var objects = [...]Object{
	{"card", true, "the smartcard in the reader"},
	{"device", true, "the computer"},
	{"client", true, "the sign-in software on the device"},
	{"connection", true, "the connection from the client"},
	{"application", true, "the application that is signed in to"},
	{"person", true, "the holder of the card"},
	{"organisation", false, "the organisation that the subject belongs to"},
}

// An Attribute is one thing that can be known of an object, and how to read it.
type Attribute struct {
	Object string
	Name   string
	Type   Type
	Slot   int // its place among all attributes, from 0; below SlotCount

	// Identity marks what tells one subject from another. A notice never
	// compares it: that is what exemptions are for.
	Identity bool
	// EndOfDay marks a time for which a date alone means the end of that day.
	// For other times a date alone is the day's first instant.
	EndOfDay bool
	// Several marks what may be known to be one of several values.
	Several bool
	// ClosedWorld marks a list of which an object that is given without it has
	// the empty one: what is not listed is known not to be in it.
	ClosedWorld bool
	// Enum is all values there are; nil where any will do.
	Enum []string

	Doc string
}

// Path returns the attribute as a notice writes it: "card.series".
func (a Attribute) Path() string { return a.Object + "." + a.Name }

// SlotCount is the number of attributes, and so the length of an array with
// one element for each.
const SlotCount = len(attributes)

// attributes is the one closed table from which types, schemas, file headings
// and documentation come: a new attribute is a new row, at the end of its
// object's rows. Slot is the row's position.
var attributes = [...]Attribute{
	{Object: "card", Name: "number", Type: TypeText, Identity: true, Doc: "the number printed on the card, with its leading zeros"},
	{Object: "card", Name: "series", Type: TypeInt, Several: true, Doc: "the generation of the card"},
	{Object: "card", Name: "type", Type: TypeText, Doc: "the maker's type, like Gemplus, Oberthur or PIV"},
	{Object: "card", Name: "atr", Type: TypeText, Doc: "the answer to reset (ISO/IEC 7816-3), in hexadecimal"},
	{Object: "card", Name: "status", Type: TypeText, Enum: []string{"active", "cancelled", "expired", "locked", "lost", "stock"}, Doc: "the state in the register of cards"},
	{Object: "card", Name: "issued", Type: TypeTime, Doc: "when the card was issued"},
	{Object: "card", Name: "expires", Type: TypeTime, EndOfDay: true, Doc: "when the card expires"},
	{Object: "card", Name: "certificate_expires", Type: TypeTime, EndOfDay: true, Doc: "when the certificate on the card expires"},
	{Object: "card", Name: "last_used", Type: TypeTime, Doc: "when the card last signed in"},
	{Object: "card", Name: "groups", Type: TypeTextList, ClosedWorld: true, Doc: "the groups that the card is in"},

	{Object: "device", Name: "id", Type: TypeText, Identity: true, Doc: "the device's id in the estate"},
	{Object: "device", Name: "os", Type: TypeText, Doc: "the operating system"},
	{Object: "device", Name: "os_version", Type: TypeVersion, Doc: "the version of the operating system"},
	{Object: "device", Name: "last_seen", Type: TypeTime, Doc: "when the device was last seen"},
	{Object: "device", Name: "applications", Type: TypeApplicationList, Doc: "the applications on the device"},
	{Object: "device", Name: "uses", Type: TypeTextList, Doc: "what the device is used for"},
	{Object: "device", Name: "groups", Type: TypeTextList, ClosedWorld: true, Doc: "the groups that the device is in"},

	{Object: "client", Name: "product", Type: TypeText, Doc: "the product's id in the notice's catalogue"},
	{Object: "client", Name: "version", Type: TypeVersion, Doc: "the version; of several that are installed the newest"},
	{Object: "client", Name: "status", Type: TypeText, Doc: "the status of the version; where none is given, that of its generation in the notice's catalogue"},

	{Object: "connection", Name: "tls", Type: TypeTLS, Doc: "the version agreed on the connection that ends nearest to the client, as seen by somebody who can be trusted"},
	{Object: "connection", Name: "offered", Type: TypeTLS, Doc: "the highest version that the client offered"},
	{Object: "connection", Name: "cipher", Type: TypeText, Doc: "the cipher suite that was negotiated"},

	{Object: "application", Name: "id", Type: TypeText, Doc: "the application's id in the estate"},
	{Object: "application", Name: "protocols", Type: TypeTextList, Doc: "the sign-in protocols that the application speaks"},
	{Object: "application", Name: "supplier", Type: TypeText, Doc: "who makes the application"},

	{Object: "person", Name: "id", Type: TypeText, Identity: true, Doc: "the person's id in the estate"},
	{Object: "person", Name: "groups", Type: TypeTextList, ClosedWorld: true, Doc: "the groups that the person is in"},

	{Object: "organisation", Name: "code", Type: TypeText, Doc: "the organisation's code"},
	{Object: "organisation", Name: "kind", Type: TypeText, Doc: "the kind of organisation"},
	{Object: "organisation", Name: "groups", Type: TypeTextList, ClosedWorld: true, Doc: "the groups that the organisation is in"},
}
