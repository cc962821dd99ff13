package civil

import (
	"fmt"
	"strings"
	"time"
)

// ParseWeekday reads an English weekday, in full or as exactly its first three
// letters, in any case.
func ParseWeekday(text string) (time.Weekday, error) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		name := day.String()
		if strings.EqualFold(text, name) || strings.EqualFold(text, name[:3]) {
			return day, nil
		}
	}
	return 0, fmt.Errorf("%s is not a weekday: write it in full or with three letters, like Monday or Mon", quote(text))
}
