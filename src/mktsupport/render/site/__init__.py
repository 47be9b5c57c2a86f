"""How the site looks: pages, pictures and what machines read."""
