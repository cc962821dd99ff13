package plan

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

const digestPrefix = "sha256:"

// digestForm is what notice.Digest gives.
var digestForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// approval is what somebody approved, as far as it is known.
type approval struct {
	from    string // the digest itself or the path of its file; "" = none was given
	digest  string // "" = none
	problem string // why there is none, though one was given
}

// isDigest reports whether what was given is meant as a digest, not as a path.
func isDigest(armed string) bool { return strings.HasPrefix(armed, digestPrefix) }

// approvalOf reads a digest. Empty lines and those that begin with # may stand
// around it.
func approvalOf(src []byte) approval {
	if len(src) > maxArmedBytes {
		return approval{problem: fmt.Sprintf("the file that should hold the digest is longer than %d KiB", maxArmedBytes>>10)}
	}
	var found approval
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case !digestForm.MatchString(line):
			return approval{problem: fmt.Sprintf("%.80q is no digest; it should be what lanyard notice digest prints: sha256: and 64 hexadecimal digits", line)}
		case found.digest != "":
			return approval{problem: "there are two digests; leave the one that was approved"}
		default:
			found.digest = line
		}
	}
	if found.digest == "" {
		found.problem = "there is no digest in the file that should hold it"
	}
	return found
}

// arming is whether a plan is armed.
type arming struct {
	armed bool
	root  string // the digest that was approved, of these files or of those that were weakened to them
	why   string
	since time.Time // before which it is not armed, if the clock is set back; zero: ever
}

// arm decides whether a state is armed under an approval. It may come from another
// by a change that only weakens, which was shown from an instant on.
func arm(digest string, a approval, from *Plan, weakens bool, since time.Time) arming {
	switch {
	case a.from == "":
		return arming{why: "nobody approved these files: no digest was given with --armed"}
	case a.digest == "":
		return arming{why: "nobody approved these files: " + a.problem}
	case a.digest == digest:
		return arming{armed: true, root: digest, why: "these files were approved by their digest"}
	case from != nil && from.Armed && from.root == a.digest && weakens:
		if since.Before(from.armedSince) {
			since = from.armedSince
		}
		return arming{armed: true, root: a.digest, since: since, why: "these files were approved by the digest " + a.digest + ", and changed since only by what weakens; a restart will not know that, so have " + digest + " approved"}
	}
	return arming{why: fmt.Sprintf("other files than these were approved: the approval says %s, and these are %s", a.digest, digest)}
}
