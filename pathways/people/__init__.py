"""The organisation, worked out: what the entries come to, and which entries a file asks for. Pure."""
