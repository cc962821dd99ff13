package importing

func (r *reading) people() error {
	r.unread()
	return r.fill(r.estate.People, nil)
}
