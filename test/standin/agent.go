package standin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Agent is an Identity Agent on one device, with one person's card in its reader.
type Agent struct {
	Client  *http.Client
	URL     string // of the service, or of the gate before it
	Version string // such as 2.3.2.0
	GAC     string // the number in its User-Agent; "" = 10. 0. 0. 1
	Device  string
	Address string // that it says it has; "" = 127.0.0.1
	Person  string
	ATR     string

	Middleware []string
}

// Refused is a refusal, as the agent received it.
type Refused struct {
	Status int
	Header http.Header
	Body   string
	Fields map[string]string // of a gpOBJECT
}

// Error says what came.
func (r *Refused) Error() string {
	return fmt.Sprintf("refused with %d: %s", r.Status, strings.TrimSpace(r.Body))
}

// SignedIn is a sign-in that worked.
type SignedIn struct {
	Ticket string
	// Warning is the header that came with the first answer; "" = none.
	Warning string
	Code    string // of the decision that warned; "" = none
}

// SignIn signs in: it asks for a challenge, answers it and takes the ticket. The
// error is a *Refused where the service, or the gate, refused.
func (a *Agent) SignIn(ctx context.Context) (*SignedIn, error) {
	session := randomHex()
	address := a.Address
	if address == "" {
		address = "127.0.0.1"
	}
	h, fields, err := a.post(ctx, "/login/authactivate",
		"auth_method", "3", "app_url", "NHST", "log_session_id", session,
		"device_id", a.Device+",ClientIP="+address, "service", "ACTIVATION")
	if err != nil {
		return nil, fmt.Errorf("asking for a challenge: %w", err)
	}
	in := &SignedIn{Warning: h.Get("Warning"), Code: h.Get("X-Gate-Code")}
	if fields["challenge"] == "" {
		return nil, errors.New("asking for a challenge: the answer has none")
	}
	_, fields, err = a.post(ctx, "/login/authvalidate",
		"service", "AUTHENTICATION", "log_session_id", session, "device_id", a.Device+",ClientIP="+address,
		"challenge", fields["challenge"], "signature", fields["signature"],
		"uid", a.Person, "card_type", "p11", "response", "bm90aGluZyBzaWducyBoZXJl", "mobility", "0")
	if err != nil {
		return nil, fmt.Errorf("answering the challenge: %w", err)
	}
	if in.Ticket = fields["sso_ticket"]; in.Ticket == "" {
		return nil, errors.New("answering the challenge: there is no ticket")
	}
	return in, nil
}

func (a *Agent) post(ctx context.Context, path string, pairs ...string) (http.Header, map[string]string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL+path, strings.NewReader(object(pairs...)))
	if err != nil {
		return nil, nil, err
	}
	gac := a.GAC
	if gac == "" {
		gac = "10. 0. 0. 1"
	}
	r.Header.Set("User-Agent", "Mozilla/4.0(compatible;IE;GACv"+gac+")")
	r.Header.Set("Content-Type", "text/xml")
	if a.Version != "" {
		r.Header.Set("Analytics", a.analytics())
	}
	resp, err := a.Client.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, nil, err
	}
	fields := readObject(body)
	if resp.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("<gpOBJECT>")) {
		return nil, nil, &Refused{resp.StatusCode, resp.Header, string(body), fields}
	}
	return resp.Header, fields, nil
}

// analytics is the header by which the agent tells of its device.
func (a *Agent) analytics() string {
	middleware := a.Middleware
	if middleware == nil {
		middleware = []string{}
	}
	out, err := json.Marshal(map[string]any{
		"IAVersion": a.Version, "OSVersion": "Microsoft Windows 10 Enterprise 64-bit", "Mode": "Normal",
		"TrainingMode": false, "MiddlewareInstalled": middleware, "CardReaders": []string{"Invented Reader 0"},
		"RemoteSession": false, "ATR": a.ATR, "SessionId": "1",
	})
	if err != nil {
		panic(err) // texts and truths always can
	}
	return string(out)
}
