"""The rules of the lint shop, a module each; ``shop.RULES`` is the list of them."""
