package attempt

// claims reads what an extractor looks for into an attempt.
func (e *Extractor) claims(q *reading, a *Attempt) {
	for i := range e.facts {
		c := &e.facts[i]
		switch f := first(c.sources, q); {
		case f.state == hidden:
			a.unread(c.key, f.value, f.why)
		case f.state != known:
		case c.target.place == nil:
			a.programs(c.key, f)
		default:
			a.claim(c, f)
		}
	}
	for i := range e.detail {
		c := &e.detail[i]
		switch f := first(c.sources, q); {
		case f.state == hidden:
			a.unread(c.key, f.value, f.why)
		case f.state == known:
			a.note(c.key, f)
		}
	}
}

// claim keeps one value as its fact.
func (a *Attempt) claim(c *claim, f found) {
	// A list of one is that one.
	if f.list != nil {
		switch len(f.list) {
		case 0:
			return
		case 1:
			f.value = f.list[0]
		default:
			a.unread(c.key, f.list[0], "it is a list, and a text is wanted")
			return
		}
	}
	text := f.value
	if c.key == "join" {
		text = shortJoin(text)
	}
	value, why := clean(text, maxValue)
	if why == "" && value != "" && c.target.form != nil {
		value, why = c.target.form(value)
	}
	if why != "" {
		a.unread(c.key, f.value, why)
		return
	}
	*c.target.place(a) = value
}

// each calls do for each text that was found.
func (f *found) each(do func(string)) {
	if f.list == nil {
		do(f.value)
		return
	}
	for _, text := range f.list {
		do(text)
	}
}

func (a *Attempt) programs(key string, f found) {
	f.each(func(text string) {
		value, why := clean(text, maxValue)
		switch {
		case why != "":
			a.unread(key, text, why)
		case value != "" && len(a.Programs) < maxList:
			a.Programs = append(a.Programs, value)
		}
	})
}

func (a *Attempt) note(name string, f found) {
	f.each(func(text string) {
		value, why := clean(text, maxValue)
		switch {
		case why != "":
			a.unread(name, text, why)
		case value != "" && len(a.Detail) < maxList:
			a.Detail = append(a.Detail, Detail{name, value})
		}
	})
}
