package importing

import (
	"testing"

	"github.com/lanyard-id/lanyard/estate"
)

func TestNamespaceOf(t *testing.T) {
	for text, want := range map[string]string{
		"sign-in": estate.NamespaceSignIn, "Sign in": estate.NamespaceSignIn, "signins": estate.NamespaceSignIn,
		"name": estate.NamespaceName, "NetBIOS name": estate.NamespaceName, "Host-Name": estate.NamespaceName,
		"Intune": estate.NamespaceIntune, "device": estate.NamespaceDevice,
		"Serial number": estate.NamespaceSerial, "Entra ID": estate.NamespaceEntra, "Azure AD device ID": estate.NamespaceEntra, "Asset tag": "assettag",
	} {
		if got := namespaceOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
