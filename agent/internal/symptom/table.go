package symptom

import "slices"

// All returns every symptom that is known.
func All() []Symptom {
	return slices.Concat(signIn, credentialManagement, cards, windows, networks)
}
