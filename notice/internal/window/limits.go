package window

import "errors"

// MaxPerNotice is the most windows that the rules of one notice may expand to,
// together: every hour of two years and some more.
const MaxPerNotice = 20_000

// ErrTooMany is wrapped by the error of an expansion that passes its limit.
var ErrTooMany = errors.New("too many windows")
