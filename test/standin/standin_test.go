package standin_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/standin"
)

func TestAnAgentSignsIn(t *testing.T) {
	service := &standin.Service{}
	server := httptest.NewServer(service)
	defer server.Close()
	agent := &standin.Agent{Client: server.Client(), URL: server.URL, Version: "2.3.2.0", Device: "PC-INVENTED-1", Person: "910000000001"}
	for range 2 {
		in, err := agent.SignIn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		resp, err := server.Client().Get(server.URL + "/saml/RoleSelectionGP.jsp?token=" + strings.ReplaceAll(in.Ticket, "+", "%2B"))
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("choosing a role: %v, %v", resp, err)
		}
	}
	if got := service.Seen("POST /login/authvalidate"); got != 2 {
		t.Errorf("%d answers to challenges came", got)
	}
}

// TestNobodyGoesOnWithoutAChallenge: what a gate relies on.
func TestNobodyGoesOnWithoutAChallenge(t *testing.T) {
	service := &standin.Service{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login/authactivate" {
			r.URL.Path = "/login/authvalidate" // with a challenge that nobody gave
		}
		service.ServeHTTP(w, r)
	}))
	defer server.Close()
	agent := &standin.Agent{Client: server.Client(), URL: server.URL, Version: "2.3.2.0", Device: "PC-INVENTED-1", Person: "910000000001"}
	_, err := agent.SignIn(t.Context())
	var refused *standin.Refused
	if !errors.As(err, &refused) || refused.Status != http.StatusForbidden {
		t.Errorf("%v; want a refusal", err)
	}
}
