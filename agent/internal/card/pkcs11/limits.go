package pkcs11

// What a module may make this program hold or do. Counts and lengths that a module
// gives are held to these before anything is made of them.
const (
	// arenaBytes is the memory for the arguments and results of one call.
	arenaBytes = 1 << 20
	// maxSlots is the most slots that are listed: 100 readers, some with two.
	maxSlots = 1024
	// maxMechanisms is the most mechanisms of a token. SoftHSM has 77.
	maxMechanisms = 4096
	// maxObjects is the most objects that one search gives.
	maxObjects = 4096
	// maxValueBytes is the longest value of an attribute. Certificates of cards have 2 KB.
	maxValueBytes = 64 << 10
	// maxSignatureBytes is the longest signature: RSA of 16,384 bits has 2,048.
	maxSignatureBytes = 16 << 10
	// maxDataBytes is the most data that is signed in one call. What is longer is
	// hashed before.
	maxDataBytes = 256 << 10
	// maxGrowths is how often a list may have grown between the call for its length
	// and the call for itself.
	maxGrowths = 3
)
