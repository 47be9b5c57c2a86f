"""How an answer looks: blocks of text, drawn on a terminal or printed plainly."""
