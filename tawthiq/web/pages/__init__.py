"""The pages, one module each; ``web/places.py`` lists them, and a page is imported when it is first opened."""
