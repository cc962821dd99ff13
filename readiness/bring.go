package readiness

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// meaning is what an attribute means, without the finer points.
func meaning(a *fact.Attribute) string {
	short, _, _ := strings.Cut(a.Doc, ";")
	short, _, _ = strings.Cut(short, ",")
	return short + " (" + a.Path() + ")"
}

const (
	bringsSoftware = "give a list of what is installed: AppInvRawData of Intune, v_Add_Remove_Programs of Configuration Manager, or programs of osquery"
	bringsStatus   = "the notice is to say it, under generations of its catalogue"

	statusOfVersion = "the status of the version in the notice's catalogue"
)

// brings says which export tells an attribute.
func brings(a *fact.Attribute) string {
	switch a.Object {
	case "card":
		return "give the column " + a.Name + " in cards.csv, or the smartcards report of Care Identity Management"
	case "device":
		if a.Slot == applications.Slot {
			return "give device_applications.csv, with complete where it is"
		}
		if slices.Contains([]string{"os", "os_version", "last_seen"}, a.Name) {
			return "give the column " + a.Name + " in devices.csv, or the devices report of Intune"
		}
		return "give the column " + a.Name + " in devices.csv"
	case "client":
		return "give the columns client and client_version in signins.csv"
	case "connection":
		return "give the column " + a.Name + " in signins.csv"
	case "application":
		return "give the column " + a.Name + " in applications.csv"
	case "person":
		return "give the column " + a.Name + " in people.csv"
	}
	return "give the column " + a.Name + " in organisations.csv"
}

// bringsTie says which export tells what belongs to a subject.
func bringsTie(o notice.Object) string {
	switch o {
	case notice.Person:
		return "give the column holder in cards.csv"
	case notice.Organisation:
		return "give the column organisation in the exports, or --organisation"
	}
	return "give the column " + o.String() + " in signins.csv"
}
