package clienthello

import (
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// TestCipherNames compares the names of suites with those that OpenSSL has for them.
func TestCipherNames(t *testing.T) {
	shown, err := exec.Command(need.Program(t, "openssl"), "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0").Output()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, m := range regexp.MustCompile(`(?m)^\s*0x(..),0x(..) - (\S+) `).FindAllStringSubmatch(string(shown), -1) {
		v, err := strconv.ParseUint(m[1]+m[2], 16, 16)
		if err != nil {
			t.Fatal(err)
		}
		if name := CipherName(uint16(v)); !strings.HasPrefix(name, "0x") {
			compared++
			if name != m[3] {
				t.Errorf("%#04x is %s, and %s by OpenSSL", v, name, m[3])
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d names were compared, of:\n%s", compared, shown)
	}
	for v, want := range map[uint16]string{0x0004: "TLS_RSA_WITH_RC4_128_MD5", 0x5600: "TLS_FALLBACK_SCSV", 0x1a1a: "GREASE-0x1a1a", 0xfefe: "0xFEFE"} {
		if got := CipherName(v); got != want {
			t.Errorf("%#04x is %s, want %s", v, got, want)
		}
	}
}
