package gates

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// overStub is what asking the gate may cost nginx beside asking a stub.
const overStub = 1.1

// HasNginx reports whether nginx is there to be measured.
func HasNginx() bool {
	_, err := exec.LookPath("nginx")
	return err == nil
}

// nginxes are the rows of nginx with auth_request; none where there is no nginx.
func (t *Testbed) nginxes(l lengths) []ratio.Pair {
	if !HasNginx() {
		return nil
	}
	return t.throughput("gate, behind nginx with auth_request", overStub, l, func() (a, b side, err error) {
		if _, err := t.gate("gate"); err != nil {
			return a, b, err
		}
		for _, name := range []string{roleBare, roleUpstream} {
			if _, err := t.role(name); err != nil {
				return a, b, err
			}
		}
		requests := asks(1000, newAgent, signIn.attempt)
		with := func(name, asked string) (side, error) {
			p, err := t.nginx("nginx-"+asked, t.at[asked])
			return side{name, target{Address: t.at["nginx-"+asked], Requests: requests, Want: []int{302}}, p}, err
		}
		if a, err = with("asks the gate", "gate"); err != nil {
			return a, b, err
		}
		b, err = with("asks a stub", roleBare)
		return a, b, err
	})
}

// nginxConfig is what both sides are alike in. What follows the path of the
// configuration is who is asked.
const nginxConfig = `daemon off;
%s
worker_processes 1;
pid %s/pid;
error_log stderr crit;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path %[2]s/body;
  proxy_temp_path %[2]s/proxy;
  fastcgi_temp_path %[2]s/fastcgi;
  uwsgi_temp_path %[2]s/uwsgi;
  scgi_temp_path %[2]s/scgi;
  keepalive_requests 1000000000;
  upstream service { server %[3]s; keepalive 32; keepalive_requests 1000000000; }
  upstream asked { server %[4]s; keepalive 32; keepalive_requests 1000000000; }
  server {
    listen %[5]s;
    location / {
      auth_request /ask;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_pass http://service;
    }
    location = /ask {
      internal;
      proxy_http_version 1.1;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header Connection "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URI $request_uri;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Gate-TLS TLSv1.2;
      proxy_set_header X-Gate-Client identity-agent/2.4.6.0;
      proxy_set_header X-Gate-Card-Series 8;
      proxy_set_header X-Gate-Device D0001;
      proxy_set_header X-Gate-Organisation X01;
      proxy_pass http://asked/gate/check;
    }
  }
}
`

// nginx starts one that asks at an address, once.
func (t *Testbed) nginx(name, asked string) (*process, error) {
	if p := t.known[name]; p != nil {
		return p, nil
	}
	address, err := freePort()
	if err != nil {
		return nil, err
	}
	dir, user := t.path(name), ""
	if os.Getuid() == 0 {
		user = "user root;" // its files are in a folder that is root's alone
	}
	config, err := t.file(name+".conf", func() ([]byte, error) {
		return fmt.Appendf(nil, nginxConfig, user, dir, t.at[roleUpstream], asked, address), os.Mkdir(dir, 0o700)
	})
	if err != nil {
		return nil, err
	}
	program, err := exec.LookPath("nginx")
	if err != nil {
		return nil, err
	}
	p, err := start(true, nil, program, "-p", dir, "-c", config, "-e", "stderr")
	if err != nil {
		return nil, err
	}
	t.add(name, address, p)
	return p, p.accepts(address)
}

// accepts waits until somebody accepts connections at an address.
func (p *process) accepts(address string) error {
	for until := time.Now().Add(startWait); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		select {
		case <-p.ended:
			return p.failure("it ended at once")
		default:
		}
		if c, err := net.Dial("tcp", address); err == nil {
			return c.Close()
		}
	}
	return errors.New(strings.Join(p.cmd.Args, " ") + " accepts no connection")
}
