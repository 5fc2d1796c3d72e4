"""Who is on call: rotas, what they cover, how fair they are, and who gets the page."""
