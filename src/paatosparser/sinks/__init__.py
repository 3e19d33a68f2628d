"""A Document to other forms: each module writes one."""
