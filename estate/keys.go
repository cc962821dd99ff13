package estate

// keys finds the rows of a table by their ids. As long as each id has a row of
// its own, the number of an id less one is its row, and nothing else is kept.
type keys struct {
	texts *Texts
	rows  int // how many

	mapped bool              // the two below say which id has which row
	rowOf  numbers           // by number of the id: the row plus one; 0 = none yet
	idOf   numbers           // by row: the number of the id that is its key
	shown  map[uint32]string // keys that are not shown as their text
}

func (k *keys) key(row int) string {
	if row < 0 || row >= k.rows {
		return ""
	}
	number := uint32(row + 1)
	if k.mapped {
		number = uint32(k.idOf.at(row))
	}
	if text, ok := k.shown[number]; ok {
		return text
	}
	_, value := cutSpace(k.texts.Text(number))
	return value
}

func (k *keys) find(key string) (row int, ok bool) {
	row = k.rowOfNumber(k.texts.Find(key))
	return row, row >= 0
}

func (k *keys) rowOfNumber(number uint32) int {
	if !k.mapped {
		return int(number) - 1
	}
	return int(k.rowOf.at(int(number))) - 1
}

// row returns the row of an id, and makes one where there is none.
func (k *keys) row(key string) (row int, isNew bool) {
	number, _ := k.texts.Number(key)
	if number == 0 {
		return -1, false
	}
	return k.rowFor(number)
}

func (k *keys) rowFor(number uint32) (row int, isNew bool) {
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

// mapOut writes down which id has which row, since that will no longer follow
// from their numbers.
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
