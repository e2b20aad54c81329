"""Which network for which data: a vector, an image, a sequence, each learned by three kinds of net on the same examples."""
