"""How good the product is: measures over sets that it was not built with."""
