package predicate

import (
	"time"

	"cel.dev/cel-go/common/types/ref"

	"github.com/lanyard-id/lanyard/fact"
)

// Catalogue is what a notice says of products and of types of card. It is asked
// again and again, so its answers should not be made anew each time, and it is
// compared with the one before, so it should be a pointer.
type Catalogue interface {
	// StatusOf returns the status of a version of a product at an instant; the
	// zero Value where no generation holds it.
	StatusOf(product string, version fact.Version, at time.Time) Value
	// NameOf returns what people call a product; "" of one that the notice does not know.
	NameOf(product string) string
	// SeriesOf returns the series that a type of card may have; none where the
	// notice does not say.
	SeriesOf(cardType string) []Value
}

type softwareFact struct {
	product string
	cell    fact.Cell
}

// SetSoftware sets what is known of one product on the device.
func (f *Facts) SetSoftware(product string, cell fact.Cell) {
	f.Give(Device)
	f.software = setCell(f.software, product, cell)
}

// ClaimSoftware sets what the sign-in itself says of one product on its device.
// It is as new as any question, however old the rest of the software is, and need
// not be all: see fact.Cell.Reconcile.
func (f *Facts) ClaimSoftware(product string, cell fact.Cell) {
	f.Give(Device)
	f.claimed = setCell(f.claimed, product, cell)
}

func setCell(list []softwareFact, product string, cell fact.Cell) []softwareFact {
	for i := range list {
		if list[i].product == product {
			list[i].cell = cell
			return list
		}
	}
	return append(list, softwareFact{product, cell})
}

// SetComplete says that the whole inventory is complete: a product or an
// application that is not in it is not on the device.
func (f *Facts) SetComplete() {
	f.Give(Device)
	f.softwareComplete = true
	f.applicationsComplete = true
}

// SetApplicationsComplete says that the list of applications is complete,
// whatever is known of the rest of the software.
func (f *Facts) SetApplicationsComplete() {
	f.Give(Device)
	f.applicationsComplete = true
}

// cell returns what is known of a product, by what was seen before and by what
// the sign-in says.
func (f *Facts) cell(product string) fact.Cell {
	if len(f.claimed) == 0 {
		return f.seenCell(product)
	}
	return f.seenCell(product).Reconcile(f.Claimed(product))
}

// Claimed returns what the sign-in itself says of a product.
func (f *Facts) Claimed(product string) fact.Cell {
	for i := range f.claimed {
		if f.claimed[i].product == product {
			return f.claimed[i].cell
		}
	}
	return fact.Cell{}
}

// seenCell returns what was seen of a product and is not too old: not installed
// where a complete inventory lacks it.
func (f *Facts) seenCell(product string) fact.Cell {
	if f.stale&(1<<softwareSlot) != 0 {
		return fact.Cell{}
	}
	for i := range f.software {
		if f.software[i].product == product {
			return f.software[i].cell
		}
	}
	if f.softwareComplete {
		return fact.Absent()
	}
	return fact.Cell{}
}

// statusOf returns the status of the newest version of a product, nil if it is
// not installed, not known, or held by no generation.
func (f *Facts) statusOf(product string) ref.Val {
	newest, known := f.cell(product).Newest()
	if !known || f.catalogue == nil {
		return nil
	}
	return f.catalogue.StatusOf(product, newest, f.now).val
}
