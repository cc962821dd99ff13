package attempt

import (
	"regexp"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/text"
)

// Language is the newest version of the extractor language that this program
// reads. A file that asks for more is refused.
const Language = 1

// Schema is the JSON Schema (draft 2020-12) of an extractor file, for editors. A
// file of this form may still be wrong; Parse says all that is.
func Schema() []byte {
	return text.Schema(extractorShape, "https://github.com/lanyard-id/lanyard/extractors/extractor.schema.json", "An extractor")
}

// The table of keys of an extractor file: what Parse holds a file to, and what the
// schema is written from.
var extractorShape = text.MapShape{
	Name: "an extractor", Doc: "Which requests are sign-ins of one protocol, and where what they claim stands.",
	Keys: []text.Key{
		{Name: "language", Required: true, Shape: ordinalText, Doc: "The version of the extractor language: 1."},
		{Name: "extractor", Required: true, Shape: idText, Doc: "The extractor's id. A file with the id of a shipped one takes its place."},
		{Name: "title", Shape: freeText, Doc: "Which protocol it is, in one line."},
		{Name: "source", Shape: freeText, Doc: "Where the protocol is described."},
		{Name: "use", Shape: choiceOf("a use", notice.UseSignIn, notice.UseSign, notice.UseManageCard), Doc: "What is begun. Absent, sign-in."},
		{Name: "hosts", Shape: text.ListShape{Of: hostText, Min: 1}, Doc: "The hosts that are meant. Absent, every host."},
		{Name: "case", Shape: choiceOf("what becomes of case", "ignored", "exact"), Doc: "Whether case counts in paths, in names of parameters and in values that are needed. Absent, ignored."},
		{Name: "begins", Shape: text.ListShape{Of: entranceShape, Min: 1}, Doc: "Requests with which an attempt begins: they are decided."},
		{Name: "joins", Shape: text.ListShape{Of: entranceShape, Min: 1}, Doc: "Later requests of an attempt: they are never decided."},
		{Name: "body", Shape: bytesText, Doc: "How many bytes of a body are looked at. Absent, 65536 if anything may stand in it."},
		{Name: "facts", Shape: factsShape(), Doc: "Where facts stand."},
		{Name: "detail", Shape: text.DictShape{Name: "a table of details", Keys: nameText, Of: sourcesShape}, Doc: "What else is kept as evidence, by the name that it is kept under. It decides nothing."},
		{Name: "agents", Shape: text.ListShape{Of: agentShape, Min: 1}, Doc: "Products by the User-Agent header."},
		{Name: "handshakes", Shape: text.ListShape{Of: handshakeShape, Min: 1}, Doc: "What the handshake of a client must show that claims to be one."},
		{Name: "outcome", Shape: outcomeShape, Doc: "What the service's answers mean."},
		{Name: "refusal", Shape: refusalShape, Doc: "How this client is refused."},
		{Name: "warn", Shape: choiceOf("a way to warn", WarnPage, WarnHeader), Doc: "How it is warned: by a page, where a browser can show one, or by headers alone. Absent, header."},
	},
	Rules: []text.Rule{
		{AnyOf: []string{"begins", "agents", "handshakes"}},
		{If: "joins", Needs: []string{"begins"}},
		{If: "facts", Needs: []string{"begins"}},
		{If: "detail", Needs: []string{"begins"}},
		{If: "outcome", Needs: []string{"begins"}},
		{If: "refusal", Needs: []string{"begins"}},
		{If: "warn", Needs: []string{"begins"}},
		{If: "use", Needs: []string{"begins"}},
		{If: "hosts", Needs: []string{"begins"}},
		{If: "body", Needs: []string{"begins"}},
	},
}

var entranceShape = text.MapShape{
	Name: "an entrance", Doc: "A kind of request.",
	Keys: []text.Key{
		{Name: "methods", Shape: text.ListShape{Of: methodText, Min: 1}, Doc: "Its methods. GET is HEAD too. Absent, all."},
		{Name: "path", Required: true, Shape: pathText, Doc: "Its path; a * stands for anything, slashes too."},
		{Name: "needs", Shape: text.ListShape{Of: needShape, Min: 1}, Doc: "Values that it has, all of them."},
		{Name: "unseen", Shape: choiceOf("what a body counts for that nobody looks at", "fits", "misses"), Doc: "Whether a request fits whose needed values may stand in a body that nobody looks at. Absent, fits."},
	},
	Rules: []text.Rule{{If: "unseen", Needs: []string{"needs"}}},
}

var needShape = text.MapShape{
	Name: "a needed value", Doc: "A place, and what must stand there.",
	Keys:  append(placeKeys(), text.Key{Name: "is", Shape: freeText, Doc: "What must stand there. Absent, anything."}),
	Rules: placeRules,
}

