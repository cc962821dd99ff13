package door

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// crowd, in the environment, makes the test program a crowd of clients: how many
// they are, and where they go.
const crowd = "LANYARD_DOOR_TEST_CROWD"

func TestMain(m *testing.M) {
	if told := os.Getenv(crowd); told != "" {
		count, address, _ := strings.Cut(told, " ")
		n, err := strconv.Atoi(count)
		if err == nil {
			err = beCrowd(n, address)
		}
		if err != nil {
			fmt.Println(err)
		}
		return
	}
	m.Run()
}

// beCrowd opens connections, asks once on each, says that it has, and keeps them
// until its input ends.
func beCrowd(n int, address string) error {
	config := &tls.Config{InsecureSkipVerify: true, ServerName: "localhost"}
	clients := make([]*tls.Conn, n)
	errs := make(chan error, n)
	var crowd sync.WaitGroup
	for worker := range 8 {
		crowd.Go(func() {
			for i := worker; i < n; i += 8 {
				c, err := tls.Dial("tcp", address, config)
				if err != nil {
					errs <- err
					return
				}
				clients[i] = c
				fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
				response, err := http.ReadResponse(bufio.NewReader(c), nil)
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
				}
				if err != nil {
					errs <- err
					return
				}
			}
		})
	}
	crowd.Wait()
	select {
	case err := <-errs:
		return err
	default:
	}
	fmt.Println("all in")
	_, err := io.Copy(io.Discard, os.Stdin)
	runtime.KeepAlive(clients)
	return err
}

// maxIdleBytes is what an idle connection may take of memory, with what http.Server
// takes for it.
const maxIdleBytes = 32 << 10

// Ten thousand idle connections take a bounded memory each, all of them stay, and
// one more client gets in.
func TestIdleConnections(t *testing.T) {
	const n = 10000
	h := open(t, func(*Config) {})
	if _, err := h.get(t, &tls.Config{}); err != nil {
		t.Fatal(err)
	}
	before := inUse()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", crowd, n, h.Addr()))
	c.Stderr = os.Stderr
	input, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || line != "all in\n" {
		t.Fatalf("the crowd says %q, %v", line, err)
	}
	each := (inUse() - before) / n
	t.Logf("%d bytes for each of %d idle connections", each, n)
	if each > maxIdleBytes {
		t.Errorf("%d bytes for each idle connection; %d are allowed", each, maxIdleBytes)
	}
	if counts := h.Counts(); counts.Open < n {
		t.Errorf("%+v", counts)
	}
	if _, err := h.get(t, &tls.Config{}); err != nil {
		t.Errorf("beside %d idle connections: %v", n, err)
	}
	input.Close()
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
}

// inUse is the memory that is in use.
func inUse() int {
	runtime.GC()
	runtime.GC() // what finalisers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}
