package estate

// relation is which subjects of another kind belong to each device: as the
// number of a set a device, since many have the same.
type relation struct {
	estate  *Estate
	names   *Texts  // of the others, as files name them
	by      *sets   // of sources
	told    *sets   // of numbers of names; 0 among them = these are all
	of      numbers // by device: the set
	from    numbers // by device: the newest visit that said so
	sources numbers // by name: which sources said it, as one of by

	found []int32   // by name, after Finish: the row of the other, -1 = it has none
	rows  [][]int32 // by set less one, after Finish: rows of the others
	all   []bool
}

func newRelation(e *Estate) *relation {
	return &relation{estate: e, names: NewTexts(), told: newSets(), by: newSets()}
}

func (r *relation) add(device int, name string, o Origin) {
	if device < 0 || name == "" {
		return
	}
	number, _ := r.names.Number(name)
	if number == 0 {
		return
	}
	r.sources.set(int(number), uint64(r.by.add(uint32(r.sources.at(int(number))), uint32(o.Source))))
	r.put(device, number, o)
}

func (r *relation) put(device int, element uint32, o Origin) {
	t := r.estate.Devices
	set := r.of.at(device)
	if set == 0 || r.estate.seenAt(o) > r.estate.seenAt(t.origin(device, uint32(r.from.at(device)))) {
		r.from.set(device, uint64(t.visit(device, o)))
	}
	r.of.set(device, uint64(r.told.add(uint32(set), element)))
}

// Sets returns how many distinct sets there are; they have the numbers 1 to
// Sets.
func (r *relation) Sets() int { return len(r.rows) }

// Of returns the number of a device's set, 0 if nothing is known.
func (r *relation) Of(device int) uint32 { return uint32(r.of.at(device)) }

// Seen returns when a device's set was seen last; NoTime if it is not dated.
func (r *relation) Seen(device int) int64 {
	if r.of.at(device) == 0 {
		return NoTime
	}
	return r.estate.seenAt(r.estate.Devices.origin(device, uint32(r.from.at(device))))
}

func (r *relation) set(number uint32) []int32 {
	if number == 0 || int(number) > len(r.rows) {
		return nil
	}
	return r.rows[number-1]
}

// settle turns names into rows; -1 leaves one out.
func (r *relation) settle(row func(name string) int) {
	r.found = make([]int32, r.names.Len()+1)
	for number := 1; number <= r.names.Len(); number++ {
		r.found[number] = int32(row(r.names.Text(uint32(number))))
	}
	for set := 1; set <= r.told.len(); set++ {
		var out []int32
		all := false
		for _, element := range r.told.of(uint32(set)) {
			switch {
			case element == 0:
				all = true
			case r.found[element] >= 0:
				out = append(out, r.found[element])
			}
		}
		r.rows = append(r.rows, out)
		r.all = append(r.all, all)
	}
}

// Memberships are the applications of devices.
type Memberships struct{ *relation }

// Add says that an application is on a device.
func (m *Memberships) Add(device int, application string, o Origin) { m.add(device, application, o) }

// SetComplete says that a device has no other applications than those that are
// told, be it none; false says nothing.
func (m *Memberships) SetComplete(device int, complete bool, o Origin) {
	if device >= 0 && complete {
		m.put(device, 0, o)
	}
}

// Applications returns the rows of a set in Applications.
func (m *Memberships) Applications(set uint32) []int32 { return m.set(set) }

// Complete reports whether a set is all applications of its devices.
func (m *Memberships) Complete(set uint32) bool {
	return set != 0 && int(set) <= len(m.all) && m.all[set-1]
}

func (m *Memberships) finish(applications *Table) {
	m.settle(func(name string) int {
		row, _ := applications.keys.row(name)
		return row
	})
}

// Users are the people who use devices.
type Users struct{ *relation }

// Add says that somebody uses a device: an e-mail address, or the id of a
// person.
func (u *Users) Add(device int, user string, o Origin) { u.add(device, user, o) }

// People returns the rows of a set in People. Users who are not among them are
// left out.
func (u *Users) People(set uint32) []int32 { return u.set(set) }

// finish finds the people by their ids, and by their e-mail addresses, in any
// case. An address of several people is nobody's.
func (u *Users) finish(people *Table) {
	byEmail := u.wanted(people)
	u.settle(func(name string) int {
		if row, ok := people.Find(name); ok {
			return row
		}
		email := string(appendName(nil, name))
		if subject, ok := u.estate.Identity.subjects[[2]string{people.Kind, email}]; ok {
			if row, ok := people.Find(subject); ok {
				return row
			}
		}
		rows := byEmail[email]
		if len(rows) > 1 {
			u.estate.Identity.ambiguousUser(name, rows)
		}
		if len(rows) != 1 {
			return -1
		}
		return int(rows[0])
	})
}

// wanted returns the people of each address that is a user's.
func (u *Users) wanted(people *Table) map[string][]int32 {
	byEmail := map[string][]int32{}
	for number := 1; number <= u.names.Len(); number++ {
		byEmail[string(appendName(nil, u.names.Text(uint32(number))))] = nil
	}
	if len(byEmail) == 0 {
		return nil
	}
	email := people.Column("email")
	var buffer []byte
	for row := range people.Len() {
		number := email.Number(row)
		if number == 0 {
			continue
		}
		buffer = appendName(buffer[:0], email.TextOf(number))
		if rows, ok := byEmail[string(buffer)]; ok {
			byEmail[string(buffer)] = append(rows, int32(row))
		}
	}
	return byEmail
}
