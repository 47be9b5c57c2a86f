"""Everything that touches files: reading the YAML, refusing what must not be published, compiling and looking up."""
