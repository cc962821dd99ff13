package network

const (
	maxRecordingBytes = 16 << 20 // of a recorded Network
	maxHosts          = 200      // in Options, and in a recording
	maxAddresses      = 8        // kept of one answer of the resolver
	maxDialled        = 4        // addresses of one host that are dialled
	maxCertificates   = 10       // kept of a chain
	maxNames          = 20       // kept of a certificate
	maxTextBytes      = 300      // of one text from outside
	maxTitleBytes     = 200      // of an error page's title
	maxSchemes        = 8        // of Authenticate
	maxBypass         = 200      // entries of a bypass list
	maxVersions       = 4        // further handshakes with a path
	maxPaths          = 5        // to one host
	maxListeners      = 32
	// maxMS bounds every span in a recording: a day.
	maxMS = 24 * 60 * 60 * 1000
)

const (
	maxStreamBytes = 1 << 20  // taken from one connection
	maxHeadBytes   = 4 << 10  // remembered of how the other end began
	maxHeaderBytes = 32 << 10 // of an HTTP answer's head
	maxBodyBytes   = 16 << 10 // of an error page
	maxInformative = 5        // answers 1xx before the real one
)
