"""How bad it is, who takes it, and why: scales and matrices, decision tables and their analysis, routing, assignment."""
