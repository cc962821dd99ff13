package tokens

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// run is what a run of a program with many signatures in one session took.
type run struct {
	signatures int
	session    time.Duration // of the signatures alone, each
	spent      time.Duration // of processors, of the whole run and what it started
}

func (r run) wall() time.Duration      { return r.session }
func (r run) processor() time.Duration { return r.spent / time.Duration(max(r.signatures, 1)) }

// start runs a program with the token's environment.
func (b *Bench) start(name string, args ...string) (out string, cmd *exec.Cmd, err error) {
	cmd = exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "SOFTHSM2_CONF="+b.path("softhsm2.conf"))
	var errs strings.Builder
	cmd.Stderr = &errs
	said, err := cmd.Output()
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w\n%s", name, err, errs.String())
	}
	return string(said), cmd, nil
}

func (b *Bench) do(name string, args ...string) error {
	_, _, err := b.start(name, args...)
	return err
}

// pkcs11tool makes one signature, from the start of the program to its end.
func (b *Bench) pkcs11tool() {
	if err := b.do(b.tool, "--module", b.module, "--token-label", "bench", "--login", "--pin", pin,
		"--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "01", "--input-file", b.path("data"), "--output-file", b.path("signature")); err != nil {
		panic(err)
	}
}

// lanyard makes a signature that is verified where the module is apart, and so many more.
func (b *Bench) lanyard(more int, args ...string) run {
	out, cmd, err := b.start(b.try, append(args, "-sign", strconv.Itoa(more), "-pin-file", b.path("pin"), b.module)...)
	if err != nil {
		panic(err)
	}
	var answer struct {
		Failed string
		Signed *struct {
			More  int
			Total time.Duration
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || answer.Failed != "" || answer.Signed == nil || answer.Signed.More != more {
		panic(fmt.Sprintf("signing failed: %v %s", err, out))
	}
	r := run{signatures: more, spent: spent(cmd)}
	if more > 0 {
		r.session = answer.Signed.Total / time.Duration(more)
	}
	return r
}

// c makes so many signatures in C.
func (b *Bench) c(signatures int, args ...string) run {
	out, cmd, err := b.start(b.direct, append([]string{b.module, b.path("pin"), strconv.Itoa(signatures)}, args...)...)
	if err != nil {
		panic(err)
	}
	each, err := strconv.ParseInt(strings.TrimSpace(out), 10, 64)
	if err != nil {
		panic(err)
	}
	return run{signatures: signatures, session: time.Duration(each), spent: spent(cmd)}
}

func spent(cmd *exec.Cmd) time.Duration {
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}
