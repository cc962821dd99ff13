package importing

import (
	"errors"
	"fmt"
	"strings"
)

// Recognise tells by its first rows what a table holds, never by its name.
// Headings count in any order, case and spacing; by names some of them as
// columns. What is no known kind is an error that says which kinds there are.
// Nothing is taken from a document of JSON: give it as a *bufio.Reader, of which
// the beginning can be seen, or it passes for osquery's.
func Recognise(t Table, by []Mapping) (Kind, error) {
	s, err := recognise(t, by, "")
	return s.kind, err
}

// shape is what a table turned out to be.
type shape struct {
	kind    Kind
	heading heading
	above   int // rows before the first that counts: the headings, and a report's title
}

func recognise(t Table, by []Mapping, forced Kind) (shape, error) {
	if t.Bundles != nil {
		return shape{kind: Agent}, nil
	}
	if t.JSON != nil {
		if t.startsWithBundle() && (forced == "" || forced == Devices) || forced == Agent {
			return shape{kind: Agent}, nil
		}
		if forced != "" && forced != Devices && forced != Osquery {
			return shape{}, fmt.Errorf("JSON is read as what osquery lists of devices, not as %s", forced)
		}
		return shape{kind: Osquery}, nil
	}
	if len(t.Head) == 0 {
		return shape{}, errors.New("there is no row in it")
	}
	if h, ok := odsHeading(t.Head, by); ok && (forced == "" || forced == Organisations || forced == ODS) {
		return shape{ODS, h, 0}, nil
	}
	s, err := headedBy(t.Head[0], by, forced)
	if err == nil {
		return s, nil
	}
	if h, ok := positioned(len(t.Head[0]), by); ok {
		if s, err := h.recognise(forced); err == nil {
			return s, nil
		}
	}
	for n := 1; n < len(t.Head) && isTitle(t.Head[n-1]); n++ {
		if isTitle(t.Head[n]) {
			continue
		}
		below, unread := headedBy(t.Head[n], by, forced)
		below.above = n + 1
		if _, refused := errors.AsType[*refusal](unread); unread == nil || refused {
			return below, unread
		}
	}
	return s, err
}

// headedBy tells what the table is whose headings are a row.
func headedBy(row []string, by []Mapping, forced Kind) (shape, error) {
	h, _ := mapped(newHeading(row), by)
	s, err := h.recognise(forced)
	s.above = 1
	return s, err
}

// isTitle reports whether a row may be part of what a report writes above its
// headings: its name, its date.
func isTitle(row []string) bool {
	filled := 0
	for _, text := range row {
		if strings.TrimSpace(text) != "" {
			filled++
		}
	}
	return filled <= 2
}

// recognise tells by its headings what a table holds; forced is what somebody
// says that it is.
func (h heading) recognise(forced Kind) (shape, error) {
	s := shape{heading: h}
	var err error
	if s.kind, err = h.kind(); s.kind == CIMCards {
		s.heading, err = h.cim()
	}
	if _, second, found := h.twice(); found && err == nil && containsFolded(formOf(s.kind).columns, h.folded[second]) {
		err = fmt.Errorf("two columns are headed %q; rename one, or say by --map what it is", shorten(h.written[second], 40))
		return s, err
	}
	if _, refused := errors.AsType[*refusal](err); forced == "" || refused {
		return s, err
	}
	if found := formOf(s.kind); err == nil && (s.kind == forced || found.forced == forced) {
		return s, nil
	}
	f := formOf(forced)
	if f == nil || f.columns == nil {
		return s, fmt.Errorf("no file can be said to be %s; it is recognised by what is in it", forced)
	}
	for _, column := range f.needs {
		if !h.has(fold(column)) {
			return s, fmt.Errorf("this is no %s: it has no column %s, its headings are %s", forced, column, h.shown())
		}
	}
	return shape{kind: forced, heading: h}, nil
}

// refusal is a report that is known and of no use here.
type refusal struct{ words string }

func (r *refusal) Error() string { return r.words }

