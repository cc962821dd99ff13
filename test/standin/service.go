package standin

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"sync"
)

// Service is a sign-in service that exists. The zero value is ready; it may be
// used by many goroutines.
type Service struct {
	mu         sync.Mutex
	challenges map[string]string // by log_session_id
	tickets    map[string]bool
	seen       map[string]int // requests, by method and path
}

// maxBody is what the service reads of a body.
const maxBody = 1 << 20

// Seen returns how often a request of a method and path, such as "POST
// /login/authactivate", has reached the service.
func (s *Service) Seen(request string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[request]
}

// ServeHTTP answers as the service does.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.seen == nil {
		s.seen, s.challenges, s.tickets = map[string]int{}, map[string]string{}, map[string]bool{}
	}
	s.seen[r.Method+" "+r.URL.Path]++
	s.mu.Unlock()
	switch r.URL.Path {
	case "/login/authactivate":
		s.activate(w, r)
	case "/login/authvalidate":
		s.validate(w, r)
	case "/saml/RoleSelectionGP.jsp":
		s.role(w, r)
	case "/authorize":
		authorize(w, r)
	case "/echo":
		// What came, as it came: bodies and headers must not be changed.
		w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
		for name, values := range r.Header {
			w.Header()["Echo-"+name] = values
		}
		_, _ = io.Copy(w, r.Body)
	case "/", "/help", "/diagnostics", "/enrol", "/updates", "/desk":
		fmt.Fprintf(w, "The stand-in service: %s\n", r.URL.Path)
	default:
		http.NotFound(w, r)
	}
}

func (s *Service) activate(w http.ResponseWriter, r *http.Request) {
	fields, ok := objectOf(w, r)
	if !ok {
		return
	}
	challenge := random()
	s.mu.Lock()
	s.challenges[fields["log_session_id"]] = challenge
	s.mu.Unlock()
	writeObject(w, "challenge", challenge, "signature", random())
}

func (s *Service) validate(w http.ResponseWriter, r *http.Request) {
	fields, ok := objectOf(w, r)
	if !ok {
		return
	}
	id := fields["log_session_id"]
	s.mu.Lock()
	good := fields["challenge"] != "" && s.challenges[id] == fields["challenge"] && fields["response"] != "" && fields["uid"] != ""
	delete(s.challenges, id)
	ticket := random()
	if good {
		s.tickets[ticket] = true
	}
	s.mu.Unlock()
	if !good {
		http.Error(w, "the challenge is not answered", http.StatusForbidden)
		return
	}
	writeObject(w, "cn", "Invented Person", "sso_ticket", ticket, "nhsjobrole1", `ORGANISATION OF NOBODY, "Clinical":"Clinical Provision":"Nurse Access Role"`)
}

func (s *Service) role(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	known := s.tickets[r.URL.Query().Get("token")]
	s.mu.Unlock()
	if !known {
		http.Error(w, "there is no such ticket", http.StatusForbidden)
		return
	}
	fmt.Fprintln(w, "OK")
}

// authorize answers an OpenID authorization request as if somebody had signed in.
func authorize(w http.ResponseWriter, r *http.Request) {
	back, err := url.Parse(r.FormValue("redirect_uri"))
	if err != nil || !back.IsAbs() {
		http.Error(w, "redirect_uri is missing", http.StatusBadRequest)
		return
	}
	q := back.Query()
	q.Set("code", random())
	q.Set("state", r.FormValue("state"))
	back.RawQuery = q.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// parameter is one of a gpOBJECT. The stand-in reads what the stand-in agent
// writes; what real ones may write is the affair of package attempt.
var parameter = regexp.MustCompile(`<gpPARAM name="([^"]*)">([^<]*)</gpPARAM>`)

func objectOf(w http.ResponseWriter, r *http.Request) (map[string]string, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return nil, false
	}
	fields := readObject(body)
	if len(fields) == 0 {
		http.Error(w, "the body is no gpOBJECT", http.StatusBadRequest)
		return nil, false
	}
	return fields, true
}

func readObject(body []byte) map[string]string {
	fields := map[string]string{}
	for _, m := range parameter.FindAllSubmatch(body, -1) {
		fields[string(m[1])] = html.UnescapeString(string(m[2]))
	}
	return fields
}

func writeObject(w http.ResponseWriter, pairs ...string) {
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w, object(pairs...))
}

// object is a gpOBJECT of names and values.
func object(pairs ...string) string {
	out := "<?xml version=\"1.0\"?>\n<!DOCTYPE gpOBJECT SYSTEM \"gpOBJECT.DTD\">\n<gpOBJECT>\n"
	for i := 0; i < len(pairs); i += 2 {
		out += fmt.Sprintf("<gpPARAM name=\"%s\">%s</gpPARAM>\n", pairs[i], html.EscapeString(pairs[i+1]))
	}
	return out + "</gpOBJECT>\n"
}

func random() string {
	var b [18]byte
	_, _ = rand.Read(b[:]) // it never fails (crypto/rand, Read)
	return base64.StdEncoding.EncodeToString(b[:])
}

func randomHex() string {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
