"""What each page shows: one module per page, and what several pages share."""
