package page

import (
	"html/template"
	"io"
)

var plain = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>This computer's smartcard sign-in</title>
<h1>This computer's smartcard sign-in</h1>
{{range .}}<section><h2>{{.Title}}</h2><p>{{.Say}}</p>{{if .Do}}<p>{{.Do}}</p>{{end}}</section>
{{end}}`))

// HTML writes the page as one HTML file.
func (p *Page) HTML(w io.Writer) error {
	type row struct{ Title, Say, Do string }
	var rows []row
	for _, e := range p.entries() {
		rows = append(rows, row{titled(e), e.say, e.do})
	}
	return plain.Execute(w, rows)
}
