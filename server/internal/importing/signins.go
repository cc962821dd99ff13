package importing

import (
	"errors"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// uses are what a sign-in may be for.
var uses = []string{"sign-in", "sign", "manage-card"}

var errUse = errors.New("not one of " + strings.Join(uses, ", "))

// signIns reads signins.csv. A row without its instant is left out.
func (r *reading) signIns() error {
	r.unread()
	h := r.heading
	at := &cell{place: h.place("at"), heading: r.columnAt(h.place("at"))}
	text := func(column string) func(row []string) string {
		place := h.place(fold(column))
		return func(row []string) string {
			if place < 0 {
				return ""
			}
			return strings.TrimSpace(row[place])
		}
	}
	id := func(column string) func(row []string) string {
		read := text(column)
		return func(row []string) string {
			value := read(row)
			if problem := idProblem(value); problem != "" {
				r.rejectCell(column, value, errors.New(problem))
				return ""
			}
			return value
		}
	}
	person, card, device := id("person"), id("card"), id("device")
	organisation, application := id("organisation"), id("application")
	client, version, tls, use, outcome := text("client"), text("client_version"), text("tls"), text("use"), text("outcome")
	reject := func(column, value string, err error) { r.rejectCell(column, value, err) }
	products := newClients(r)
	return r.each(func(row []string) bool {
		if strings.TrimSpace(row[at.place]) == "" {
			r.rejectRow(at.heading, "", "the row does not say when the sign-in was")
			return false
		}
		second, err := r.dates.parse(row[at.place], false)
		if err != nil {
			r.rejectRow(at.heading, row[at.place], problem(err))
			return false
		}
		in := estate.SignIn{
			At: second, Person: person(row), Card: card(row), Device: device(row), Organisation: organisation(row),
			Client: products.id(client(row)), Version: version(row), TLS: tls(row), Application: application(row),
			Use: strings.ToLower(use(row)), Outcome: outcome(row),
		}
		if in.Use != "" && !slices.Contains(uses, in.Use) {
			r.rejectCell("use", in.Use, errUse)
			in.Use = ""
		}
		if err := r.estate.SignIns.Append(in, r.origin(estate.NoTime), reject); err != nil {
			r.rejectRow("", "", problem(err))
			return false
		}
		return true
	})
}

// clients finds the product of the catalogue that a client is.
type clients struct {
	*reading
	known map[string]string
}

func newClients(r *reading) *clients { return &clients{r, map[string]string{}} }

// id returns the id of a product for its id or an installed name of it. What is
// none stays as it was written, and is noted once.
func (c *clients) id(text string) string {
	if text == "" {
		return ""
	}
	if id, ok := c.known[text]; ok {
		return id
	}
	text = strings.Clone(text)
	c.known[text] = text
	if _, ok := c.products[text]; ok {
		return text
	}
	if found := newPrograms(c.reading).find(text); found.product >= 0 {
		id := c.estate.Software.Products()[found.product]
		c.known[text] = id
		c.note("its client %s is %s", shorten(text, 60), id)
		return id
	}
	const most = 5
	if len(c.known) <= most {
		c.note("its client %s is no product of the catalogue, so that of its version nothing follows", shorten(text, 60))
	}
	return text
}
