package settings

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// deploy is the folder with what others deploy the agent by.
const deploy = "../../../deploy/device/"

func readDeploy(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(deploy + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The sample sets nothing as it comes, and every key once the marks are taken away.
func TestSample(t *testing.T) {
	sample := readDeploy(t, "agent.yaml")
	if got, problems := Parse("agent.yaml", sample, "linux"); len(problems) > 0 || got != (Settings{}) {
		t.Errorf("as it comes it sets %v, %v", got, problems)
	}
	all := regexp.MustCompile(`(?m)^#([a-z]+:)`).ReplaceAll(sample, []byte("$1"))
	got, problems := Parse("agent.yaml", all, "linux")
	if len(problems) > 0 {
		t.Error(problems)
	}
	for _, k := range keys {
		if k.of(&got).Value == "" {
			t.Errorf("the sample does not show %s", k.name)
		}
	}
}

// The template of Group Policy writes what the agent reads, and all its texts are there.
func TestTemplate(t *testing.T) {
	var template struct {
		Policies []struct {
			Name  string `xml:"name,attr"`
			Class string `xml:"class,attr"`
			Key   string `xml:"key,attr"`
			Texts []struct {
				ID    string `xml:"id,attr"`
				Value string `xml:"valueName,attr"`
				Max   int    `xml:"maxLength,attr"`
			} `xml:"elements>text"`
		} `xml:"policies>policy"`
	}
	admx := readDeploy(t, "group-policy/lanyard-agent.admx")
	if err := xml.Unmarshal(admx, &template); err != nil {
		t.Fatal(err)
	}
	var texts struct {
		Strings []struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"resources>stringTable>string"`
		Presentations []struct {
			ID    string `xml:"id,attr"`
			Boxes []struct {
				Ref string `xml:"refId,attr"`
			} `xml:"textBox"`
		} `xml:"resources>presentationTable>presentation"`
	}
	if err := xml.Unmarshal(readDeploy(t, "group-policy/en-US/lanyard-agent.adml"), &texts); err != nil {
		t.Fatal(err)
	}
	there := make(map[string]bool)
	for _, s := range texts.Strings {
		there["string."+s.ID] = strings.TrimSpace(s.Text) != ""
	}
	boxes := make(map[string]string)
	for _, p := range texts.Presentations {
		there["presentation."+p.ID] = len(p.Boxes) == 1
		if len(p.Boxes) == 1 {
			boxes[p.ID] = p.Boxes[0].Ref
		}
	}
	used := make(map[string]bool)
	for _, m := range regexp.MustCompile(`\$\((.*?)\)`).FindAllSubmatch(admx, -1) {
		used[string(m[1])] = true
	}
	if diff := cmp.Diff(used, there); diff != "" {
		t.Errorf("what the template uses and what there are texts for (-used +there):\n%s", diff)
	}

	var got, want []string
	for _, p := range template.Policies {
		if p.Class != "Machine" || p.Key != PolicyKey || len(p.Texts) != 1 || boxes[p.Name] != p.Texts[0].ID || p.Texts[0].Max != maxValueChars {
			t.Errorf("policy %+v, its box is %q", p, boxes[p.Name])
			continue
		}
		got = append(got, p.Texts[0].Value)
	}
	for _, k := range keys {
		want = append(want, k.value)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values (-read +written):\n%s", diff)
	}
}

// The installer writes what the agent reads, and remembers each.
func TestInstaller(t *testing.T) {
	wxs, err := os.ReadFile("../../../build/package/agent.wxs")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		property := strings.ToUpper(k.name)
		for _, want := range []string{
			fmt.Sprintf(`<Property Id="%s">`, property),
			fmt.Sprintf(`Key="%s" Name="%s{[%s]}" Type="raw" Win64="yes" />`, RegistryKey, k.value, property),
			fmt.Sprintf(`<RegistryValue Root="HKLM" Key="%s" Name="%s" Type="string" Value="[%s]"`, RegistryKey, k.value, property),
		} {
			if !bytes.Contains(wxs, []byte(want)) {
				t.Errorf("agent.wxs has no %s", want)
			}
		}
	}
}

// The task that is imported and the one of Group Policy preferences do the same.
func TestTasksAgree(t *testing.T) {
	task, preference := readDeploy(t, "group-policy/collect-task.xml"), readDeploy(t, "group-policy/collect-preference.xml")
	for _, element := range []string{"Triggers", "Settings", "Exec"} {
		a, b := within(t, task, element), within(t, preference, element)
		if len(a) == 0 {
			t.Errorf("the task has no %s", element)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s (-task +preference):\n%s", element, diff)
		}
	}
}

// within gives the elements and texts inside the first element of that name.
func within(t *testing.T, document []byte, name string) []string {
	t.Helper()
	var found []string
	depth := 0
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth > 0 || token.Name.Local == name {
				depth++
				found = append(found, "<"+token.Name.Local)
			}
		case xml.EndElement:
			if depth > 0 {
				depth--
				if depth == 0 {
					return found
				}
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); depth > 0 && text != "" {
				found = append(found, text)
			}
		}
	}
}
