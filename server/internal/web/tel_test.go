package web_test

import (
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

func TestTel(t *testing.T) {
	for phone, want := range map[string]string{
		"01632 960001":        "tel:01632960001",
		"+44 (1632) 960-001":  "tel:+441632960001",
		"0163.2960001":        "tel:01632960001",
		"999":                 "tel:999",
		"99":                  "",
		"":                    "",
		"12345678901234567":   "",
		"01632 960001 ext. 4": "",
		"0+1632960001":        "",
		"javascript:alert(1)": "",
		"٠١٦٣٢٩٦٠٠٠١":         "",
		"01632 960001\n01632": "",
	} {
		if got := web.Tel(phone); got != want {
			t.Errorf("Tel(%q) = %q; want %q", phone, got, want)
		}
	}
}
