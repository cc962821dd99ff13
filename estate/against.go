package estate

import (
	"bytes"
	"iter"
	"slices"
)

// weakMask are the namespaces of what was built into a device or drawn by another
// system. That two groups each have such an identifier speaks against joining them,
// but it is no key: whoever has nothing else may still be either.
const weakMask = 1<<spaceEntra | 1<<spaceSerial

// speaks returns what speaks against joining devices by identifiers of a namespace
// although they share one: against an id of Entra other serial numbers, against a
// serial number other names. nil: nothing does.
func (j *joiner) speaks(s space, levels [][]uint32) iter.Seq2[int32, uint32] {
	switch s {
	case spaceEntra:
		return j.serials(levels)
	case spaceSerial:
		return j.nameTraits()
	}
	return nil
}

// serials yields the rows that have a serial number, with its number in keys.
func (j *joiner) serials(levels [][]uint32) iter.Seq2[int32, uint32] {
	return func(yield func(int32, uint32) bool) {
		for _, numbers := range levels {
			if s, _ := identifierOf(j.keys.texts.Text(numbers[0])); s != spaceSerial {
				continue
			}
			for _, number := range numbers {
				c := j.claimOf(number)
				for _, row := range slices.Concat(c.own, c.carriers) {
					if !yield(row, number) {
						return
					}
				}
			}
		}
	}
}

// netBIOSBytes is how much of a computer's name the older of its two names has.
// Source: [MS-NBTE] §2.2.1, 16 bytes of which the last is a type.
const netBIOSBytes = 15

// nameTraits yields the rows that have a name, with its number: also names that a
// newer one overruled, for one file may be older than the other.
func (j *joiner) nameTraits() iter.Seq2[int32, uint32] {
	texts := NewTexts()
	t := j.estate.Devices
	name := t.byName["name"]
	var buffer []byte
	number := func(text string) uint32 {
		buffer = appendName(buffer[:0], text)
		if at := bytes.IndexByte(buffer, '.'); at > 0 {
			buffer = buffer[:at]
		}
		n, _ := texts.numberBytes(buffer[:min(len(buffer), netBIOSBytes)])
		return n
	}
	return func(yield func(int32, uint32) bool) {
		for row := range j.keys.rows {
			if s, id := j.identifier(row); s == spaceName && !yield(int32(row), number(id.Value)) {
				return
			}
			if n := name.Number(row); n != 0 && !yield(int32(row), number(name.TextOf(n))) {
				return
			}
			if t.heads.at(row) == 0 {
				continue
			}
			for _, s := range t.statedOf(row, name) {
				if !yield(int32(row), number(name.TextOf(uint32(s.value)))) {
					return
				}
			}
		}
	}
}

// against marks as wrong the groups of a trial that are made of several, of which each
// that has traits has one in common with all others, or they contradict each other.
// Traits are numbers above 0, yielded with the rows that have them.
func against(before, trial *groups, traits iter.Seq2[int32, uint32]) {
	several := make([]bool, len(trial.parent))
	for row := range trial.parent {
		if row := int32(row); before.of(row) == row && trial.of(row) != row {
			several[trial.of(row)] = true
		}
	}
	first := make([]uint32, len(trial.parent))
	suspects := map[int32]map[int32][]uint32{} // by group of the trial and group before: traits
	for row, trait := range traits {
		group := trial.of(row)
		switch {
		case !several[group] || trait == 0 || first[group] == trait:
		case first[group] == 0:
			first[group] = trait
		default:
			suspects[group] = map[int32][]uint32{}
		}
	}
	if len(suspects) == 0 {
		return
	}
	for row, trait := range traits {
		if of := suspects[trial.of(row)]; of != nil && trait != 0 {
			of[before.of(row)] = append(of[before.of(row)], trait)
		}
	}
	for group, of := range suspects {
		var common []uint32
		begun := false
		for _, traits := range of {
			if !begun {
				common, begun = traits, true
				continue
			}
			common = slices.DeleteFunc(common, func(t uint32) bool { return !slices.Contains(traits, t) })
		}
		if len(common) == 0 {
			trial.wrong[group] = true
		}
	}
}
