package text

import (
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"
)

// compose has the YAML library build the nodes of a text, which has no more
// parts than maxParts. A text without content gives nil.
func compose(text string) (root *yaml.Node, err error) {
	// The library is known to panic where it finds itself in a state it did not
	// expect. A file must not stop the program.
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("the YAML library failed: %v", r)
		}
	}()
	input := &meter{text: text}
	loader, err := yaml.NewLoader(input, yaml.WithPlugin(input), yaml.WithPlugin(looseAliases{}))
	if err != nil {
		return nil, err
	}
	var document yaml.Node
	switch err := loader.Load(&document); {
	case err == io.EOF:
		return nil, nil
	case err != nil:
		return nil, err
	}
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 {
		return nil, errors.New("the YAML library gave no document")
	}
	return document.Content[0], nil
}

// looseAliases lets every alias stand for an empty scalar, so that one without
// its anchor does not end the reading: each is reported at its place. It
// implements yaml.AliasDataPlugin and yaml.AliasDataContext.
type looseAliases struct{}

func (looseAliases) NewAliasDataContext(yaml.AliasDataServices) (yaml.AliasDataContext, error) {
	return looseAliases{}, nil
}

func (looseAliases) BeginDocument() error                  { return nil }
func (looseAliases) DefineAnchor(string, *yaml.Node) error { return nil }
func (looseAliases) EndDocument() error                    { return nil }

func (looseAliases) ResolveAlias(string) (*yaml.Node, bool, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}, true, nil
}
