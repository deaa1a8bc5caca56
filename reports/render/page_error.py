"""The one error that pages raise."""

from schemas.errors import UserError


class PageError(UserError):
    """A page that could not be rendered; the text names page, cell and reason."""
