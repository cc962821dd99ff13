package joined

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// device tells of the device: what the files know of it, and beside that what the
// sign-in says.
func (q *question) device() {
	a, f, s := q.attempt, q.facts, q.subject
	id := strings.TrimSpace(a.Device)
	s.Device, s.DeviceName = id, id
	os, version := q.read(deviceOS, a.OS), q.read(deviceOSVersion, a.OSVersion)
	if row := q.deviceRow; row >= 0 {
		q.deviceOf(row, os, version)
	} else {
		if id != "" {
			f.Set(*deviceID, notice.Text(id))
		}
		setIfKnown(f, deviceOS, os)
		setIfKnown(f, deviceOSVersion, version)
		if q.likeNamed {
			f.Note(*deviceGroups, "several devices have this name")
		}
	}
	q.software()
}

func setIfKnown(f *notice.Facts, a *fact.Attribute, v notice.Value) {
	if !v.IsMissing() {
		f.Set(*a, v)
	}
}

// deviceOf tells of a device of the files.
func (q *question) deviceOf(row int32, os, version notice.Value) {
	x, f, s := q.files, q.facts, q.subject
	r := x.tables[notice.Device]
	s.Device, s.KnowsDevice = r.Table.Key(int(row)), r.Table.Listed(int(row))
	s.DeviceName = x.nameOf(row)
	slots := estate.EveryFact
	if q.merge(r, row, x.os, os, anyOS) {
		slots &^= 1 << deviceOS.Slot
	}
	if q.merge(r, row, x.osVersion, version, samePrefix) {
		slots &^= 1 << deviceOSVersion.Slot
	}
	x.tell(f, row, slots)
}

// tell tells what the files know of a device.
func (x *index) tell(f *notice.Facts, row int32, slots uint64) {
	x.tables[notice.Device].Tell(f, int(row), slots)
	x.Software.Tell(f, int(row), x.products)
	x.Memberships.Tell(f, int(row), x.applications)
}

// anyOS takes every name of an operating system for another way to write what the
// files have: there is no list of names by which they could contradict each other.
func anyOS(known, claimed notice.Value) (both, enough bool) { return true, false }

// samePrefix compares versions of an operating system, of which one may leave out
// the last numbers.
func samePrefix(known, claimed notice.Value) (both, enough bool) {
	k, _ := known.Version()
	c, _ := claimed.Version()
	long, short := k.Parts(), c.Parts()
	enough = lengthOf(short[:]) >= lengthOf(long[:])
	if enough {
		long, short = short, long
	}
	for i := range lengthOf(short[:]) {
		if long[i] != short[i] {
			return false, false
		}
	}
	return true, enough
}

// lengthOf counts the numbers of a version, without zeros at its end.
func lengthOf(parts []uint64) int {
	n := len(parts)
	for n > 0 && parts[n-1] == 0 {
		n--
	}
	return n
}

// software tells which software the sign-in says is on the device. It never says
// that some is not.
func (q *question) software() {
	a := q.attempt
	for i := range min(len(a.Software), maxSoftware) {
		q.installed(a.Software[i].Product, a.Software[i].Version)
	}
	if more := len(a.Software) - maxSoftware; more > 0 {
		q.tooMany("device.software", more, "products")
	}
	for _, program := range a.Programs[:min(len(a.Programs), maxPrograms)] {
		found := q.programs.find(program)
		switch found.match {
		case notice.FullMatch:
			for _, product := range found.products {
				q.installed(product, "")
			}
		case notice.NearMiss:
			q.subject.Near = append(q.subject.Near, Near{shorten(program), found.products})
		}
	}
	if more := len(a.Programs) - maxPrograms; more > 0 {
		q.tooMany("device.software", more, "programs")
	}
	if len(a.Software)+len(a.Programs) > 0 {
		q.compareSoftware()
	}
}

// installed adds an installation to what is claimed of a product: one in a version
// that is not known says nothing beside one that is. Where the version cannot be
// read, the product is there all the same.
func (q *question) installed(product, version string) {
	cell := q.facts.Claimed(product)
	if version = strings.TrimSpace(version); version != "" {
		v, err := fact.ParseVersion(version)
		if err == nil {
			if _, known := cell.Newest(); !known {
				cell = fact.Cell{} // until now only that there is one was said
			}
			q.facts.ClaimSoftware(product, cell.With(v))
			return
		}
		q.reject("device.software."+product, version, err)
	}
	if !cell.Known() {
		q.facts.ClaimSoftware(product, cell.WithUnversioned())
	}
}

func (q *question) tooMany(key string, more int, of string) {
	q.reject(key, strconv.Itoa(more), fmt.Errorf("so many %s more are said to be installed than are read, and are passed over", of))
}

// compareSoftware notes where the claims contradict what the files know. Which of
// both holds, the facts say.
func (q *question) compareSoftware() {
	x := q.files
	if q.deviceRow < 0 {
		return
	}
	inventory := x.Software.Of(int(q.deviceRow))
	if inventory == 0 {
		return
	}
	for product, id := range x.Software.Products() {
		claimed := q.facts.Claimed(id)
		if !claimed.Known() {
			continue
		}
		known := x.Software.Known(inventory, product)
		if both := known.Reconcile(claimed); known.Known() && (!both.Known() || isExact(known) && !isExact(both)) {
			q.difference("device.software."+id, claimed.String(), known.String())
		}
	}
}

// isExact reports whether every version of a product on a device is known.
func isExact(c fact.Cell) bool {
	_, known := c.Newest()
	return known
}
