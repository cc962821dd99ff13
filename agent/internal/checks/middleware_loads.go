package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/wire"
)

var middlewareLoads = Check{
	ID:    "middleware.loads",
	Title: "The middleware loads",
	Group: GroupMiddleware,
	Why:   "A module that is installed and does not load is worse than none: programs wait for it, stop, or say that there is no card.",
	Remedy: Remedy{
		Do:   "Repair or reinstall the middleware in its latest version, then restart.",
		Who:  ITTeam,
		Tell: "The smartcard software of this computer does not work; use another computer, and tell your IT team.",
	},
	Source: "PKCS #11 v2.40 §5.1 (C_GetFunctionList, C_Initialize); " + pageNotice,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		for _, m := range v.Modules.List {
			f := wire.Finding{About: short(baseName(m.Path)), Level: wire.Problem}
			what := "The module " + quote(baseName(m.Path))
			if width := widthBits(m.Bits); width != "" {
				what += " for " + width + " programs"
			}
			switch m.Outcome {
			case device.NotThere:
				continue // a candidate that is nowhere
			case device.Loaded:
				f.Level, f.Say = wire.Well, what+" loads and answers"+slow(m.TookMS)+"."
			case device.OtherArchitecture:
				f.Level, f.Say = wire.Note, what+" is for other programs than this one, so it was not tried."
			case device.NotAModule:
				f.Say = outcome(what, "is no PKCS #11 module.", m.Why)
			case device.LacksLibrary:
				f.Say = outcome(what, "cannot be loaded: a library that it needs is missing.", m.Why)
			case device.Crashed:
				f.Say = outcome(what, "crashes when it is loaded.", m.Why)
			case device.Hung:
				if why := v.waitedFor(m); why != "" {
					f.Level, f.Say = wire.Unknown, what+" did not answer in time. "+why+"."
					break
				}
				f.Say = outcome(what, "does not answer in time: a program that loads it hangs.", m.Why)
				if m.Idle {
					f.Say += " No card was in use meanwhile, so it is not one that it waits for."
				}
			case device.Refused:
				f.Say = outcome(what, "cannot be used.", m.Why)
			default:
				f.Level, f.Say = wire.Unknown, what+" was not tried to its end."+because(m.Why)
			}
			if f.Level == wire.Problem && m.Of != oberthurMiddleware {
				f.Level = wire.Warning
				f.Do, f.Who = "Repair the module if somebody needs it, or remove it.", ITTeam
			}
			found = append(found, f)
		}
		switch {
		case len(found) > 0:
			return found
		case !v.Modules.Whole():
			return unseen("Whether the middleware loads", v.Modules.Part)
		}
		return at(wire.Note, "No PKCS #11 module was found at the places that were looked at.")
	},
}

// waitedFor says what else than itself a module that did not answer may have waited for;
// "" where there was nothing. One that used no card did not wait for a slow one.
func (v *View) waitedFor(m device.Module) string {
	by := v.stuck()
	if by == "" && !m.Idle {
		by = v.tiring()
	}
	if by != "" {
		return held(by)
	}
	if len(v.CardsIn()) > len(v.stayed()) {
		return "Whether it hangs is not known: " + v.meanwhile()
	}
	return ""
}

// outcome says what came of a module. Why is what the part that tried it says of "the
// module" or "the file", in sentences: with its name in their place they are the better
// ones.
func outcome(what, otherwise, why string) string {
	why = strings.TrimSuffix(why, ".")
	for _, subject := range []string{"The module ", "The file "} {
		if rest, ok := strings.CutPrefix(why, subject); ok {
			return what + " " + rest + "."
		}
	}
	return what + " " + otherwise + because(why)
}

// late is from when on people notice that a module is slow, in milliseconds.
const late = 2000

func slow(ms int) string {
	if ms < late {
		return ""
	}
	return fmt.Sprintf(", but takes %.1f s for it", float64(ms)/1000)
}
