"""The one error that pages raise."""


class PageError(Exception):
    """A page that could not be rendered; the text names page, cell and reason."""
