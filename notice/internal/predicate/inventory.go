package predicate

import (
	"github.com/lanyard-id/lanyard/fact"
)

// installed says whether a product is installed, and what is required of it.
func (t *teller) installed(product string, within fact.Range, n need) reason {
	t.named = true
	cell := t.facts.cell(product)
	switch {
	case t.facts.stale&(1<<softwareSlot) != 0:
		return reason{head: "the software of the device was" + t.lastSeen(softwareSlot)}
	case cell.Installed() == fact.Unknown:
		if n.kind == excluded {
			n = need{}
		}
		return reason{head: "whether " + product + " is installed is not known", need: n}
	case cell.Installed() == fact.False:
		return reason{head: product + " is not installed", need: n}
	}
	versions := cell.Versions()
	_, known := cell.Newest()
	if len(versions) == 0 {
		return reason{head: product + " is installed in a version that is not known", need: n}
	}
	shown := make([]string, 0, len(versions)+1)
	for i, v := range versions {
		if i < mostShown {
			shown = append(shown, showText(v.String()))
		}
	}
	if !known {
		shown = append(shown, "a version that is not known")
	}
	verb := " is installed"
	if len(shown) > 1 {
		verb = " are installed"
	}
	return reason{head: product + " " + join(shown, "and") + verb, need: n}
}

// statusIs tells the status of a product's newest version.
func (t *teller) statusIs(product string) string {
	status := t.facts.statusOf(product)
	if status == nil {
		return t.noStatus(product)
	}
	t.named = true
	newest, _ := t.facts.cell(product).Newest()
	return product + " " + showText(newest.String()) + " is " + t.p.text(status)
}

// noStatus says why a product has no status.
func (t *teller) noStatus(product string) string {
	t.named = true
	cell := t.facts.cell(product)
	switch newest, known := cell.Newest(); {
	case t.facts.stale&(1<<softwareSlot) != 0:
		return "the software of the device was" + t.lastSeen(softwareSlot)
	case cell.Installed() == fact.Unknown:
		return "whether " + product + " is installed is not known"
	case cell.Installed() == fact.False:
		return product + " is not installed"
	case known:
		return "the catalogue says nothing of " + product + " " + showText(newest.String())
	}
	return "the version of " + product + " is not known"
}
