package notice

import "github.com/lanyard-id/lanyard/text"

// schemaBase is where the schemas are found under their names.
const schemaBase = "https://github.com/lanyard-id/lanyard/notice/schema/"

// Schema is the JSON Schema (draft 2020-12) of a notice, for editors that check
// and complete one while it is written. A notice of this form may still be wrong;
// Parse says all that is.
func Schema() []byte {
	return text.Schema(noticeShape, schemaBase+"notice.schema.json", "A notice")
}

// ExemptionsSchema is the JSON Schema of a file of exemptions.
func ExemptionsSchema() []byte {
	return text.Schema(exemptionsShape, schemaBase+"exemptions.schema.json", "Exemptions from notices")
}

// PausesSchema is the JSON Schema of a file of pauses.
func PausesSchema() []byte {
	return text.Schema(pausesShape, schemaBase+"pauses.schema.json", "Pauses from notices")
}

// CasesSchema is the JSON Schema of a file of tests of a notice, NAME_test.yaml.
func CasesSchema() []byte {
	return text.Schema(testsShape, schemaBase+"cases.schema.json", "Tests of notices")
}
