"""What `./run` can do. Only Python's own library is used here, because nothing else is installed yet."""
