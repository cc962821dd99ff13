package pkcs11

import (
	"errors"
	"fmt"
)

// SlotID is the number of a slot, which is a module's own: it may change from one
// run to the next.
type SlotID uint64

// Slots lists the slots, or those in which there is a token.
func (m *Module) Slots(withToken bool) (slots []SlotID, err error) {
	present := uintptr(0)
	if withToken {
		present = 1
	}
	numbers, err := m.numbers(fnGetSlotList, maxSlots, present)
	for _, n := range numbers {
		slots = append(slots, SlotID(n))
	}
	return slots, err
}

// Mechanisms lists what the token in a slot can do.
func (m *Module) Mechanisms(slot SlotID) (list []Mechanism, err error) {
	numbers, err := m.numbers(fnGetMechanismList, maxMechanisms, uintptr(slot))
	for _, n := range numbers {
		list = append(list, Mechanism(n))
	}
	return list, err
}

// numbers takes a list by the standard's convention: first its length, then itself
// (PKCS #11 v2.40 §5.2). It may grow in between.
func (m *Module) numbers(fn function, most int, first uintptr) (list []uint64, err error) {
	for range maxGrowths {
		list, err = m.numbersOnce(fn, most, first)
		if !errors.Is(err, BufferTooSmall) {
			break
		}
	}
	return list, err
}

func (m *Module) numbersOnce(fn function, most int, first uintptr) (list []uint64, err error) {
	f := m.begin()
	defer f.end(&err)
	count := f.ulong(0)
	if err := f.call(fn, first, 0, f.address(count)); err != nil {
		return nil, err
	}
	room := f.read(count)
	if room > uint64(most) {
		return nil, &Malformed{fn.String(), fmt.Sprintf("it counts %d; more than %d are not believed", room, most)}
	}
	if room == 0 {
		return nil, nil
	}
	numbers := f.bytes(int(room) * m.layout.ULong)
	if err := f.call(fn, first, f.address(numbers), f.address(count)); err != nil {
		return nil, err
	}
	n := f.read(count)
	if n > room {
		return nil, &Malformed{fn.String(), fmt.Sprintf("it gives %d where there is room for %d", n, room)}
	}
	return m.layout.ULongs(numbers, int(n))
}

// Slot is what the module says of a slot.
func (m *Module) Slot(slot SlotID) (info SlotInfo, err error) {
	f := m.begin()
	defer f.end(&err)
	b := f.bytes(m.layout.SlotInfoSize())
	if err := f.call(fnGetSlotInfo, uintptr(slot), f.address(b)); err != nil {
		return SlotInfo{}, err
	}
	return m.layout.SlotInfo(b)
}

// Token is what the module says of the token in a slot. No try is spent.
func (m *Module) Token(slot SlotID) (info TokenInfo, err error) {
	f := m.begin()
	defer f.end(&err)
	b := f.bytes(m.layout.TokenInfoSize())
	if err := f.call(fnGetTokenInfo, uintptr(slot), f.address(b)); err != nil {
		return TokenInfo{}, err
	}
	return m.layout.TokenInfo(b)
}

// Mechanism is what the token in a slot says of a mechanism.
func (m *Module) Mechanism(slot SlotID, kind Mechanism) (info MechanismInfo, err error) {
	f := m.begin()
	defer f.end(&err)
	b := f.bytes(m.layout.MechanismInfoSize())
	if err := f.call(fnGetMechanismInfo, uintptr(slot), uintptr(kind), f.address(b)); err != nil {
		return MechanismInfo{}, err
	}
	return m.layout.MechanismInfo(b)
}

// Event is a slot in which something changed since the last one was told, without
// waiting; false if there is none. Some modules tell of an event at first though
// nothing happened, and some cannot do this (FunctionNotSupported).
func (m *Module) Event() (slot SlotID, changed bool, err error) {
	const dontBlock = 1 // CKF_DONT_BLOCK, PKCS #11 v2.40 §5.5
	f := m.begin()
	defer f.end(&err)
	b := f.ulong(0)
	switch err := f.call(fnWaitForSlotEvent, dontBlock, f.address(b), 0); {
	case errors.Is(err, NoEvent):
		return 0, false, nil
	case err != nil:
		return 0, false, err
	}
	return SlotID(f.read(b)), true, f.err
}