var placeShape = text.MapShape{
	Name: "a place", Doc: "Where a value stands.",
	Keys: placeKeys(), Rules: placeRules,
}

func placeKeys() []text.Key {
	return []text.Key{
		{Name: "header", Shape: headerText, Doc: "A header."},
		{Name: "field", Shape: freeText, Doc: "A field of the JSON object that the header holds."},
		{Name: "query", Shape: freeText, Doc: "A parameter of the query."},
		{Name: "form", Shape: freeText, Doc: "A parameter of a form in the body."},
		{Name: "parameter", Shape: freeText, Doc: "A parameter of the query or of a form."},
		{Name: "gpobject", Shape: freeText, Doc: "A parameter of a gpOBJECT in the body."},
		{Name: "match", Shape: patternText, Doc: "A regular expression (RE2) whose one group is the value. What it does not fit is not claimed."},
	}
}

var placeRules = []text.Rule{
	{OneOf: []string{"header", "query", "form", "parameter", "gpobject"}},
	{If: "field", Needs: []string{"header"}},
}

// sourcesShape is a constant, a place, or several of which the first counts that
// has a value.
var sourcesShape = text.EitherShape{Scalar: freeText, Map: placeShape, List: text.ListShape{Of: placeShape, Min: 1}}

func factsShape() text.MapShape {
	s := text.MapShape{Name: "a table of facts", Doc: "Where facts stand, by the names of the notice language."}
	for _, t := range targets {
		s.Keys = append(s.Keys, text.Key{Name: t.name, Shape: sourcesShape, Doc: t.doc})
	}
	return s
}

var agentShape = text.MapShape{
	Name: "an agent", Doc: "A product that is known by the User-Agent header.",
	Keys: []text.Key{
		{Name: "match", Required: true, Shape: patternText, Doc: "A regular expression (RE2). Its group, if it has one, is the version."},
		{Name: "client", Shape: idText, Doc: "The product that signs in, unless something else tells it."},
		{Name: "software", Shape: idText, Doc: "The product that is installed on the device."},
	},
	Rules: []text.Rule{{OneOf: []string{"client", "software"}}},
}

var handshakeShape = text.MapShape{
	Name: "a handshake", Doc: "What the ClientHello of a client must show that claims to be one.",
	Keys: []text.Key{
		{Name: "client", Shape: idText, Doc: "The product that it claims to be."},
		{Name: "versions", Shape: versionsText, Doc: "The versions that are meant. Absent, all, and none."},
		{Name: "user-agent", Shape: patternText, Doc: "A regular expression (RE2) that its User-Agent fits, in place of a product."},
		{Name: "offers", Shape: offersText, Doc: "What the highest version of TLS that it offers must be."},
		{Name: "ja4", Shape: text.ListShape{Of: ja4Text, Min: 1}, Doc: "Its fingerprints; one that ends in * is a beginning."},
		{Name: "say", Shape: freeText, Doc: "Why that is so."},
	},
	Rules: []text.Rule{
		{OneOf: []string{"client", "user-agent"}},
		{If: "versions", Needs: []string{"client"}},
		{AnyOf: []string{"offers", "ja4"}},
	},
}

var outcomeShape = text.MapShape{
	Name: "an outcome", Doc: "What the service's answers mean.",
	Keys: []text.Key{
		{Name: "body", Shape: bytesText, Doc: "How many bytes of an answer's body are looked at. Absent, 65536."},
		{Name: "accepted", Shape: text.ListShape{Of: answerShape, Min: 1}, Doc: "Answers that mean that the person is in."},
		{Name: "denied", Shape: text.ListShape{Of: answerShape, Min: 1}, Doc: "Answers that mean that the person is not."},
	},
	Rules: []text.Rule{{AnyOf: []string{"accepted", "denied"}}},
}

var answerShape = text.MapShape{
	Name: "an answer", Doc: "A kind of answer: all that is written must hold.",
	Keys: []text.Key{
		{Name: "status", Shape: text.ListShape{Of: statusText, Min: 1}, Doc: "Its status is one of these."},
		{Name: "location", Shape: freeText, Doc: "It redirects to an address with this parameter."},
		{Name: "without", Shape: text.ListShape{Of: freeText, Min: 1}, Doc: "The address has none of these."},
		{Name: "gpobject", Shape: freeText, Doc: "Its body is a gpOBJECT with this parameter."},
		{Name: "header", Shape: headerText, Doc: "It has this header."},
	},
	Rules: []text.Rule{
		{AnyOf: []string{"status", "location", "gpobject", "header"}},
		{If: "without", Needs: []string{"location"}},
	},
}

