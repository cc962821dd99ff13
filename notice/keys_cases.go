package notice

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/text"
)

// testsShape is that of NAME_test.yaml.
var testsShape = text.EitherShape{List: casesShape, Map: text.MapShape{
	Name: "a file of tests", Doc: "Sign-ins and what must come of them. Files are named relative to this one.",
	Keys: []text.Key{
		{Name: "notices", Shape: freeTexts, Doc: "Further notices; the one this file is named after is always among them."},
		{Name: "exemptions", Shape: freeTexts},
		{Name: "pauses", Shape: freeTexts},
		{Name: "cases", Required: true, Shape: casesShape},
	},
}}

var casesShape = text.ListShape{Of: text.MapShape{
	Name: "a case",
	Keys: []text.Key{
		{Name: "at", Required: true, Shape: instantText},
		{Name: "use", Shape: useText, Doc: "Absent, sign-in."},
		{Name: "given", Shape: givenShape(), Doc: "What is known. An object that is left out is not there."},
		{Name: "want", Required: true, Shape: wantShape, Doc: "What must come of it. Only what it names is compared."},
	},
}}

var wantShape = text.MapShape{
	Name: "an outcome",
	Keys: []text.Key{
		{Name: "decision", Shape: judgedElsewhere(choiceOf("a decision", "allow", "warn", "block"))},
		{Name: "findings", Shape: text.DictShape{
			Name: "a table of findings", Keys: idText,
			Of: judgedElsewhere(choiceOf("a result", "met", "unmet", "unknown", "exempt", "not-applicable")),
		}},
	},
}

// givenShape is made from the table of attributes. Values are texts as a cell of
// an export has them; one that cannot be read is a failure of its case.
func givenShape() text.MapShape {
	value := text.ScalarShape{Name: "a value", Plain: []string{"number", "boolean"}, Empty: true}
	values := text.ListShape{Of: value}
	shapes := map[string]*text.MapShape{}
	for _, o := range fact.Objects() {
		article := "a "
		if strings.ContainsRune("aeiou", rune(o.Name[0])) {
			article = "an "
		}
		shapes[o.Name] = &text.MapShape{Name: article + o.Name, Doc: sentenceOf(o.Doc)}
	}
	for _, a := range fact.Attributes() {
		var shape text.Shape = value
		switch {
		case a.Type == fact.TypeTextList:
			shape = values
		case len(a.Enum) > 0:
			status := choiceOf("a "+a.Name+" of a "+a.Object, a.Enum...)
			status.Empty = true
			shape = status
		case a.Several:
			shape = text.EitherShape{Scalar: value, List: values}
		}
		o := shapes[a.Object]
		o.Keys = append(o.Keys, text.Key{Name: a.Name, Shape: shape, Doc: sentenceOf(a.Doc)})
	}
	age := instantText
	age.Name, age.Empty = "an instant or nothing", true // nothing: as new as the sign-in
	age.Pattern = regexp.MustCompile("^$|" + age.Pattern.String())
	for _, o := range fact.Objects() {
		own := shapes[o.Name]
		var names []string
		for _, k := range own.Keys {
			names = append(names, k.Name)
		}
		missing := choiceOf("an attribute of "+own.Name, names...)
		if o.Name == "device" {
			names = append(names[:len(names):len(names)], "software")
		}
		dated := choiceOf("what is seen of "+own.Name, append(names[:len(names):len(names)], "rest")...)
		own.Keys = append(own.Keys,
			text.Key{Name: "seen", Doc: "When what is given of it was seen, or each attribute was. Absent, at the sign-in.",
				Shape: text.EitherShape{Scalar: instantText, Map: text.DictShape{Name: "the ages of " + own.Name, Keys: dated, Of: age}}},
			text.Key{Name: "missing", Doc: "Why attributes are missing, in words; groups that stand here are not known.",
				Shape: text.DictShape{Name: "what is missing of " + own.Name, Keys: missing, Of: value}})
	}
	device := shapes["device"]
	at := slices.IndexFunc(device.Keys, func(k text.Key) bool { return k.Name == "applications" })
	device.Keys[at].Shape = text.ListShape{Of: *shapes["application"]}
	device.Keys = append(device.Keys,
		text.Key{Name: "software", Shape: text.DictShape{Name: "an inventory", Keys: idText, Of: value},
			Doc: "By product: a version, - for not installed, + for installed in a version that is not known, ; between several, empty for not known."},
		text.Key{Name: "claimed", Shape: text.DictShape{Name: "an inventory", Keys: idText, Of: value},
			Doc: "The same as the sign-in itself says it, however old what software lists is."},
		text.Key{Name: "inventory", Shape: choiceOf("a completeness", "complete", "partial", "applications"),
			Doc: "Whether what software and applications do not list is not there; or only what applications do not. Absent, partial."})
	shapes["organisation"].Keys = append(shapes["organisation"].Keys,
		text.Key{Name: "within", Shape: freeTexts, Doc: "The codes of the organisations above it."})

	given := text.MapShape{Name: "a sign-in", Keys: []text.Key{{Name: "use", Shape: useText, Doc: "Absent, sign-in."}}}
	for _, o := range fact.Objects() {
		given.Keys = append(given.Keys, text.Key{Name: o.Name, Shape: *shapes[o.Name]})
	}
	return given
}

// sentenceOf is words of the table of attributes as a sentence.
func sentenceOf(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:] + "."
}
