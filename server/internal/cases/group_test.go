package cases

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/mail"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

var made = time.Date(2025, 7, 8, 9, 0, 0, 0, time.FixedZone("", 3600))

func finding(subject, requirement, do string) readiness.Finding {
	return readiness.Finding{Subject: subject, Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: requirement, Result: notice.Unmet, Why: requirement + " falls short", Do: do, Who: "it-team"}
}

// about escalates what the middleware is about to the desk, and TLS to nobody.
func about(f readiness.Finding) About {
	switch f.Requirement {
	case "oberthur-middleware", "middleware-version":
		return About{To: "desk@example.org", Subject: "OT Middleware Deployment – Prescription Signing", Title: f.Requirement}
	case "identity-agent":
		return About{To: "desk@example.org", Subject: "Identity Agent", Title: f.Requirement}
	}
	return About{}
}

func TestGroup(t *testing.T) {
	findings := []readiness.Finding{
		finding("device:PC-0001", "oberthur-middleware", "install-oberthur"),
		finding("device:PC-0001", "tls", "update-identity-agent"),
		finding("client:PC-0001/identity-agent", "identity-agent", "update-identity-agent"),
		finding("device:PC-0002", "oberthur-middleware", "install-oberthur"),
		finding("device:PC-0002", "middleware-version", "install-oberthur"),
		finding("device:PC-0003", "middleware-version", "repair-oberthur"),
	}
	cases, left := Group(made, slices.Values(findings), about)
	var got []string
	for _, c := range cases {
		var causes []string
		for _, cause := range c.Causes {
			var ids []string
			for _, s := range cause.Subjects {
				ids = append(ids, s.ID)
			}
			causes = append(causes, cause.Requirement+" "+strings.Join(ids, " "))
		}
		got = append(got, c.Subject+": "+strings.Join(causes, "; "))
	}
	want := []string{
		"OT Middleware Deployment – Prescription Signing: oberthur-middleware device:PC-0001 device:PC-0002; middleware-version device:PC-0002",
		"Identity Agent: identity-agent client:PC-0001/identity-agent",
		"OT Middleware Deployment – Prescription Signing: middleware-version device:PC-0003",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(left) != 1 || left[0].Requirement != "tls" {
		t.Errorf("left are %v", left)
	}
}

func TestGroupNamesCases(t *testing.T) {
	ids := func(made time.Time, subjects ...string) (ids []string) {
		var findings []readiness.Finding
		for _, s := range subjects {
			findings = append(findings, finding(s, "oberthur-middleware", "install-oberthur"), finding(s, "identity-agent", "update-identity-agent"))
		}
		cases, _ := Group(made, slices.Values(findings), about)
		for _, c := range cases {
			if err := mail.Compose(io.Discard, *c); err != nil {
				t.Error(err)
			}
			ids = append(ids, c.ID)
		}
		return ids
	}
	first := ids(made, "device:a", "device:b")
	if diff := cmp.Diff(first, ids(made, "device:a", "device:b")); diff != "" {
		t.Errorf("the same cases have other ids:\n%s", diff)
	}
	all := slices.Concat(first, ids(made, "device:ab"), ids(made, "device:a"))
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 6 {
		t.Errorf("%d different ids of 6 different cases", n)
	}
	if diff := cmp.Diff(first, ids(made.Add(24*time.Hour), "device:a", "device:b")); diff != "" {
		t.Errorf("the same cases, made a day later, have other ids:\n%s", diff)
	}
}

func ExampleGroup() {
	findings := slices.Values([]readiness.Finding{
		{Subject: "device:PC-0001", Requirement: "oberthur-middleware", Do: "install-oberthur"},
		{Subject: "device:PC-0002", Requirement: "oberthur-middleware", Do: "install-oberthur"},
	})
	cases, _ := Group(time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC), findings, func(readiness.Finding) About {
		return About{To: "desk@example.org", Subject: "OT Middleware Deployment – Prescription Signing"}
	})
	fmt.Println(len(cases), "case of", len(cases[0].Causes[0].Subjects), "devices")
	// Output: 1 case of 2 devices
}
