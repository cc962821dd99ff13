package checks

// The pages that several checks rest on. The pages of NHS England were read in 2025
// and 2026, some on mirrors with the same path, production-like.nhsd.io and
// nhsd-proxy.dokku3.ebmdatalab.net.
const (
	pageNotice         = "https://digital.nhs.uk/services/care-identity-service/latest-news/action-required-by-it-teams-to-support-ongoing-use-of-care-identity-service (2025)"
	pageCommonIssues   = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues (a copy of 22 September 2025 and a later one)"
	pageIdentityAgent  = "https://digital.nhs.uk/services/care-identity-service/applications-and-services/technical-services/identity-agent (a copy from before September 2025)"
	pageAgentSettings  = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/nhs-identity-agent-configuration-and-registry-settings (undated)"
	pageAgentTroubles  = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-nhs-identity-agent (undated; for v2.3.2.0)"
	pageAgent22        = "https://digital.nhs.uk/services/registration-authorities-and-smartcards/care-identity-service/news-and-service-updates/technical-updates/nhs-digital-identity-agent-v2.2-is-now-available (undated)"
	pageDisablingTLS   = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/disabling-tls-1.0-and-1.1-for-nhs-identity-agent (undated)"
	pageTLSOutage      = "https://digital.nhs.uk/services/care-identity-service/releases-and-planned-maintenance/care-identity-service-application-releases/outage-for-authentication-traffic-using-tls-1.0-1.1 (23 September 2025)"
	pageSeries456      = "https://digital.nhs.uk/services/care-identity-service/releases-and-planned-maintenance/service-deprecation-and-retirement/deprecation-notice-smartcard-series-4-5-and-6 (after 7 May 2026)"
	pageConnect        = "https://digital.nhs.uk/services/care-identity-service/applications-and-services/technical-services/nhs-smartcard-connect (undated; for v4.1)"
	pageCredentials    = "https://digital.nhs.uk/services/care-identity-service/applications-and-services/technical-services/credential-management (copies for v1.3.1.0, 2024, and v1.4.2.0, 2025)"
	pageCredTroubles   = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-nhs-credential-management (undated)"
	pageCredAndConnect = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/set-up-and-troubleshoot-credential-management-and-smartcard-connect (late 2025 or 2026)"
	pageERSCredentials = "https://digital.nhs.uk/services/e-referral-service/document-library/check-whether-your-computer-is-correctly-configured-for-e-rs/troubleshoot-incorrect-configurations/nhs-credential-management (undated)"
	pageFailure        = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues/smartcard-authentication-failure (undated)"
	pageProblemReading = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues/problem-reading-your-smartcard (undated)"
	pageLoggingIn      = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues/problems-logging-in-and-authenticating (undated)"
	pageEditor         = "https://digital.nhs.uk/services/care-identity-service/applications-and-services/technical-services/ia-registry-editor-tool (undated)"
	pageWES            = "https://digital.nhs.uk/services/spine/spine-technical-information-warrantied-environment-specification-wes (undated; an older copy of 7 June 2019)"
	pageCIM            = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-care-identity-management (undated)"

	pageDotNetTLS      = "Microsoft, Transport Layer Security (TLS) best practices with .NET Framework, https://learn.microsoft.com/en-us/dotnet/framework/network-programming/tls (2026)"
	pageDotNetVersions = "Microsoft, Determine which .NET Framework versions are installed, https://learn.microsoft.com/en-us/dotnet/framework/install/how-to-determine-which-versions-are-installed (20 October 2025)"
	pageSchannel       = "Microsoft, TLS registry settings, https://learn.microsoft.com/en-us/windows-server/security/tls/tls-registry-settings"
	pageWinHTTP        = "Microsoft, Configure secure protocol options for WinHTTP, https://learn.microsoft.com/en-us/windows-server/networking/configure-secure-protocol-options-winhttp (27 March 2024)"
	pageLifecycle      = "Microsoft, Search product and services lifecycle information, https://learn.microsoft.com/en-us/lifecycle/products/"
	pageKSP            = "Microsoft, Guidance for certificate handling for smart card propagated certificates, KB 5073121 (21 November 2025)"
	pageKSPSwitch      = "https://windowsforum.com/threads/microsoft-october-2025-update-moves-rsa-smart-cards-to-ksp.386061 (October 2025), on what Microsoft published"
	pageSmartcards     = "Microsoft, Smart Card Architecture and Certificate Propagation Service, https://learn.microsoft.com/en-us/windows/security/identity-protection/smart-cards/"
	pageLoopback       = "Microsoft, LoopbackNetworkAllowedForUrls, https://learn.microsoft.com/en-us/deployedge/microsoft-edge-browser-policies/loopbacknetworkallowedforurls"
)
