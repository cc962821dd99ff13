package predicate

import (
	"github.com/lanyard-id/lanyard/fact"
)

// installed says whether a product is installed, and what is required of it.
func (t *teller) installed(product string, within fact.Range, n need) reason {
	t.named = true
	cell := t.facts.cell(product)
	switch {
	case t.facts.stale&(1<<softwareSlot) != 0 && !cell.Known():
		return reason{head: "the software of the device was" + t.lastSeen(softwareSlot)}
	case cell.Installed() == fact.Unknown:
		if n.kind == excluded {
			n = need{}
		}
		return reason{head: "whether " + product + " is installed is not known" + t.contradiction(product), need: n}
	case cell.Installed() == fact.False:
		return reason{head: product + " is not installed", need: n}
	}
	versions := cell.Versions()
	_, known := cell.Newest()
	if len(versions) == 0 {
		return reason{head: product + " is installed in a version that is not known" + t.contradiction(product), need: n}
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
	case t.facts.stale&(1<<softwareSlot) != 0 && !cell.Known():
		return "the software of the device was" + t.lastSeen(softwareSlot)
	case cell.Installed() == fact.Unknown:
		return "whether " + product + " is installed is not known" + t.contradiction(product)
	case cell.Installed() == fact.False:
		return product + " is not installed"
	case known:
		return "the catalogue says nothing of " + product + " " + showText(newest.String())
	}
	return "the version of " + product + " is not known" + t.contradiction(product)
}

// contradiction says that the sign-in and what was seen before say different
// things of a product.
func (t *teller) contradiction(product string) string {
	claimed, seen := t.facts.Claimed(product), t.facts.seenCell(product)
	if !claimed.Known() || !seen.Known() || len(claimed.Versions()) == 0 && claimed.Installed() == seen.Installed() {
		return ""
	}
	return " (this sign-in says " + cellInWords(claimed) + ", what was seen before says " + cellInWords(seen) + ")"
}

// cellInWords is a cell that is known: its versions, or whether it is installed.
func cellInWords(c fact.Cell) string {
	switch {
	case c.Installed() == fact.False:
		return "that it is not"
	case len(c.Versions()) == 0:
		return "that it is"
	}
	return showText(c.String())
}
