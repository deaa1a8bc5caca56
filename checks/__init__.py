"""What must hold beyond the schemas: the rule book, its three layers, and findings a contributor can act on."""
