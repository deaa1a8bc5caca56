"""The Quarto project, the queries behind its pages, and the renderer that stands in where there is no Quarto."""
