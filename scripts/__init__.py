"""The verbs: one thin module per make target."""
