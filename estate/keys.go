package estate

// keys finds the rows of a table by their ids. As long as each id has a row of
// its own, the number of an id less one is its row, and nothing else is kept.
type keys struct {
	texts *Texts
	rows  int // how many

	mapped bool    // the two below say which id has which row
	rowOf  numbers // by number of the id: the row plus one; 0 = none
	idOf   numbers // by row: the number of the id that is its key

	spaced   bool              // ids are identifiers with a namespace
	shown    map[uint32]string // keys of which the value alone would mean another row
	shownFor map[string]uint32
}

func (k *keys) key(row int) string {
	if uint(row) >= uint(k.rows) {
		return ""
	}
	number := k.number(row)
	if !k.spaced {
		return k.texts.Text(number)
	}
	if text, ok := k.shown[number]; ok {
		return text
	}
	_, id := identifierOf(k.texts.Text(number))
	return id.Value
}

// number returns the number of the id that is the key of a row.
func (k *keys) number(row int) uint32 {
	if k.mapped {
		return uint32(k.idOf.at(row))
	}
	return uint32(row + 1)
}

// lookups are the namespaces in which a key without one is looked up.
var lookups = []string{NamespaceDevice, NamespaceIntune, NamespaceConfigMgr, NamespaceOsquery, NamespaceSignIn, NamespaceName}

func (k *keys) find(key string) (row int, ok bool) {
	if !k.spaced {
		row = k.rowOfNumber(k.texts.Find(key))
		return row, row >= 0
	}
	for _, namespace := range lookups {
		if row, ok := k.findIn(namespace, key); ok {
			return row, true
		}
		if !k.mapped {
			break
		}
	}
	row = k.rowOfNumber(k.shownFor[key])
	return row, row >= 0
}

func (k *keys) findIn(namespace, value string) (row int, ok bool) {
	var buffer [64]byte
	row = k.rowOfNumber(k.texts.findBytes(appendIdentifier(buffer[:0], Identifier{namespace, value})))
	return row, row >= 0
}

func (k *keys) rowOfNumber(number uint32) int {
	if k.mapped {
		return int(k.rowOf.at(int(number))) - 1
	}
	return int(number) - 1
}

// row returns the row of an id, and makes one where there is none; -1 of an
// empty id, and where there is no room.
func (k *keys) row(key string) (row int, isNew bool) {
	number, _ := k.texts.Number(key)
	return k.rowFor(number)
}

func (k *keys) rowFor(number uint32) (row int, isNew bool) {
	if number == 0 {
		return -1, false
	}
	if row := k.rowOfNumber(number); row >= 0 && row < k.rows {
		return row, false
	}
	row = k.rows
	k.rows++
	if k.mapped {
		k.rowOf.set(int(number), uint64(row+1))
		k.idOf.set(row, uint64(number))
	}
	return row, true
}

// mapOut writes down which id has which row, before that no longer follows from
// their numbers.
func (k *keys) mapOut() {
	if k.mapped {
		return
	}
	k.mapped = true
	for row := range k.rows {
		k.rowOf.set(row+1, uint64(row+1))
		k.idOf.set(row, uint64(row+1))
	}
}