var refusalShape = text.MapShape{
	Name: "a refusal", Doc: "How a client is refused.",
	Keys: []text.Key{
		{Name: "form", Shape: choiceOf("a form", FormPage, FormProblem, FormObject, FormText, FormAccepted), Doc: "What it reads. Absent, what its Accept asks for."},
		{Name: "status", Shape: refusalStatusText, Doc: "The status. Absent, 403."},
	},
}

var (
	freeText = text.ScalarShape{Plain: []string{"number", "boolean"}}
	idText   = text.ScalarShape{
		Name: "an id", Doc: "Lower-case letters, digits and hyphens.",
		Pattern: regexp.MustCompile(`^[a-z0-9-]+$`), Plain: []string{"integer", "boolean"},
		Mend: "write lower-case letters, digits and hyphens, such as identity-agent",
	}
	ordinalText = text.ScalarShape{
		Name: "a positive number", Pattern: regexp.MustCompile(`^[1-9][0-9]{0,8}$`),
		Plain: []string{"integer"}, Min: 1, Max: 999_999_999, Mend: "write a whole number from 1",
	}
	bytesText = text.ScalarShape{
		Name: "a number of bytes", Pattern: regexp.MustCompile(`^(0|[1-9][0-9]{0,5})$`),
		Plain: []string{"integer"}, Min: 0, Max: maxBody, Mend: "write a whole number from 0 to 262144",
	}
	statusText = text.ScalarShape{
		Name: "a status", Doc: "A status of HTTP.", Pattern: regexp.MustCompile(`^[1-5][0-9][0-9]$`),
		Plain: []string{"integer"}, Min: 100, Max: 599, Mend: "write a status of three digits, such as 200",
	}
	refusalStatusText = text.ScalarShape{
		Name: "a refusal's status", Doc: "200, or a status of an error.", Pattern: regexp.MustCompile(`^(200|[45][0-9][0-9])$`),
		Plain: []string{"integer"}, Min: 200, Max: 599, Mend: "write 200, or 400 to 599: a redirect or an empty answer cannot carry words",
	}
	methodText = text.ScalarShape{
		Name: "a method", Pattern: regexp.MustCompile(`^[A-Z]+$`), Mend: "write a method of HTTP in capitals, such as POST",
	}
	pathText = text.ScalarShape{
		Name: "a path", Doc: "It begins with / or *, and is written as it is after decoding.",
		Pattern: regexp.MustCompile(`^(/|[/*][!-~]*[!-.0-~])$`),
		Mend:    "write a path in ASCII that begins with / or *, without a slash at its end, such as /login/authactivate or */authorize",
	}
	hostText = text.ScalarShape{
		Name: "a host", Doc: "A name or address, without a port.",
		Pattern: regexp.MustCompile(`^[A-Za-z0-9*.:_\[\]-]+$`), Mend: "write a host without scheme and port, such as gas.example.org or *.example.org",
	}
	headerText = text.ScalarShape{
		Name: "a header", Doc: "The name of a header (RFC 9110 §5.1).",
		Pattern: regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"), Mend: "write the name of a header, such as User-Agent",
	}
	nameText = text.ScalarShape{
		Name: "a name", Doc: "Letters, digits, dots, hyphens and underscores.",
		Pattern: regexp.MustCompile(`^[A-Za-z0-9._-]+$`), Mend: "write letters, digits, dots, hyphens and underscores",
		Plain: []string{"number", "boolean"},
	}
	patternText  = text.ScalarShape{Name: "a pattern", Doc: "A regular expression (RE2).", Plain: []string{"number", "boolean"}}
	versionsText = text.ScalarShape{
		Name: "a range of versions", Doc: "Comparisons joined by commas, all of which hold, such as >=2.4.5.0,<2.4.10.0.",
		Pattern: regexp.MustCompile(`^ *(<=?|>=?|!?=) *[vV]?[0-9]`), Elsewhere: true,
	}
	offersText = text.ScalarShape{
		Name: "a comparison with a TLS version", Doc: "Such as >=1.2.",
		Pattern: regexp.MustCompile(`^(<=?|>=?|!?=) *(SSLv3|1\.[0-3])$`), Mend: "write an operator and a version, such as >=1.2",
	}
	ja4Text = text.ScalarShape{
		Name: "a JA4", Doc: "A JA4 fingerprint, or the beginning of some and a *.",
		Pattern: regexp.MustCompile(`^([tqd][0-9a-z_]+\*?)$`), Mend: "write a fingerprint such as t13d1516h2_8daaf6152771_02713d6af862, or its beginning and a *",
	}
)

func choiceOf(name string, words ...string) text.ScalarShape {
	return text.ScalarShape{Name: name, Enum: words}
}

// operators of offers, those first that begin with another one.
var operators = [...]fact.Operator{fact.AtMost, fact.AtLeast, fact.Except, fact.Below, fact.Above, fact.Exactly}
