package settings

const (
	// maxFileBytes is what a settings file may have. Ours has less than one kilobyte.
	maxFileBytes = 64 << 10
	// maxValueChars is what one value may have. A path of Windows has at most 32,767
	// characters, one that people type hardly 260.
	maxValueChars = 2048
	// maxCodeBytes is what the code of an organisation may have.
	maxCodeBytes = 64
)
