package joined

// How much work one sign-in, or one refusal, may make.
const (
	// maxHeld is how many cards of one person are looked through to know which is in
	// the reader. Of whom the files give more, nothing is known by the holder.
	maxHeld = 16
	// maxPrograms and maxSoftware are how many programs and products a sign-in may
	// say are installed, as many as an attempt has; what is beyond is passed over, and
	// said to be.
	maxPrograms = 100
	maxSoftware = 100
	// maxNames is how many names of programs are remembered with the products that
	// they mean; more begin anew. Strangers choose them.
	maxNames = 4096
	// maxProgramName is how long a name may be, in bytes.
	maxProgramName = 256

	// maxLookedAt is how many devices of an organisation are looked at for some that
	// are good, the ones used last first.
	maxLookedAt = 64
	// maxGood is how many of them are named at most.
	maxGood = 8
	// maxOrganisations is for how many organisations that is remembered at a time.
	maxOrganisations = 4096
)
