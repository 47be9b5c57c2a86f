"""How answers look. Each kind of answer becomes a page; a page is drawn on a terminal or written plainly to a pipe."""
