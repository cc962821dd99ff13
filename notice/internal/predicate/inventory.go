package predicate

import (
	"github.com/lanyard-id/lanyard/fact"
)

// installed says whether a product is installed, and what is required of it.
func (t *teller) installed(product string, within fact.Range, n need) reason {
	t.named = true
	cell, name := t.facts.cell(product), t.product(product)
	switch {
	case t.facts.stale&(1<<softwareSlot) != 0 && !cell.Known():
		return reason{head: "the device's software was" + t.lastSeen(softwareSlot)}
	case cell.Installed() == fact.Unknown:
		switch n.kind {
		case required:
			n.kind = mayInstall
		case forbidden:
			n.kind = mayNotExist
		}
		return reason{head: "whether " + name + " is installed is not known" + t.contradiction(product), need: n}
	case cell.Installed() == fact.False:
		if n.kind == required {
			n.kind = installs
		}
		return reason{head: name + " is not installed", need: n}
	case n.kind == forbidden && n.text == "":
		n.kind = excluded
	case n.text == "":
		n = need{} // it is installed, and that is all that was asked
	}
	versions := cell.Versions()
	_, known := cell.Newest()
	if len(versions) == 0 {
		return reason{head: name + " is installed in a version that is not known" + t.contradiction(product), need: n}
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
	return reason{head: name + " " + join(shown, "and") + verb, need: n}
}

// statusIs tells the status of a product's newest version.
func (t *teller) statusIs(product string) string {
	status := t.facts.statusOf(product)
	if status == nil {
		return t.noStatus(product)
	}
	t.named = true
	newest, _ := t.facts.cell(product).Newest()
	return t.product(product) + " " + showText(newest.String()) + " is " + t.p.text(status)
}

// noStatus says why a product has no status.
func (t *teller) noStatus(product string) string {
	t.named = true
	cell, name := t.facts.cell(product), t.product(product)
	switch newest, known := cell.Newest(); {
	case t.facts.stale&(1<<softwareSlot) != 0 && !cell.Known():
		return "the device's software was" + t.lastSeen(softwareSlot)
	case cell.Installed() == fact.Unknown:
		return "whether " + name + " is installed is not known" + t.contradiction(product)
	case cell.Installed() == fact.False:
		return name + " is not installed"
	case known:
		return "the notice does not list version " + showText(newest.String()) + " of " + name
	}
	return "the version of " + name + " is not known" + t.contradiction(product)
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
