"""A wardrobe out of one Curator and into another: export, its document, and the import of archives."""
