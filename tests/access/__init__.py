"""Who gets what at every address of the portal. An address without a row here fails the tests."""
