package refusal

// How much is told. What is left out is counted in words, or the code leads to it.
const (
	maxTells    = 4
	maxReasons  = 6
	maxContacts = 4
	maxDevices  = 5
	maxSources  = 2
)

// How long a text may be, as HTML writes it: an ASCII letter is 1, an ampersand 5,
// a Chinese character 3. Together with the numbers above they keep a page under
// maxPage.
const (
	maxSentence = 300 // of tell, say and why
	maxTitle    = 150
	maxName     = 100
	maxAddress  = 120 // of mail
	maxSource   = 500 // bytes of a URL
	maxWarnText = 700 // bytes of a Warning header's text: far below the 8 KiB that clients take for a line
)

// maxPage is the most that an answer has, in bytes, whatever the words.
const maxPage = 20_000
