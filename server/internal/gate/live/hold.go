package live

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"
)

// hold makes warnings of all blocks.
func (a *admin) hold(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, a.sources.Hold, "hold", "The blocks were not held")
}

// release gives the plan back.
func (a *admin) release(w http.ResponseWriter, r *http.Request) {
	a.act(w, r, a.sources.Release, "hold", "The plan was not given back")
}

// reset closes what a budget opened. The form names it as * for all, or as = and
// the code of an organisation, which may be empty.
func (a *admin) reset(w http.ResponseWriter, r *http.Request) {
	do := func(ctx context.Context, by, reason string) error {
		of := r.PostFormValue("of")
		if of == "*" {
			return a.sources.Reset(ctx, "", true, by, reason)
		}
		organisation, one := strings.CutPrefix(of, "=")
		if !one {
			return errors.New("it was not said for whom")
		}
		return a.sources.Reset(ctx, organisation, false, by, reason)
	}
	if a.sources.Reset == nil {
		do = nil
	}
	a.act(w, r, do, "budget-h", "The budget was not reset")
}

func (a *admin) act(w http.ResponseWriter, r *http.Request, do func(ctx context.Context, by, reason string) error, back, not string) {
	r.Body = http.MaxBytesReader(w, r.Body, mostBodyBytes)
	if err := r.ParseForm(); err != nil {
		a.trouble(w, http.StatusBadRequest, not, "What was sent is no form, or larger than 8 KiB. Open the gate's page and use its form.")
		return
	}
	if !a.carries(r) {
		a.trouble(w, http.StatusForbidden, not, "The form is not one that this gate made since it started. Go back, load the page again, and send it again.")
		return
	}
	if do == nil {
		a.trouble(w, http.StatusNotFound, not, "This gate cannot do it.")
		return
	}
	by, reason := line(r.PostFormValue("by"), mostNameRunes), line(r.PostFormValue("reason"), mostReasonRunes)
	if by == "" || reason == "" {
		a.trouble(w, http.StatusUnprocessableEntity, not, "Say who you are and why: those who find out tomorrow will ask. Go back and fill in both.")
		return
	}
	if err := do(r.Context(), by, reason); err != nil {
		a.trouble(w, http.StatusInternalServerError, not, sentence(err.Error()))
		return
	}
	http.Redirect(w, r, "/#"+back, http.StatusSeeOther)
}

// line makes what was typed one line of at most so many characters.
func line(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	text = clean(text, most*utf8.UTFMax)
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "…"
	}
	return text
}
