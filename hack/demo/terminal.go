package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// width is the most columns that a line takes.
const width = 100

// terminal prints aligned lines, in colour where the reader can see it.
type terminal struct {
	out    io.Writer
	colour bool
}

// newTerminal colours what goes to a screen, unless NO_COLOR is set.
func newTerminal(out *os.File) *terminal {
	info, err := out.Stat()
	screen := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &terminal{out: out, colour: screen && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// style is an ANSI colour or weight.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
)

// in returns the text in a style.
func (t *terminal) in(s style, text string) string {
	if !t.colour || s == plain {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// line prints one line. A terminal that has gone away is not worth an error: the
// run ends by the signal that comes with it.
func (t *terminal) line(format string, args ...any) {
	_, _ = fmt.Fprintf(t.out, format+"\n", args...)
}

// cell is a column's text in a style, padded to a width; 0 is as it comes.
type cell struct {
	text  string
	width int
	style style
}

// row prints cells two blanks apart. A text too long for its cell is cut.
func (t *terminal) row(cells ...cell) {
	parts := make([]string, len(cells))
	for i, c := range cells {
		text := c.text
		if c.width > 0 {
			text = fit(text, c.width)
		}
		parts[i] = t.in(c.style, text)
	}
	t.line("%s", strings.TrimRight(strings.Join(parts, "  "), " "))
}

// fit pads or cuts a text to a width in characters.
func fit(text string, width int) string {
	n := utf8.RuneCountInString(text)
	if n <= width {
		return text + strings.Repeat(" ", width-n)
	}
	return string([]rune(text)[:width-1]) + "…"
}

// heading prints a title with a rule to the full width.
func (t *terminal) heading(title string) {
	rule := strings.Repeat("─", max(0, width-4-utf8.RuneCountInString(title)))
	t.line("\n%s", t.in(bold, "── "+title+" "+rule))
}
