package importing

func (r *reading) organisations() error {
	r.unread()
	return r.fill(r.estate.Organisations.Table, nil)
}