const rawApps = "take the one about all applications and devices: in Intune, Apps > Monitor > Discovered apps > Export, whose report is named AppInvRawData"

func (h heading) kind() (Kind, error) {
	device := h.has("deviceid", "devicename", "intunedeviceid")
	switch {
	case h.isProse():
		return "", unknown(h)
	case h.has("applicationname") && device:
		return IntuneApps, nil
	case h.has("applicationname", "appname", "displayname") && h.has("devicecount", "installeddevicecount", "totaldevices", "faileddevicecount"):
		return "", &refusal{"this is Intune's report that counts devices and does not name them; " + rawApps}
	case h.has("devicename") && h.has("appinstallstate", "installstate", "installstatedetail", "installstatus", "installationstatus", "appversion", "applicationversion"):
		return "", &refusal{"this is Intune's report about one application, which it does not name; " + rawApps}
	case h.has("deviceid", "intunedeviceid") && h.has("devicename") && h.has(intuneDeviceColumns...):
		return IntuneDevices, nil
	case h.has("devicename") && h.has("username", "userprincipalname", "emailaddress", "upn"):
		return "", &refusal{"this is Intune's report about one application, which it does not name; " + rawApps +
			". Of devices take Devices > All devices > Export, which has a column Device ID"}
	case h.has("displayname0") && h.has("resourceid", "netbiosname0", "name0"):
		return ConfigMgr, nil
	case h.count("kind", "namespace", "value", "subject") == 4:
		return Aliases, nil
	case h.has("at") && h.has("person", "card", "device", "client"):
		return SignIns, nil
	case h.has("device") && h.has("application"):
		return DeviceApplications, nil
	case h.has("device"):
		return Devices, nil
	case h.has("card"):
		return h.cards(), nil
	case h.has("application"):
		return Applications, nil
	case h.has("person"):
		return People, nil
	case h.has("name") && h.has("version") && h.has(osqueryColumns...):
		if !h.has(osqueryHosts...) {
			return "", &refusal{"these are programs as osquery lists them, but not of which device; add a column hostname, such as by joining system_info, or take osquery's result log"}
		}
		return Osquery, nil
	case h.has("name") && h.has("version") && h.has(osqueryHosts...):
		return Osquery, nil
	case h.looksLikeCards():
		return CIMCards, nil
	case h.has("organisation") && h.has("team", "phone", "hours"):
		return Contacts, nil
	case h.has("organisation") && h.has("name", "parent", "kind", "itprovider", "registrationauthority", "groups"):
		return Organisations, nil
	}
	return "", unknown(h)
}

// cards tells Lanyard's own export of cards from one whose column card was named
// by hand and some of whose other headings must be read by their meaning.
func (h heading) cards() Kind {
	for i, text := range h.written {
		if h.folded[i] != fold(text) || cardsColumn(h.folded[i]) != "" {
			continue
		}
		if column, _ := columnOf(text); column != "" && !h.has(fold(column)) {
			return CIMCards
		}
	}
	return Cards
}

// isProse reports whether the row is a sentence cut at its commas, in which a
// word may stand alone that is a column elsewhere.
func (h heading) isProse() bool {
	for _, text := range h.written {
		if len(text) > 100 || strings.HasSuffix(text, ".") && strings.Contains(text, " ") || strings.Contains(text, ": ") {
			return true
		}
	}
	return false
}

// UnknownError is a table of no known kind.
type UnknownError struct{ headings string }

func unknown(h heading) error { return &UnknownError{h.shown()} }

// Error returns what the headings are, and which ones are known.
func (e *UnknownError) Error() string {
	var b strings.Builder
	b.WriteString(e.Short() + ". Known by their headings are:")
	for i := range forms {
		fmt.Fprintf(&b, "\n  %s: %s", forms[i].kind, forms[i].said)
	}
	b.WriteString("\nA file of rows \"heading,column\", given by --map, says which heading is which column")
	return b.String()
}

// Short returns what the headings are.
func (e *UnknownError) Short() string {
	return "no known kind of file; its headings are " + e.headings
}
