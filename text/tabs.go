package text

import (
	"fmt"
	"strings"
)

// refuseTabs refuses tabs in the indentation of what was read. YAML allows some
// of them, where they do not decide anything; whoever reads the file cannot tell.
// Behind the spaces a block scalar is indented by, a tab is text.
func (b *builder) refuseTabs(read string) {
	if !strings.Contains(read, "\t") {
		return
	}
	var first Pos
	lines, blocks := 0, b.blocks
	for number := 1; number <= len(b.source.lines) && int(b.source.lines[number-1]) < len(read); number++ {
		line := b.source.line(number)
		blank := strings.Trim(line, " \t") == ""
		for len(blocks) > 0 && number > blocks[0].line && !blank && indentation(line) <= blocks[0].indent {
			blocks = blocks[1:]
		}
		inside := len(blocks) > 0 && number > blocks[0].line
		spaces := indentation(line)
		if blank || inside || line[spaces] != '\t' {
			continue
		}
		if lines++; lines == 1 {
			first = Pos{number, spaces + 1}
		}
	}
	if lines == 0 {
		return
	}
	what := "a tab stands in the indentation"
	if lines > 1 {
		what += fmt.Sprintf(", as in %d lines in all", lines)
	}
	b.found.Add(b.source.error(first, what, "indent with spaces"))
}
