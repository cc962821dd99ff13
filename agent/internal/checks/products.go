package checks

import "github.com/lanyard-id/lanyard/fact"

// The products of the notices' catalogues that checks speak of, by their ids there.
const (
	identityAgent        = "identity-agent"
	credentialManagement = "credential-management"
	portService          = "port-service"
	smartcardConnect     = "smartcard-connect"
	oberthurMiddleware   = "oberthur-middleware"
	gemaltoClient        = "gemalto-classic-client"
)

// spoken is how sentences call those products.
var spoken = map[string]string{
	identityAgent:        "Identity Agent",
	credentialManagement: "NHS Credential Management",
	portService:          "NHS Port Service",
	smartcardConnect:     "NHS Smartcard Connect",
	oberthurMiddleware:   "the Oberthur middleware",
	gemaltoClient:        "Gemalto Classic Client",
}

// What [host.File.Of] calls files that checks ask for, where it is not the product's
// own id.
const (
	gemaltoFiles    = "gemalto-middleware"
	bridgeFiles     = "native-bridge"
	minidriverFiles = "piv-minidriver"
)

// call is how a sentence calls a product of the catalogue.
func (v *View) call(id string) string {
	if name := spoken[id]; name != "" {
		return name
	}
	return v.set.NameOf(id, v.Now)
}

// programFiles are the names of the files that products run. What a product's file is
// called is public for Identity Agent alone; the programs of the others are known by
// the folder that their installer wrote down.
//
// Source: pageIdentityAgent.
var programFiles = map[string][]string{
	identityAgent: {"IdentityAgent.exe"},
}

// Versions of Identity Agent at which it changed what it needs.
var (
	// sinceDotNet4 are the versions built on .NET Framework 4.8, which speak TLS 1.2 by
	// themselves. Source: pageDisablingTLS.
	sinceDotNet4 = must(">=2.4.5.0")
	// untilDotNet35 are those built on .NET Framework 3.5. Source: pageDisablingTLS.
	untilDotNet35 = must("<=2.3.2.0")
)

// Versions of Credential Management.
var (
	// forSeries8 can sign with SHA-256 on series 8, beside the Oberthur middleware.
	// Source: pageCredentials, the copy for v1.4.2.0.
	forSeries8 = must(">=1.4.2.0")
	// forSeries9 can use series 9. Source: pageCredentials, the copy for v1.3.1.0.
	forSeries9 = must(">=1.3.1.0")
)

// must reads a range that is written in this package.
func must(text string) fact.Range {
	r, err := fact.ParseRange(text)
	if err != nil {
		panic("checks: " + err.Error())
	}
	return r
}
