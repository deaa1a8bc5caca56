"""Words: numbers, dates, values, Markdown, labels, languages."""
