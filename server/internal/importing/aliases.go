package importing

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// aliases reads which values mean the same subject: a kind of subject, the
// namespace of the value (intune, configmgr, osquery, entra, serial, sign-in, name), the value, and the
// subject's id.
func (r *reading) aliases() error {
	kind, namespace, value, subject := r.heading.place("kind"), r.heading.place("namespace"), r.heading.place("value"), r.heading.place("subject")
	return r.each(func(row []string) bool {
		for _, place := range []int{kind, namespace, value, subject} {
			if _, ok := r.key(row, place); !ok {
				return false
			}
		}
		namespace := namespaceOf(row[namespace])
		r.identities.wanted = r.identities.wanted || namespace == estate.NamespaceEntra || namespace == estate.NamespaceSerial
		r.estate.Identity.Alias(strings.ToLower(strings.TrimSpace(row[kind])), namespace,
			strings.TrimSpace(row[value]), strings.TrimSpace(row[subject]), r.origin(estate.NoTime))
		return true
	})
}

// namespaceOf returns a namespace as this package writes it.
func namespaceOf(text string) string {
	name := fold(text)
	switch name {
	case "netbios", "netbiosname", "hostname", "computername", "devicename":
		return estate.NamespaceName
	case "signin", "signins":
		return estate.NamespaceSignIn
	case "entraid", "entradeviceid", "azuread", "azureaddeviceid":
		return estate.NamespaceEntra
	case "serialnumber", "hardwareserial":
		return estate.NamespaceSerial
	}
	return name
}
