"""Make the site and the PDF of pages: cells, cache, two renderers, checks of the result. Knows no page."""
