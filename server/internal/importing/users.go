package importing

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// users notes who usually works at a device, by e-mail address. Who that is
// among the people is known once all files are read.
type users struct {
	*reading
	address, other int // places of the address, and of what may stand for one; -1 = none
}

// newUsers returns nil where the table has neither.
func newUsers(r *reading, address, other int) *users {
	if address < 0 && other < 0 {
		return nil
	}
	return &users{r, address, other}
}

func (u *users) add(row []string, device int, o estate.Origin) {
	if u == nil {
		return
	}
	for _, place := range []int{u.address, u.other} {
		if place < 0 {
			continue
		}
		if address := strings.TrimSpace(row[place]); strings.Contains(address, "@") {
			u.estate.Users.Add(device, address, o)
			return
		}
	}
}
